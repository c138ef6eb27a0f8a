import { type CustomerSettings, type SettingField, settingFields } from './customer-settings';

/** What becomes of a person's edits when somebody else changed the same settings meanwhile. */
interface SettingsMerge {
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

/** What settings have in common and in which they differ, by the fields that there are, in display order. */
export function createSettingsDiff(fields: readonly SettingField[]) {
  /** The names of the fields that `settings` has a value for, `null` included, in display order. */
  function presentFields(settings: CustomerSettings): SettingField[] {
    return fields.filter((field) => settings[field] !== undefined);
  }

  /**
   * Some of the fields that have a value, `null` included.
   *
   * @returns a new object
   */
  function pickFields(
    settings: CustomerSettings,
    chosen: (field: SettingField) => boolean,
  ): CustomerSettings {
    const picked = presentFields(settings).filter(chosen);
    return Object.fromEntries(picked.map((field) => [field, settings[field]]));
  }

  /**
   * The fields of `after` that differ from `before`: exactly what has to be sent to get from one to the other. `null`,
   * `0` and `""` are three different values. A field that `after` lacks is not a change, because a setting cannot be
   * unset, only set.
   *
   * @returns a new object that holds the changed fields only
   */
  function diffSettings(before: CustomerSettings, after: CustomerSettings): CustomerSettings {
    return pickFields(after, (field) => after[field] !== before[field]);
  }

  /**
   * `settings` with the fields of `changes` put over it.
   *
   * @returns a new object; `applySettings(a, diffSettings(a, b))` equals `b` wherever `b` has a value
   */
  function applySettings(settings: CustomerSettings, changes: CustomerSettings): CustomerSettings {
    return { ...settings, ...pickFields(changes, () => true) };
  }

  /**
   * The requested fields that are not what was stored: what BigCommerce accepted and then did not store.
   *
   * @param requested what was sent
   * @param stored what BigCommerce answered
   */
  function fieldsNotStored(requested: CustomerSettings, stored: CustomerSettings): SettingField[] {
    return presentFields(requested).filter((field) => stored[field] !== requested[field]);
  }

  return { presentFields, pickFields, diffSettings, applySettings, fieldsNotStored };
}

export const { presentFields, pickFields, diffSettings, applySettings, fieldsNotStored } =
  createSettingsDiff(settingFields);
