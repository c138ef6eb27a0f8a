import type { DeleteResult } from 'kysely';
import { inBatches } from './batches';
import type { Database } from './database';
import { policyChecksKeptMs } from './policy-checks';
import { withTransaction } from './transaction';

/** How long the history is stored, in months. */
export const historyMonths = 24;

const dayMs = 24 * 60 * 60 * 1_000;

/** A store that reinstalls the app within this time finds its history again. Milliseconds. */
const uninstalledStoreKeptMs = 30 * dayMs;

/** Every table with rows of one store, besides `installations`, to which they refer. */
export const tablesOfStores = [
  'changes',
  'roleChanges',
  'appChanges',
  'knownSettings',
  'knownNames',
  'policyChecks',
  'dismissedFindings',
  'users',
] as const;

/** The tables of the history, from which old rows are removed. */
export const tablesOfHistory = ['changes', 'roleChanges', 'appChanges'] as const;

async function countDeleted(deletion: {
  executeTakeFirstOrThrow: () => Promise<DeleteResult>;
}): Promise<number> {
  const { numDeletedRows } = await deletion.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function monthsBefore(now: number, months: number): number {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, lastDay));
}

/**
 * The oldest moment of which the history is kept.
 *
 * @param now milliseconds since the epoch
 */
export function oldestKeptAt(now: number): number {
  return monthsBefore(now, historyMonths);
}

function removeOldPolicyChecks(db: Database, until: number, limit: number): Promise<number> {
  return countDeleted(
    db
      .deleteFrom('policyChecks')
      .where((row) =>
        row(
          row.refTuple('storeHash', 'urlDigest'),
          'in',
          row
            .selectFrom('policyChecks')
            .select(['storeHash', 'urlDigest'])
            .where('checkedAt', '<=', until)
            .limit(limit)
            .$asTuple('storeHash', 'urlDigest'),
        ),
      ),
  );
}

/**
 * Removes expired rows that are not needed any more: signed payloads and ended sessions, which are refused for their
 * age, and checks of policy addresses that are older than a day. Several servers may do this at once; each row is counted by one of them.
 *
 * @param now milliseconds since the epoch; rows that expire at that moment are removed too
 * @returns how many rows were removed
 * @throws AppError `database_unavailable`
 */
export async function purgeExpired(db: Database, now: number): Promise<number> {
  const payloads = await inBatches((limit) =>
    countDeleted(
      db
        .deleteFrom('signedPayloads')
        .where('jti', 'in', (row) =>
          row.selectFrom('signedPayloads').select('jti').where('expiresAt', '<=', now).limit(limit),
        ),
    ),
  );
  const sessions = await inBatches((limit) =>
    countDeleted(
      db
        .deleteFrom('endedSessions')
        .where('sessionId', 'in', (row) =>
          row.selectFrom('endedSessions').select('sessionId').where('expiresAt', '<=', now).limit(limit),
        ),
    ),
  );
  const checks = await inBatches((limit) => removeOldPolicyChecks(db, now - policyChecksKeptMs, limit));
  return payloads + sessions + checks;
}

function removeOldChanges(
  db: Database,
  table: (typeof tablesOfHistory)[number],
  until: number,
  limit: number,
): Promise<number> {
  return countDeleted(
    db
      .deleteFrom(table)
      .where('id', 'in', (row) =>
        row.selectFrom(table).select('id').where('createdAt', '<', until).orderBy('createdAt').limit(limit),
      ),
  );
}

/**
 * Locks a store that is to be deleted until the transaction ends.
 *
 * @returns false where it was reinstalled, or another server has deleted it
 */
async function holdUninstalled(transaction: Database, storeHash: string, until: number): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('installations')
    .set((row) => ({ uninstalledAt: row.ref('uninstalledAt') }))
    .where('storeHash', '=', storeHash)
    .where('uninstalledAt', '<=', until)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

function removeChangesOf(transaction: Database, storeHash: string, limit: number): Promise<number> {
  return countDeleted(
    transaction
      .deleteFrom('changes')
      .where('id', 'in', (row) =>
        row.selectFrom('changes').select('id').where('storeHash', '=', storeHash).limit(limit),
      ),
  );
}

/** @returns the number of rows removed; 0 where the store was reinstalled */
async function removeRestOf(transaction: Database, storeHash: string): Promise<number> {
  let removed = 0;
  for (const table of [...tablesOfStores, 'installations'] as const)
    removed += await countDeleted(transaction.deleteFrom(table).where('storeHash', '=', storeHash));
  return removed;
}

/**
 * Deletes all that is held about a store that uninstalled the app until a moment, unless it came back.
 *
 * @param until milliseconds since the epoch
 * @returns how many rows were removed
 * @throws AppError `database_unavailable`
 */
export async function forgetStore(db: Database, storeHash: string, until: number): Promise<number> {
  /** Each batch checks again that the store was not reinstalled. */
  const whileUninstalled = (work: (transaction: Database) => Promise<number>) =>
    withTransaction(db, async (transaction) =>
      (await holdUninstalled(transaction, storeHash, until)) ? work(transaction) : 0,
    );
  const changes = await inBatches((limit) =>
    whileUninstalled((transaction) => removeChangesOf(transaction, storeHash, limit)),
  );
  return changes + (await whileUninstalled((transaction) => removeRestOf(transaction, storeHash)));
}

async function findForgettable(db: Database, until: number): Promise<string[]> {
  const rows = await db
    .selectFrom('installations')
    .select('storeHash')
    .where('uninstalledAt', '<=', until)
    .execute();
  return rows.map(({ storeHash }) => storeHash);
}

/**
 * Removes changes after 24 months, and everything of a store 30 days after it uninstalled the app. Several servers may
 * do this at once; each row is counted by one of them.
 *
 * @param now milliseconds since the epoch
 * @returns how many rows were removed
 * @throws AppError `database_unavailable`
 */
export async function purgeHistory(db: Database, now: number): Promise<number> {
  const oldest = oldestKeptAt(now);
  let removed = 0;
  for (const table of tablesOfHistory)
    removed += await inBatches((limit) => removeOldChanges(db, table, oldest, limit));
  const until = now - uninstalledStoreKeptMs;
  for (const storeHash of await findForgettable(db, until))
    removed += await forgetStore(db, storeHash, until);
  return removed;
}
