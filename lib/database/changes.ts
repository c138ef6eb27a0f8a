import type { Insertable, Selectable } from 'kysely';
import {
  type Change,
  type ChangeAuthor,
  type ChangeNames,
  type ChangeSource,
  type ChangeStatus,
  entryOpenMs,
  type LateArrival,
  type SideEffects,
} from '../settings/change';
import type { CustomerSettings } from '../settings/customer-settings';
import { applySettings, presentFields } from '../settings/diff';
import { fromScopeColumn, toNoteFolded, toScopeColumn } from './change-row';
import type { Database } from './database';
import { toFieldBits } from './field-bits';
import { lockKnownSettings, type PendingChange } from './known-settings';
import type { ChangesTable } from './schema';
import { withTransaction } from './transaction';
import type { Scope } from '../settings/scope';

/** A change when it is first recorded. */
export interface NewChange
  extends Scope, Omit<Change, 'author' | 'stored' | 'status' | 'sideEffects' | 'late'> {
  author: Omit<ChangeAuthor, 'email'> | null;
}

/** A change that is about to be written to BigCommerce. */
export interface Claim {
  change: NewChange;
  /** The version of what is known of the scope that the change is based on. */
  version: number;
  /** The entry that the change is part of; `null` for one of its own. */
  groupId: string | null;
  leasedUntil: number;
}

/**
 * - `claimed`: the pending change is recorded, and no other save writes to this scope until it is settled.
 * - `busy`: another change of the scope is pending.
 * - `outdated`: the scope changed since it was read.
 * - `refused`: the entry takes no further change of this person, or the change that it restores is not of this store.
 */
export type ClaimOutcome = 'claimed' | 'busy' | 'outdated' | 'refused';

/** How a change ended. */
export interface Settlement {
  status: Exclude<ChangeStatus, 'pending'>;
  /** `null` where BigCommerce refused, so that there was nothing to read. */
  stored: CustomerSettings | null;
  sideEffects: SideEffects | null;
  settledAt: number;
}

type Row = Insertable<ChangesTable>;

type RowOfAnyChange = Omit<Row, 'entryId' | 'entryAt' | 'status' | 'stored' | 'leasedUntil'>;

function toRow(change: NewChange): RowOfAnyChange {
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
    noteFolded: change.note === null ? null : toNoteFolded(change.note),
  };
}

/**
 * Finds when the entry began, if it has changes. Until the transaction ends no other change of the store is added to an
 * entry, so that changes which begin at once get the same time.
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

async function isIdOfChange(transaction: Database, storeHash: string, id: string): Promise<boolean> {
  const change = await transaction
    .selectFrom('changes')
    .select('id')
    .where('id', '=', id)
    .where('storeHash', '=', storeHash)
    .executeTakeFirst();
  return change !== undefined;
}

/**
 * An entry is named by the first change's group, so the id of a change that is in another entry names none. A change of
 * a role or of the app's own records is an entry by itself, with a link that its id names.
 */
async function isNameTaken(transaction: Database, storeHash: string, id: string): Promise<boolean> {
  if (await isIdOfChange(transaction, storeHash, id)) return true;
  for (const table of ['roleChanges', 'appChanges'] as const) {
    const change = await transaction
      .selectFrom(table)
      .select('id')
      .where('id', '=', id)
      .where('storeHash', '=', storeHash)
      .executeTakeFirst();
    if (change !== undefined) return true;
  }
  return false;
}

type Entry = Awaited<ReturnType<typeof findEntry>>;

async function mayJoin(transaction: Database, { change, groupId }: Claim, entry: Entry): Promise<boolean> {
  if (groupId === null) return true;
  const { storeHash, author, createdAt } = change;
  if (!entry) return !(await isNameTaken(transaction, storeHash, groupId));
  return entry.userId === (author?.userId ?? null) && createdAt - entry.entryAt <= entryOpenMs;
}

