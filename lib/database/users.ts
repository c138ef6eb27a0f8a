import type { ChangeAuthor } from '../settings/change';
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

/**
 * Records that a person opened the app in a store. One who was removed is let in again, which is BigCommerce's to
 * decide: it has just vouched for the person.
 *
 * @param user of a store that has an installation
 * @returns the person's admission, which sessions carry
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
 * Records that a person opened the app with a link that BigCommerce signed, unless the person was removed since: one
 * statement decides, so that no removal can slip in between.
 *
 * @param user of a store that has an installation
 * @param vouchedAt when BigCommerce signed the link, by BigCommerce's clock
 * @returns the person's admission, which sessions carry; null for a link from before the removal, and nothing is
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
 * Removes a person from a store, and nobody else. The row stays, so that the history still knows who did what and an
 * older link does not let the person in, but the e-mail address is forgotten: it becomes the empty string. Who never
 * opened the app gets such a row too. Again is harmless: the latest time stands.
 *
 * @param storeHash of a store that has or had an installation
 * @param at milliseconds since the epoch; links that BigCommerce signed until then let nobody in
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
 * Finds everybody who made a change in a store, also those who were removed since.
 *
 * @returns sorted by e-mail address, who was removed last
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

/** A person whom a store knows, as a second sign-in needs it. */
export interface KnownUser {
  userId: number;
  email: string;
  role: UserRole;
  admission: number;
  removedAt: number | null;
}

/**
 * Finds a person in a store, also when removed since.
 *
 * @returns undefined for a person who never opened the app there
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
