import type { ChangeAuthor } from '../settings/change';
import type { Database } from './database';
import type { UserRole } from './schema';

/** A user who just opened the app. */
export interface SeenUser {
  storeHash: string;
  /** BigCommerce's id of the user, the same in every store. */
  userId: number;
  email: string;
  /** As BigCommerce names it, for instance `en-US`. */
  locale: string;
  role: UserRole;
  /** Milliseconds since the epoch, as all times here. */
  seenAt: number;
}

/**
 * Records that a user opened the app in a store. A removed user is admitted again, because BigCommerce has just
 * verified the user.
 *
 * @param user of a store that has an installation
 * @returns the user's admission number, which sessions contain
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function saveUser(db: Database, user: SeenUser): Promise<number> {
  const { storeHash, userId, email, locale, role, seenAt } = user;
  const seen = { email, locale, role, lastSeenAt: seenAt, removedAt: null };
  const { admission } = await db
    .insertInto('users')
    .values({ storeHash, userId, ...seen, firstSeenAt: seenAt })
    .onConflict((conflict) => conflict.columns(['storeHash', 'userId']).doUpdateSet(seen))
    .returning('admission')
    .executeTakeFirstOrThrow();
  return admission;
}

/**
 * Records that a user opened the app with a link that BigCommerce signed, unless the user was removed since. One
 * statement decides, so that no removal can happen in between.
 *
 * @param user of a store that has an installation
 * @param vouchedAt when BigCommerce signed the link, by its clock, in milliseconds since the epoch
 * @returns the user's admission number, which sessions contain; null for a link from before the removal, and nothing is
 *   recorded then
 * @throws AppError `database_unavailable`
 */
export async function admitUser(
  db: Database,
  { seenAt, ...user }: SeenUser,
  vouchedAt: number,
): Promise<number | null> {
  const { storeHash, userId, ...seen } = { ...user, lastSeenAt: seenAt, removedAt: null };
  const admitted = await db
    .insertInto('users')
    .values({ storeHash, userId, ...seen, firstSeenAt: seenAt })
    .onConflict((conflict) =>
      conflict
        .columns(['storeHash', 'userId'])
        .doUpdateSet(seen)
        .where((row) => row.or([row('users.removedAt', 'is', null), row('users.removedAt', '<', vouchedAt)])),
    )
    .returning('admission')
    .executeTakeFirst();
  return admitted?.admission ?? null;
}

/**
 * Removes a user from one store. The row stays, so that the history still has the user's id and older links are
 * refused, but the e-mail address becomes the empty string. A user who never opened the app gets such a row too.
 * Repeating it is harmless: the latest time stays.
 *
 * @param storeHash of a store that has or had an installation
 * @param at milliseconds since the epoch; links that BigCommerce signed until then are refused
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function removeUser(db: Database, storeHash: string, userId: number, at: number): Promise<void> {
  const forgotten = { email: '', removedAt: at };
  await db
    .insertInto('users')
    .values({ storeHash, userId, ...forgotten, locale: '', role: 'user', firstSeenAt: at, lastSeenAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(['storeHash', 'userId'])
        .doUpdateSet((row) => ({ ...forgotten, admission: row('users.admission', '+', 1) }))
        .where((row) => row.or([row('users.removedAt', 'is', null), row('users.removedAt', '<', at)])),
    )
    .execute();
}

/**
 * Finds all users who made a change in a store, removed users included.
 *
 * @returns the users, sorted by e-mail address, removed users last
 * @throws AppError `database_unavailable`
 */
export async function findChangeAuthors(db: Database, storeHash: string): Promise<ChangeAuthor[]> {
  const rows = await db
    .selectFrom('users')
    .select(['userId', 'email', 'role'])
    .where('storeHash', '=', storeHash)
    .where((row) =>
      row.exists(
        row
          .selectFrom('changes')
          .select('changes.id')
          .where('changes.storeHash', '=', storeHash)
          .whereRef('changes.userId', '=', 'users.userId'),
      ),
    )
    .execute();
  const authors = rows.map(({ email, ...row }) => ({ ...row, email: email === '' ? null : email }));
  return authors.sort(
    (one, other) =>
      Number(one.email === null) - Number(other.email === null) ||
      (one.email ?? '').localeCompare(other.email ?? '') ||
      one.userId - other.userId,
  );
}

/** A user of a store, as a repeated sign-in needs it. */
export interface KnownUser {
  userId: number;
  email: string;
  role: UserRole;
  admission: number;
  removedAt: number | null;
}

/**
 * Finds a user in a store, also a removed one.
 *
 * @returns undefined for a user who never opened the app there
 * @throws AppError `database_unavailable`
 */
export function findUser(db: Database, storeHash: string, userId: number): Promise<KnownUser | undefined> {
  return db
    .selectFrom('users')
    .select(['userId', 'email', 'role', 'admission', 'removedAt'])
    .where('storeHash', '=', storeHash)
    .where('userId', '=', userId)
    .executeTakeFirst();
}
