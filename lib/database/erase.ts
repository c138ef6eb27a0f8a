import type { Database } from './database';
import { endInstallation } from './installations';
import { forgetStore, tablesOfStores } from './purge';
import { withTransaction } from './transaction';
import { removeUser } from './users';

/** Rows by table. */
export type RowCounts = Record<(typeof tablesOfStores)[number] | 'installations', number>;

/**
 * Counts the rows that belong to a store.
 *
 * @throws AppError `database_unavailable`
 */
export async function countRowsOf(db: Database, storeHash: string): Promise<RowCounts> {
  const counts: Partial<RowCounts> = {};
  for (const table of [...tablesOfStores, 'installations'] as const) {
    const { count } = await db
      .selectFrom(table)
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('storeHash', '=', storeHash)
      .executeTakeFirstOrThrow();
    counts[table] = count;
  }
  return counts as RowCounts;
}

/**
 * Deletes all that is held about a store, at once and not after 30 days. An installation that is live ends with it. A
 * store that installs the app anew meanwhile keeps what that brought.
 *
 * @param at milliseconds since the epoch
 * @returns how many rows were removed
 * @throws AppError `database_unavailable`
 */
export async function eraseStore(db: Database, storeHash: string, at: number): Promise<number> {
  await endInstallation(db, storeHash, at);
  return forgetStore(db, storeHash, at);
}

/** Columns that hold something of a person besides the id. */
export interface PersonalData {
  /** `users.email`, `users.locale`, `users.language` and when the person was seen. */
  users: number;
  /** `installations.owner_email`. */
  ownerEmails: number;
}

/**
 * Counts where something of a person is held in a store.
 *
 * @throws AppError `database_unavailable`
 */
export async function countPersonalData(
  db: Database,
  storeHash: string,
  userId: number,
): Promise<PersonalData> {
  const users = await db
    .selectFrom('users')
    .select('userId')
    .where('storeHash', '=', storeHash)
    .where('userId', '=', userId)
    .where((row) =>
      row.or([row('email', '<>', ''), row('locale', '<>', ''), row('language', 'is not', null)]),
    )
    .execute();
  const owners = await db
    .selectFrom('installations')
    .select('storeHash')
    .where('storeHash', '=', storeHash)
    .where('ownerId', '=', userId)
    .where('ownerEmail', '<>', '')
    .execute();
  return { users: users.length, ownerEmails: owners.length };
}

/**
 * Deletes what is held about a person in one store, and ends the person's sessions there. The user id stays with the
 * changes, as a number that only BigCommerce can lead back to a person, and for a day with links that were used.
 *
 * @param at milliseconds since the epoch; load links that BigCommerce signed before it are refused
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function eraseUser(db: Database, storeHash: string, userId: number, at: number): Promise<void> {
  await withTransaction(db, async (transaction) => {
    await removeUser(transaction, storeHash, userId, at);
    await transaction
      .updateTable('users')
      .set({ email: '', locale: '', firstSeenAt: at, lastSeenAt: at })
      .where('storeHash', '=', storeHash)
      .where('userId', '=', userId)
      .execute();
    await transaction
      .updateTable('installations')
      .set({ ownerEmail: '' })
      .where('storeHash', '=', storeHash)
      .where('ownerId', '=', userId)
      .execute();
  });
}
