import type { Insertable } from 'kysely';
import type { Change, ChangeAuthor, ChangeStatus } from '../settings/change';
import type { StorefrontSettings } from '../settings/customer-settings';
import { presentFields } from '../settings/diff';
import { toScopeColumn } from './change-row';
import type { Database } from './database';
import { toFieldBits } from './field-bits';
import { lockKnownSettings, type PendingChange, type SettingsScope } from './known-settings';
import type { ChangesTable } from './schema';
import { withTransaction } from './transaction';

/** What a change is when it is first written down. */
export interface NewChange extends SettingsScope, Omit<Change, 'author' | 'stored' | 'status'> {
  author: Omit<ChangeAuthor, 'email'> | null;
}

/** What is about to be written to BigCommerce. */
export interface Claim {
  change: NewChange;
  /** The version of what is known of the scope that the change is based on. */
  version: number;
  /** The entry that the change is part of; `null` for one of its own. */
  groupId: string | null;
  leasedUntil: number;
}

/**
 * - `claimed`: the trace is written, and nobody else writes to this scope until it is settled.
 * - `busy`: another change of the scope is pending.
 * - `outdated`: the scope changed since it was read.
 * - `foreign`: the entry is another person's.
 */
export type ClaimOutcome = 'claimed' | 'busy' | 'outdated' | 'foreign';

/** How a change ended. */
export interface Settlement {
  status: Exclude<ChangeStatus, 'pending'>;
  /** `null` where nobody looked, because BigCommerce refused. */
  stored: StorefrontSettings | null;
  settledAt: number;
}

type Row = Insertable<ChangesTable>;

function toRow(change: NewChange): Omit<Row, 'entryId' | 'entryAt' | 'status' | 'stored' | 'leasedUntil'> {
  const { channelId, author, before, requested, names, ...same } = change;
  return {
    ...same,
    channelId: toScopeColumn(channelId),
    userId: author?.userId ?? null,
    userRole: author?.role ?? null,
    fieldBits: toFieldBits(presentFields(requested)),
    before: JSON.stringify(before),
    requested: JSON.stringify(requested),
    names: JSON.stringify(names),
  };
}

/**
 * The entry's beginning, where it has begun. Until the transaction ends no other change of the store becomes part of
 * an entry, so that changes which begin at once agree on when it was.
 */
async function findEntry(transaction: Database, storeHash: string, entryId: string) {
  await transaction
    .updateTable('installations')
    .set((row) => ({ installationId: row.ref('installationId') }))
    .where('storeHash', '=', storeHash)
    .execute();
  return transaction
    .selectFrom('changes')
    .select(['entryAt', 'userId'])
    .where('storeHash', '=', storeHash)
    .where('entryId', '=', entryId)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

async function insertPending(
  transaction: Database,
  { change, leasedUntil }: Claim,
  entry: { entryId: string; entryAt: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('changes')
    .values({ ...toRow(change), ...entry, status: 'pending', leasedUntil })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/**
 * Writes the trace of a change before BigCommerce hears of it. Of any number of claims of a scope, on any number of
 * servers, one is answered `claimed` until that change is settled.
 *
 * @throws AppError `database_unavailable`
 */
export function claimScope(db: Database, claim: Claim): Promise<ClaimOutcome> {
  const { change, version, groupId } = claim;
  const { id, storeHash, author, createdAt } = change;
  return withTransaction(db, async (transaction) => {
    const begun = groupId === null ? undefined : await findEntry(transaction, storeHash, groupId);
    if (begun && begun.userId !== (author?.userId ?? null)) return 'foreign';
    const known = await lockKnownSettings(transaction, change);
    if (known?.version !== version) return 'outdated';
    const entry = { entryId: groupId ?? id, entryAt: begun?.entryAt ?? createdAt };
    return (await insertPending(transaction, claim, entry)) ? 'claimed' : 'busy';
  });
}

/**
 * Records a change that nobody of this app made, as it was found.
 *
 * @param transaction one that holds the lock of {@link lockKnownSettings}
 */
export async function saveOutsideChange(transaction: Database, change: NewChange): Promise<void> {
  const { id, createdAt, requested } = change;
  const found = { status: 'applied', stored: JSON.stringify(requested), settledAt: createdAt };
  const entry = { entryId: id, entryAt: createdAt, leasedUntil: createdAt };
  await transaction
    .insertInto('changes')
    .values({ ...toRow(change), ...found, ...entry })
    .execute();
}

/**
 * Ends a pending change.
 *
 * @param transaction one that holds the lock of {@link lockKnownSettings}
 * @returns false where it had ended before; the first outcome stands
 */
export async function settleChange(
  transaction: Database,
  id: string,
  { status, stored, settledAt }: Settlement,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('changes')
    .set({ status, stored: stored && JSON.stringify(stored), settledAt, leasedUntil: settledAt })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/**
 * Says that a change was written after all, though it had been taken for failed.
 *
 * @param transaction one that holds the lock of {@link lockKnownSettings}
 */
export async function markAppliedLate(
  transaction: Database,
  { id, requested }: Pick<PendingChange, 'id' | 'requested'>,
  settledAt: number,
): Promise<void> {
  await transaction
    .updateTable('changes')
    .set({ status: 'applied', stored: JSON.stringify(requested), settledAt })
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .execute();
}

/**
 * Ends the time for which a pending change belongs to its server: the next read of the scope finds out what became of
 * it.
 *
 * @throws AppError `database_unavailable`
 */
export async function endLease(db: Database, id: string, at: number): Promise<void> {
  await db
    .updateTable('changes')
    .set({ leasedUntil: at })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .execute();
}

/** Whoever looks for a change that came late need not look further back than this for when it began. */
const latestBeginningMs = 24 * 60 * 60 * 1_000;

/**
 * Lists the changes of a scope that were lately taken for failed because nothing of them was found, newest first.
 * Those that BigCommerce refused are not among them: they cannot come late.
 *
 * @param since milliseconds since the epoch
 */
export async function findLatelyFailed(
  db: Database,
  { storeHash, channelId }: SettingsScope,
  since: number,
): Promise<Pick<PendingChange, 'id' | 'requested'>[]> {
  const rows = await db
    .selectFrom('changes')
    .select(['id', 'requested'])
    .where('storeHash', '=', storeHash)
    .where('channelId', '=', toScopeColumn(channelId))
    .where('status', '=', 'failed')
    .where('stored', 'is not', null)
    .where('settledAt', '>=', since)
    .where('createdAt', '>=', since - latestBeginningMs)
    .orderBy('settledAt', 'desc')
    .limit(10)
    .execute();
  return rows.map(({ id, requested }) => ({ id, requested: JSON.parse(requested) as StorefrontSettings }));
}
