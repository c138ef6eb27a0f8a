import type { Database } from './database';
import { withTransaction } from './transaction';

/**
 * Removes what has expired and is therefore refused without being remembered: signed payloads and ended sessions.
 * Several servers may do this at once; each row is counted by one of them.
 *
 * @param now milliseconds since the epoch; what expires at that very moment goes too
 * @returns how many rows were removed
 * @throws AppError `database_unavailable`
 */
export async function purgeExpired(db: Database, now: number): Promise<number> {
  const payloads = await db
    .deleteFrom('signedPayloads')
    .where('expiresAt', '<=', now)
    .executeTakeFirstOrThrow();
  const sessions = await db
    .deleteFrom('endedSessions')
    .where('expiresAt', '<=', now)
    .executeTakeFirstOrThrow();
  return Number(payloads.numDeletedRows + sessions.numDeletedRows);
}

/** How long the history is kept, in months. */
export const historyMonths = 24;

const dayMs = 24 * 60 * 60 * 1_000;

/** A store that comes back within this time finds its history again. */
export const uninstalledStoreKeptMs = 30 * dayMs;

/** Few enough that nobody who wants to save waits for long. */
const rowsAtOnce = 1_000;

/** Every table with rows of one store, besides `installations`, to which they refer. */
export const tablesOfStores = ['changes', 'knownSettings', 'knownNames', 'users'] as const;

function monthsBefore(now: number, months: number): number {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, lastDay));
}

/** Does one batch after the other until there is nothing left. @returns how many rows were removed */
async function inBatches(removeBatch: () => Promise<number>): Promise<number> {
  for (let removed = 0; ;) {
    const batch = await removeBatch();
    removed += batch;
    if (batch < rowsAtOnce) return removed;
  }
}

async function removeOldChanges(db: Database, until: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('changes')
    .where('id', 'in', (row) =>
      row
        .selectFrom('changes')
        .select('id')
        .where('createdAt', '<', until)
        .orderBy('createdAt')
        .limit(rowsAtOnce),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/**
 * Holds a store that is to be forgotten until the transaction ends.
 *
 * @returns false where it came back, or somebody else has forgotten it
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

async function removeChangesOf(transaction: Database, storeHash: string): Promise<number> {
  const { numDeletedRows } = await transaction
    .deleteFrom('changes')
    .where('id', 'in', (row) =>
      row.selectFrom('changes').select('id').where('storeHash', '=', storeHash).limit(rowsAtOnce),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** @returns how many rows were removed; none where the store came back */
async function removeRestOf(transaction: Database, storeHash: string): Promise<number> {
  let removed = 0;
  for (const table of [...tablesOfStores, 'installations'] as const) {
    const { numDeletedRows } = await transaction
      .deleteFrom(table)
      .where('storeHash', '=', storeHash)
      .executeTakeFirstOrThrow();
    removed += Number(numDeletedRows);
  }
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
  /** Each batch makes sure anew that the store has not come back. */
  const whileUninstalled = (work: (transaction: Database) => Promise<number>) =>
    withTransaction(db, async (transaction) =>
      (await holdUninstalled(transaction, storeHash, until)) ? work(transaction) : 0,
    );
  const changes = await inBatches(() =>
    whileUninstalled((transaction) => removeChangesOf(transaction, storeHash)),
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
 * Removes what is too old to be kept: changes after 24 months, and everything of a store 30 days after it uninstalled
 * the app. Several servers may do this at once; each row is counted by one of them.
 *
 * @param now milliseconds since the epoch
 * @returns how many rows were removed
 * @throws AppError `database_unavailable`
 */
export async function purgeHistory(db: Database, now: number): Promise<number> {
  const oldest = monthsBefore(now, historyMonths);
  let removed = await inBatches(() => removeOldChanges(db, oldest));
  const until = now - uninstalledStoreKeptMs;
  for (const storeHash of await findForgettable(db, until))
    removed += await forgetStore(db, storeHash, until);
  return removed;
}
