import type { RoleChange } from '../people';
import type { ChangeFilters } from '../settings/change';
import type { ChangePosition } from './change-entries';
import type { Database } from './database';

/** Whether the filters leave changes of roles at all: those have no storefront, no setting,
 * no note and a source of their own. */
function mayMatch({ channelId, field, source, note }: ChangeFilters): boolean {
  const isOfSettings = channelId !== undefined || field !== undefined || note !== undefined;
  return !isOfSettings && (source === undefined || source === 'role');
}

function selectRoleChanges(db: Database, storeHash: string) {
  return db
    .selectFrom('roleChanges as change')
    .leftJoin('users as author', (join) =>
      join.onRef('author.storeHash', '=', 'change.storeHash').onRef('author.userId', '=', 'change.userId'),
    )
    .leftJoin('users as person', (join) =>
      join.onRef('person.storeHash', '=', 'change.storeHash').onRef('person.userId', '=', 'change.personId'),
    )
    .selectAll('change')
    .select(['author.email as authorEmail', 'person.email as personEmail'])
    .where('change.storeHash', '=', storeHash)
    .orderBy('change.createdAt', 'desc')
    .orderBy('change.id', 'desc');
}

const toEmail = (email: string | null) => (email === '' ? null : email);

/**
 * Finds changes of roles that pass the filters, newest first.
 *
 * @param after the position behind which the list begins; `null` for the newest
 * @throws AppError `database_unavailable`
 */
export async function findRoleChanges(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
  { after, limit }: { after: ChangePosition | null; limit: number },
): Promise<RoleChange[]> {
  if (!mayMatch(filters)) return [];
  const { entryId, userId, from, until } = filters;
  let query = selectRoleChanges(db, storeHash).limit(limit);
  if (entryId !== undefined) query = query.where('change.id', '=', entryId);
  if (userId !== undefined) query = query.where('change.userId', '=', userId);
  if (from !== undefined) query = query.where('change.createdAt', '>=', from);
  if (until !== undefined) query = query.where('change.createdAt', '<', until);
  if (after !== null)
    query = query.where((row) =>
      row(row.refTuple('change.createdAt', 'change.id'), '<', row.tuple(after.at, after.id)),
    );
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    author: { userId: row.userId, email: toEmail(row.authorEmail), role: row.userRole },
    person: row.personId === null ? null : { userId: row.personId, email: toEmail(row.personEmail) },
    before: row.before,
    after: row.after,
    requestId: row.requestId,
    createdAt: row.createdAt,
  }));
}
