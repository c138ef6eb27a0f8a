import type { Database } from './database';
import type { UserRole } from './schema';

/** A person who just opened the app. */
export interface SeenUser {
  storeHash: string;
  /** BigCommerce's id of the person, the same in every store. */
  userId: number;
  email: string;
  /** As BigCommerce names it, for instance `en-US`. */
  locale: string;
  role: UserRole;
  /** Milliseconds since the epoch, as all times here. */
  seenAt: number;
}

/** A person as last seen in a store. Once removed, `email` is empty. */
export interface User extends Omit<SeenUser, 'seenAt'> {
  firstSeenAt: number;
  lastSeenAt: number;
  removedAt: number | null;
}

/**
 * Records that a person opened the app in a store. One who was removed is let in again, which is BigCommerce's to
 * decide: it has just vouched for the person.
 *
 * @param user of a store that has an installation
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function saveUser(db: Database, user: SeenUser): Promise<void> {
  const { storeHash, userId, email, locale, role, seenAt } = user;
  const seen = { email, locale, role, lastSeenAt: seenAt, removedAt: null };
  await db
    .insertInto('users')
    .values({ storeHash, userId, ...seen, firstSeenAt: seenAt })
    .onConflict((conflict) => conflict.columns(['storeHash', 'userId']).doUpdateSet(seen))
    .execute();
}

/**
 * Finds a person in a store, also when removed since.
 *
 * @returns undefined for somebody who never opened the app there
 * @throws AppError `database_unavailable`
 */
export function findUser(db: Database, storeHash: string, userId: number): Promise<User | undefined> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('storeHash', '=', storeHash)
    .where('userId', '=', userId)
    .executeTakeFirst();
}

/**
 * Removes a person from a store, and nobody else. The row stays, so that the history still knows who did what, but the
 * e-mail address is forgotten: it becomes the empty string. Again is harmless: the first time stands.
 *
 * @param at milliseconds since the epoch
 * @returns whether the person was let in until now
 * @throws AppError `database_unavailable`
 */
export async function removeUser(
  db: Database,
  storeHash: string,
  userId: number,
  at: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ email: '', removedAt: at })
    .where('storeHash', '=', storeHash)
    .where('userId', '=', userId)
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
