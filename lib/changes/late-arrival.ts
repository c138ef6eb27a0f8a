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

/** A write that was given up is expected to arrive within this time, if it does. Milliseconds. */
export const lateWriteMs = 10 * 60 * 1_000;

/** What a read found that was not known. */
export interface Difference {
  known: CustomerSettings;
  found: CustomerSettings;
  /** The fields that differ. */
  fields: readonly SettingField[];
}

/** Decides whether a difference is what a change requested that had been given up: all of it is there now. */
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

/** Records that a write arrived after newer values were there, as a change of its own. */
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
 * Finds the write that a difference comes from, where it had been given up and arrived late, and records it: on its
 * own change where nothing else was written since, otherwise as a change over what was there.
 *
 * @param transaction one that holds the lock of the scope
 * @param now milliseconds since the epoch, by the database's clock
 * @returns the fields that are thereby explained
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
