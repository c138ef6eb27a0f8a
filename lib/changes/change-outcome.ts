import type { PendingChange } from '../database/known-settings';
import type { ChangeStatus, SideEffects } from '../settings/change';
import type { SettingField, CustomerSettings } from '../settings/customer-settings';
import { fieldsNotStored, pickFields, presentFields } from '../settings/diff';
import { decideRead, type LastKnown, settlingMs } from '../settings/last-known';

/** The fields of a change: their values before it, and the requested values. */
export interface AskedChange {
  before: CustomerSettings;
  requested: CustomerSettings;
}

export interface ChangeOutcome {
  status: Exclude<ChangeStatus, 'pending'>;
  /** The changed fields as they were found. */
  stored: CustomerSettings;
}

/**
 * Finds the outcome of a change from what BigCommerce holds: all, none, or some of the requested values. A field that
 * the response lacks may have been written.
 *
 * @param found what was read after the write could have happened
 */
export function toOutcome({ before, requested }: AskedChange, found: CustomerSettings): ChangeOutcome {
  const asked = presentFields(requested);
  const stored = pickFields(found, (field) => asked.includes(field));
  if (fieldsNotStored(requested, found).length === 0) return { status: 'applied', stored };
  const untouched = asked.every((field) => found[field] !== undefined && found[field] === before[field]);
  return { status: untouched ? 'failed' : 'partly', stored };
}

/**
 * Decides the outcome of a pending change whose lease has ended.
 *
 * @param lastKnown the settings as they were before the change
 * @param found what was read after the lease of the change had ended
 * @param options `now`: milliseconds since the epoch by the database's clock; `urgent`: a save waits for the decision,
 *   and values that the read does not show count as not written
 * @returns `null` as long as the read may be older than the write
 */
export function decidePending(
  lastKnown: LastKnown,
  pending: PendingChange,
  found: CustomerSettings,
  { now, urgent }: { now: number; urgent: boolean },
): ChangeOutcome | null {
  const known = lastKnown.settings;
  const isOld = (field: SettingField) =>
    found[field] === undefined ||
    found[field] === known[field] ||
    decideRead(lastKnown, field, found[field], now) === 'stale';
  if (!presentFields(pending.requested).every(isOld)) return toOutcome(pending, found);
  // A value that is requested again shortly after it was replaced looks like an old read until the settling time is
  // over.
  if (fieldsNotStored(pending.requested, found).length === 0) return null;
  if (!urgent && now < pending.leasedUntil + settlingMs) return null;
  return toOutcome(
    pending,
    pickFields({ ...found, ...known }, (field) => found[field] !== undefined),
  );
}

/**
 * The fields of a read that differ from what was known.
 *
 * @returns `null` where `fields` is empty
 */
export function toFoundChange(
  known: CustomerSettings,
  found: CustomerSettings,
  fields: readonly SettingField[],
): AskedChange | null {
  if (fields.length === 0) return null;
  return {
    before: pickFields(known, (field) => fields.includes(field)),
    requested: pickFields(found, (field) => fields.includes(field)),
  };
}

/** The fields that a write changed though it did not request them. */
export function fieldsBesides(
  { requested }: Pick<AskedChange, 'requested'>,
  before: CustomerSettings,
  stored: CustomerSettings,
): SettingField[] {
  return presentFields(before).filter(
    (field) =>
      requested[field] === undefined && stored[field] !== undefined && stored[field] !== before[field],
  );
}

/** The side effects of a write, as the history stores them. */
export function toSideEffects(
  known: CustomerSettings,
  found: CustomerSettings,
  fields: readonly SettingField[],
): SideEffects | null {
  const change = toFoundChange(known, found, fields);
  return change && { before: change.before, stored: change.requested };
}
