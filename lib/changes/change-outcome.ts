import type { ChangeStatus } from '../settings/change';
import type { StorefrontSettings } from '../settings/customer-settings';
import { fieldsNotStored, pickFields, presentFields } from '../settings/diff';

/** What was to be changed: the changed fields as they were, and as they were asked for. */
export interface AskedChange {
  before: StorefrontSettings;
  requested: StorefrontSettings;
}

export interface ChangeOutcome {
  status: Exclude<ChangeStatus, 'pending'>;
  /** The changed fields as they were found. */
  stored: StorefrontSettings;
}

/**
 * What became of a change, by what BigCommerce holds: all that was asked for, nothing of it, or some of it. Of a field
 * that the answer lacks nobody can say that it was not written.
 *
 * @param found what was read after the write could have happened
 */
export function toOutcome({ before, requested }: AskedChange, found: StorefrontSettings): ChangeOutcome {
  const asked = presentFields(requested);
  const stored = pickFields(found, (field) => asked.includes(field));
  if (fieldsNotStored(requested, found).length === 0) return { status: 'applied', stored };
  const untouched = asked.every((field) => found[field] !== undefined && found[field] === before[field]);
  return { status: untouched ? 'failed' : 'partly', stored };
}

/**
 * What nobody here did. A field that was not known before, or that the answer lacks, did not change as far as we know.
 *
 * @param known what the settings were
 * @param found what they are
 * @returns the changed fields as they were and as they are, `null` where there are none
 */
export function toOutsideChange(known: StorefrontSettings, found: StorefrontSettings): AskedChange | null {
  const requested = pickFields(found, (field) => known[field] !== undefined && found[field] !== known[field]);
  const changed = presentFields(requested);
  if (changed.length === 0) return null;
  return { before: pickFields(known, (field) => changed.includes(field)), requested };
}

/**
 * Tells that a change which had been taken for failed explains a difference: all that it asked for is there now.
 *
 * @param difference the fields that differ from what was known, as they are
 */
export function explains(requested: StorefrontSettings, difference: StorefrontSettings): boolean {
  return fieldsNotStored(requested, difference).length === 0;
}