async function mayRestore(transaction: Database, { storeHash, restoresId }: NewChange): Promise<boolean> {
  return restoresId === null || isIdOfChange(transaction, storeHash, restoresId);
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
 * Records a pending change before BigCommerce is called. Of any number of claims of a scope, on any number of servers,
 * one gets `claimed` until that change is settled.
 *
 * @throws AppError `database_unavailable`
 */
export function claimScope(db: Database, claim: Claim): Promise<ClaimOutcome> {
  const { change, version, groupId } = claim;
  const { id, storeHash, createdAt } = change;
  return withTransaction(db, async (transaction) => {
    const begun = groupId === null ? undefined : await findEntry(transaction, storeHash, groupId);
    if (!(await mayJoin(transaction, claim, begun))) return 'refused';
    if (!(await mayRestore(transaction, change))) return 'refused';
    const known = await lockKnownSettings(transaction, change);
    if (known?.version !== version) return 'outdated';
    const entry = { entryId: groupId ?? id, entryAt: begun?.entryAt ?? createdAt };
    return (await insertPending(transaction, claim, entry)) ? 'claimed' : 'busy';
  });
}

/**
 * Records a change as it was found: one that was made outside this app, or a write that arrived late.
 *
 * @param transaction one that holds the lock of {@link lockKnownSettings}
 */
export async function saveFoundChange(
  transaction: Database,
  change: NewChange,
  late: LateArrival | null = null,
): Promise<void> {
  const { id, createdAt, requested } = change;
  const found = {
    status: 'applied',
    stored: JSON.stringify(requested),
    settledAt: createdAt,
    lateOf: late?.of ?? null,
    lateOver: late?.over ?? null,
  };
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
  { id, requested }: Pick<PendingChange, 'id' | 'requested'>,
  { status, stored, sideEffects, settledAt }: Settlement,
): Promise<boolean> {
  const besides =
    sideEffects === null
      ? {}
      : {
          sideEffects: JSON.stringify(sideEffects),
          fieldBits: toFieldBits(presentFields(applySettings(requested, sideEffects.stored))),
        };
  const { numUpdatedRows } = await transaction
    .updateTable('changes')
    .set({ status, stored: stored && JSON.stringify(stored), settledAt, leasedUntil: settledAt, ...besides })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/**
 * Records that a change was written late, although it counted as failed.
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
 * Extends the lease of a pending change.
 *
 * @param leasedUntil milliseconds since the epoch, by the database's clock
 * @returns false where the change has ended: another server recorded its outcome
 * @throws AppError `database_unavailable`
 */
export async function renewLease(db: Database, id: string, leasedUntil: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('changes')
    .set({ leasedUntil })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/**
 * Makes a pending change belong to this server, whose own server has ended.
 *
 * @param change as it was read, with the time at which its lease lapsed
 * @param leasedUntil milliseconds since the epoch, by the database's clock
 * @returns false where the change has ended, or belongs to another server
 * @throws AppError `database_unavailable`
 */
export async function takeOverChange(
  db: Database,
  change: Pick<PendingChange, 'id' | 'leasedUntil'>,
  leasedUntil: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('changes')
    .set({ leasedUntil })
    .where('id', '=', change.id)
    .where('status', '=', 'pending')
    .where('leasedUntil', '=', change.leasedUntil)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** The search for changes without a known outcome goes back this much further. Milliseconds. */
const latestBeginningMs = 24 * 60 * 60 * 1_000;

/** The most rows of a search. A scope has few changes that are open, or newer than an open one. */
const mostRecentChanges = 20;

function fromRow(row: Selectable<ChangesTable>): NewChange {
  const { userId, userRole } = row;
  return {
    id: row.id,
    storeHash: row.storeHash,
    channelId: fromScopeColumn(row.channelId),
    source: row.source as ChangeSource,
    author: userId === null ? null : { userId, role: userRole ?? 'user' },
    restoresId: row.restoresId,
    before: JSON.parse(row.before) as CustomerSettings,
    requested: JSON.parse(row.requested) as CustomerSettings,
    names: JSON.parse(row.names) as ChangeNames,
    note: row.note,
    requestId: row.requestId,
    createdAt: row.createdAt,
  };
}

/**
 * Lists the changes of a scope that counted as failed a short while ago and may still arrive, newest first. Changes
 * that BigCommerce refused are left out.
 *
 * @param since milliseconds since the epoch
 */
export async function findOpenChanges(
  db: Database,
  { storeHash, channelId }: Scope,
  since: number,
): Promise<NewChange[]> {
  const rows = await db
    .selectFrom('changes')
    .selectAll()
    .where('storeHash', '=', storeHash)
    .where('channelId', '=', toScopeColumn(channelId))
    .where('status', '=', 'failed')
    .where('stored', 'is not', null)
    .where('settledAt', '>=', since)
    .where('createdAt', '>=', since - latestBeginningMs)
    .orderBy('settledAt', 'desc')
    .limit(10)
    .execute();
  return rows.map(fromRow);
}

/**
 * Lists the changes of a scope that were written after another one had begun, newest first.
 *
 * @param change the other one
 */
export async function findNewerChanges(
  db: Database,
  { id, storeHash, channelId, createdAt }: NewChange,
): Promise<NewChange[]> {
  const rows = await db
    .selectFrom('changes')
    .selectAll()
    .where('storeHash', '=', storeHash)
    .where('channelId', '=', toScopeColumn(channelId))
    .where('createdAt', '>=', createdAt)
    .where('id', '<>', id)
    .where('status', 'in', ['applied', 'partly'])
    .orderBy('createdAt', 'desc')
    .limit(mostRecentChanges)
    .execute();
  return rows.map(fromRow);
}
