import { randomUUID } from 'node:crypto';
import {
  findNewerChanges,
  findOpenChanges,
  markAppliedLate,
  type NewChange,
  saveFoundChange,
} from '../database/changes';
import type { Database } from '../database/database';
import type { SettingField, CustomerSettings } from '../settings/customer-settings';
import { fieldsNotStored, pickFields, presentFields } from '../settings/diff';
import type { Scope } from '../settings/scope';

/** A write without a known outcome counts as a possible late arrival for this long. Milliseconds. */
const lateWriteMs = 10 * 60 * 1_000;

/** A difference between a read and what was known. */
export interface Difference {
  known: CustomerSettings;
  found: CustomerSettings;
  /** The fields that differ. */
  fields: readonly SettingField[];
}

/** Whether a read shows all values that a change without a known outcome had requested. */
export function isArrival(
  { requested }: Pick<NewChange, 'requested'>,
  { found, fields }: Difference,
): boolean {
  const arrived = presentFields(requested);
  return fieldsNotStored(requested, found).length === 0 && arrived.some((field) => fields.includes(field));
}

function overlaps({ requested }: NewChange, fields: readonly SettingField[]): boolean {
  return presentFields(requested).some((field) => fields.includes(field));
}

/** Records a write that arrived late and replaced newer values, as a change of its own. */
async function recordOverNewer(
  transaction: Database,
  open: NewChange,
  { known }: Difference,
  fields: readonly SettingField[],
  now: number,
): Promise<void> {
  const newer = await findNewerChanges(transaction, open);
  await saveFoundChange(
    transaction,
    {
      ...open,
      id: randomUUID(),
      before: pickFields(known, (field) => fields.includes(field)),
      requested: pickFields(open.requested, (field) => fields.includes(field)),
      createdAt: now,
    },
    { of: open.id, over: newer.find((change) => overlaps(change, fields))?.id ?? null },
  );
}

/**
 * Finds out whether a difference comes from a write that arrived late, and records it: on the write's own change where
 * nothing else was written since, otherwise as a new change.
 *
 * @param transaction one that holds the lock of the scope
 * @param now milliseconds since the epoch, by the database's clock
 * @returns the fields that the late write explains
 */
export async function recordLateArrival(
  transaction: Database,
  scope: Scope,
  difference: Difference,
  now: number,
): Promise<SettingField[]> {
  if (difference.fields.length === 0) return [];
  const open = await findOpenChanges(transaction, scope, now - lateWriteMs);
  const late = open.find((change) => isArrival(change, difference));
  if (late === undefined) return [];
  const { before, requested } = late;
  const fields = presentFields(requested).filter((field) => difference.fields.includes(field));
  const undisturbed = presentFields(requested).every((field) => difference.known[field] === before[field]);
  if (undisturbed) await markAppliedLate(transaction, late, now);
  else await recordOverNewer(transaction, late, difference, fields, now);
  return fields;
}
