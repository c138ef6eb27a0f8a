import { randomUUID } from 'node:crypto';
import { AppError } from '../errors';
import type { Person } from '../people';
import { type Access, accessOf, type NewUserRole } from '../session/permissions';
import type { AppChangeOrigin } from './app-changes';
import type { Database } from './database';
import { withTransaction } from './transaction';

/** The most people of a store that are listed; the ones seen last. */
const peopleMax = 1_000;

/**
 * Finds the users of a store: all who opened the app and may still do so, and those whom an admin removed from it.
 *
 * @param youId the user who asks
 * @returns at most 1,000, the ones seen last first
 * @throws AppError `database_unavailable`
 */
export async function findPeople(db: Database, storeHash: string, youId: number): Promise<Person[]> {
  const rows = await db
    .selectFrom('users')
    .select(['userId', 'email', 'role', 'appRole', 'lastSeenAt'])
    .where('storeHash', '=', storeHash)
    .where((row) => row.or([row('removedAt', 'is', null), row('appRole', '=', 'none')]))
    .orderBy('lastSeenAt', 'desc')
    .orderBy('userId')
    .limit(peopleMax)
    .execute();
  return rows.map(({ userId, email, role, appRole, lastSeenAt }) => ({
    userId,
    email: email === '' ? null : email,
    isOwner: role === 'owner',
    isYou: userId === youId,
    access: accessOf({ role, appRole }),
    lastSeenAt,
  }));
}

/** The most admins that the notice for viewers names. */
const namedAdminsMax = 5;

/**
 * Finds the e-mail addresses of a store's admins, the owner's first. The owner's is that of the installation while the
 * owner has not opened the app.
 *
 * @returns at most five
 * @throws AppError `database_unavailable`
 */
export async function findAdminEmails(db: Database, storeHash: string): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .select(['email', 'role'])
    .where('storeHash', '=', storeHash)
    .where('removedAt', 'is', null)
    .where('email', '<>', '')
    .where((row) => row.or([row('role', '=', 'owner'), row('appRole', '=', 'admin')]))
    // 'owner' comes before 'user'.
    .orderBy('role')
    .orderBy('lastSeenAt', 'desc')
    .limit(namedAdminsMax)
    .execute();
  const emails = rows.map(({ email }) => email);
  if (rows.some(({ role }) => role === 'owner')) return emails;
  const installation = await db
    .selectFrom('installations')
    .select('ownerEmail')
    .where('storeHash', '=', storeHash)
    .executeTakeFirst();
  const owner = installation?.ownerEmail ?? '';
  return (owner === '' ? emails : [owner, ...emails]).slice(0, namedAdminsMax);
}

/**
 * Finds the role that users get who open the app for the first time.
 *
 * @throws AppError `database_unavailable`
 */
export async function findNewUserRole(db: Database, storeHash: string): Promise<NewUserRole> {
  const { newUserRole } = await db
    .selectFrom('installations')
    .select('newUserRole')
    .where('storeHash', '=', storeHash)
    .executeTakeFirstOrThrow();
  return newUserRole;
}

async function recordRoleChange(
  transaction: Database,
  { storeHash, author, requestId, at }: AppChangeOrigin,
  change: { personId: number | null; before: Access; after: Access },
): Promise<void> {
  await transaction
    .insertInto('roleChanges')
    .values({
      id: randomUUID(),
      storeHash,
      userId: author.userId,
      userRole: author.role,
      requestId,
      createdAt: at,
      ...change,
    })
    .execute();
}

/** Why a user's role was not changed. */
async function roleRefusal(db: Database, storeHash: string, userId: number): Promise<AppError> {
  const user = await db
    .selectFrom('users')
    .select(['role', 'appRole', 'removedAt'])
    .where('storeHash', '=', storeHash)
    .where('userId', '=', userId)
    .executeTakeFirst();
  if (!user || (user.removedAt !== null && user.appRole !== 'none')) return new AppError('not_found');
  return new AppError(user.role === 'owner' ? 'role_fixed' : 'role_changed');
}

/**
 * Changes a user's role, removes the user from the app (`none`), or lets a removed one in again. A removal ends all of
 * the user's sessions. The change and its record in the history are one transaction.
 *
 * @param change `before` is the role that the author saw; nothing is changed where the user has another one by now
 * @throws AppError `not_found`; `role_fixed` for the owner and for the author; `role_changed`; `database_unavailable`
 */
export async function changeAccess(
  db: Database,
  origin: AppChangeOrigin,
  change: { personId: number; before: Access; after: Access },
): Promise<void> {
  const { storeHash, author } = origin;
  const { personId, before, after } = change;
  if (personId === author.userId) throw new AppError('role_fixed');
  await withTransaction(db, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('users')
      .set((row) => ({ appRole: after, admission: row('admission', '+', after === 'none' ? 1 : 0) }))
      .where('storeHash', '=', storeHash)
      .where('userId', '=', personId)
      .where('role', '<>', 'owner')
      .where('appRole', '=', before)
      .where((row) => row.or([row('removedAt', 'is', null), row('appRole', '=', 'none')]))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw await roleRefusal(transaction, storeHash, personId);
    if (before !== after) await recordRoleChange(transaction, origin, change);
  });
}

/**
 * Changes the role that new users get.
 *
 * @throws AppError `role_changed` where it is not `before` any more; `database_unavailable`
 */
export async function changeNewUserRole(
  db: Database,
  origin: AppChangeOrigin,
  { before, after }: { before: NewUserRole; after: NewUserRole },
): Promise<void> {
  await withTransaction(db, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('installations')
      .set({ newUserRole: after })
      .where('storeHash', '=', origin.storeHash)
      .where('newUserRole', '=', before)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new AppError('role_changed');
    if (before !== after) await recordRoleChange(transaction, origin, { personId: null, before, after });
  });
}

/**
 * Records that a store's owner has dismissed the notice about roles.
 *
 * @throws AppError `database_unavailable`
 */
export async function dismissRolesNotice(db: Database, storeHash: string): Promise<void> {
  await db
    .updateTable('installations')
    .set({ rolesUnannounced: 0 })
    .where('storeHash', '=', storeHash)
    .execute();
}
