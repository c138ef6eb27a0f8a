import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Access } from '../session/permissions';
import type { ChangeAuthor } from '../settings/change';
import type { Database } from './database';
import { tablesOfHistory } from './purge';
import type { Schema, UserRole } from './schema';

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

/** The role that a store gives to new users. `viewer` where there is no such store: the insert fails anyway. */
function newUserRole(storeHash: string): RawBuilder<Access> {
  return sql<Access>`coalesce((select new_user_role from installations where store_hash = ${storeHash}), 'viewer')`;
}

/** The role of a user without a row. The owner is an admin; so that a row says so once there is another owner. */
function firstRole({ storeHash, role }: SeenUser): RawBuilder<Access> {
  return role === 'owner' ? sql<Access>`'admin'` : newUserRole(storeHash);
}

/** The role of a user who has a row and opens the app. It stays, but a former owner is like a new user. */
function nextRole({ storeHash, role }: SeenUser): RawBuilder<Access> {
  if (role === 'owner') return sql<Access>`'admin'`;
  return sql<Access>`case when users.role = 'owner' then ${newUserRole(storeHash)} else users.app_role end`;
}

/** A store has one owner: another user who is recorded as one is like a new user from now on. */
async function replaceOwner(db: Database, { storeHash, userId, role }: SeenUser): Promise<void> {
  if (role !== 'owner') return;
  await db
    .updateTable('users')
    .set({ role: 'user', appRole: newUserRole(storeHash) })
    .where('storeHash', '=', storeHash)
    .where('role', '=', 'owner')
    .where('userId', '<>', userId)
    .execute();
}

/**
 * Records that a user installed the app in a store. A user whom BigCommerce had removed is admitted again, because
 * BigCommerce has just verified the user. The first user of a store becomes an editor, who could do nothing otherwise.
 *
 * @param user of a store that has an installation
 * @returns the user's admission number, which sessions contain
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function saveUser(db: Database, user: SeenUser): Promise<number> {
  const { storeHash, userId, email, locale, role, seenAt } = user;
  const seen = { email, locale, role, lastSeenAt: seenAt, removedAt: null };
  const appRole =
    role === 'owner'
      ? firstRole(user)
      : sql<Access>`case when exists (select 1 from users where store_hash = ${storeHash})
          then ${firstRole(user)} else 'editor' end`;
  await replaceOwner(db, user);
  const { admission } = await db
    .insertInto('users')
    .values({ storeHash, userId, ...seen, appRole, firstSeenAt: seenAt })
    .onConflict((conflict) =>
      conflict.columns(['storeHash', 'userId']).doUpdateSet({ ...seen, appRole: nextRole(user) }),
    )
    .returning('admission')
    .executeTakeFirstOrThrow();
  return admission;
}

/** An owner whom a former admin removed comes in all the same. */
function isAdmitted(row: ExpressionBuilder<Schema, 'users'>, { role }: SeenUser, vouchedAt: number) {
  const isBack = row.or([row('users.removedAt', 'is', null), row('users.removedAt', '<', vouchedAt)]);
  return role === 'owner' ? isBack : row.and([isBack, row('users.appRole', '<>', 'none')]);
}

/**
 * Records that a user opened the app with a link that BigCommerce signed, unless the user was removed since,
 * or an admin removed the user from the app. One statement decides, so that no removal can happen in between.
 *
 * @param user of a store that has an installation
 * @param vouchedAt when BigCommerce signed the link, by its clock, in milliseconds since the epoch
 * @returns the user's admission number, which sessions contain; null for a user who is not admitted, and nothing is
 *   recorded then
 * @throws AppError `database_unavailable`
 */
export async function admitUser(db: Database, user: SeenUser, vouchedAt: number): Promise<number | null> {
  const { storeHash, userId, email, locale, role, seenAt } = user;
  const seen = { email, locale, role, lastSeenAt: seenAt, removedAt: null };
  await replaceOwner(db, user);
  const admitted = await db
    .insertInto('users')
    .values({ storeHash, userId, ...seen, appRole: firstRole(user), firstSeenAt: seenAt })
    .onConflict((conflict) =>
      conflict
        .columns(['storeHash', 'userId'])
        .doUpdateSet({ ...seen, appRole: nextRole(user) })
        .where((row) => isAdmitted(row, user, vouchedAt)),
    )
    .returning('admission')
    .executeTakeFirst();
  return admitted?.admission ?? null;
}

/**
 * Removes a user from one store. The row stays, so that the history still has the user's id and older links are
 * refused, but the e-mail address becomes the empty string, the role that of a new user, and the chosen language is
 * deleted. A user who never opened the app gets such a row too.
 * Repeating it is harmless: the latest time stays.
 *
 * @param storeHash of a store that has or had an installation
 * @param at milliseconds since the epoch; links that BigCommerce signed until then are refused
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function removeUser(db: Database, storeHash: string, userId: number, at: number): Promise<void> {
  const forgotten = { email: '', language: null, removedAt: at };
  const appRole = newUserRole(storeHash);
  await db
    .insertInto('users')
    .values({
      storeHash,
      userId,
      ...forgotten,
      locale: '',
      role: 'user',
      appRole,
      firstSeenAt: at,
      lastSeenAt: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['storeHash', 'userId'])
        .doUpdateSet((row) => ({
          ...forgotten,
          admission: row('users.admission', '+', 1),
          appRole: sql<Access>`case when users.app_role = 'none' then 'none' else ${appRole} end`,
        }))
        .where((row) => row.or([row('users.removedAt', 'is', null), row('users.removedAt', '<', at)])),
    )
    .execute();
}

/**
 * Finds all users who changed something in a store, removed users included.
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
      row.or(
        tablesOfHistory.map((table) =>
          row.exists(
            row
              .selectFrom(table)
              .select(`${table}.id`)
              .where(`${table}.storeHash`, '=', storeHash)
              .whereRef(`${table}.userId`, '=', 'users.userId'),
          ),
        ),
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
  appRole: Access;
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
    .select(['userId', 'email', 'role', 'admission', 'removedAt', 'appRole'])
    .where('storeHash', '=', storeHash)
    .where('userId', '=', userId)
    .executeTakeFirst();
}
