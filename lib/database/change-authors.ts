import type { ChangeAuthor } from '../settings/change';
import type { Database } from './database';

/**
 * Finds everybody who made a change in a store, also those who were removed since.
 *
 * @returns sorted by e-mail address, who was removed last
 * @throws AppError `database_unavailable`
 */
export async function findChangeAuthors(db: Database, storeHash: string): Promise<ChangeAuthor[]> {
  const ids = db
    .selectFrom('changes')
    .select('userId')
    .distinct()
    .where('storeHash', '=', storeHash)
    .where('userId', 'is not', null);
  const rows = await db
    .selectFrom('users')
    .select(['userId', 'email', 'role'])
    .where('storeHash', '=', storeHash)
    .where('userId', 'in', ids)
    .execute();
  const authors = rows.map(({ email, ...row }) => ({ ...row, email: email === '' ? null : email }));
  return authors.sort(
    (one, other) =>
      Number(one.email === null) - Number(other.email === null) ||
      (one.email ?? '').localeCompare(other.email ?? '') ||
      one.userId - other.userId,
  );
}
