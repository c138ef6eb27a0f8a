import type { CustomerSettings, SettingField } from './customer-settings';
import { diffSettings, pickFields, presentFields } from './diff';

/** What becomes of a person's edits when somebody else changed the same settings meanwhile. */
export interface SettingsMerge {
  /** The edits that stand and still have to be written: nobody else touched these fields. */
  mine: CustomerSettings;
  /** Fields that only the other side touched. Their values hold. */
  takenOver: SettingField[];
  /** Fields that both sides changed, each to something else: only a person can decide. */
  conflicts: SettingField[];
}

/**
 * Merges edits with what somebody else made of the same settings. Both sides having come to the same value is no
 * conflict, and nothing to write.
 *
 * @param base what the person saw
 * @param edits the fields that the person changed
 * @param theirs what is stored now
 */
export function mergeSettings(
  base: CustomerSettings,
  edits: CustomerSettings,
  theirs: CustomerSettings,
): SettingsMerge {
  const touched = presentFields(diffSettings(base, theirs));
  const differing = diffSettings(theirs, edits);
  const conflicts = touched.filter((field) => differing[field] !== undefined);
  return {
    mine: pickFields(differing, (field) => !conflicts.includes(field)),
    takenOver: touched.filter((field) => edits[field] === undefined),
    conflicts,
  };
}
