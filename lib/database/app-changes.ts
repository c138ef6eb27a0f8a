import { randomUUID } from 'node:crypto';
import { type Selectable, sql, type SqlBool } from 'kysely';
import type { AppChange, AppSettingsChange, CheckChange, RoleChange } from '../app-change';
import type { ChangeFilters } from '../settings/change';
import type { ChangePosition } from './change-entries';
import { toNoteFolded, toNotePattern, toScopeColumn } from './change-row';
import type { Database } from './database';
import type { AppChangesTable, UserRole } from './schema';

/** The author and the time of a change of the app's own records. */
export interface AppChangeOrigin {
  storeHash: string;
  author: { userId: number; role: UserRole };
  requestId: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** The subject of a change, without its author and time. */
type About<Change extends AppChange> = Omit<Change, 'id' | 'author' | 'requestId' | 'createdAt'>;

/** The content of the column `details`. */
type Details<Change extends AppChange> = Omit<About<Change>, 'kind'>;

/** The scopes as text in which one can be searched for: `,0,7,`, with 0 for the whole store. */
function toScopes(channelIds: readonly (number | null)[]): string {
  return `,${channelIds.map(toScopeColumn).join()},`;
}

/**
 * Records a change of the app's own records for the history.
 *
 * @param transaction the one that makes the change
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function recordAppChange(
  transaction: Database,
  { storeHash, author, requestId, at }: AppChangeOrigin,
  change: About<CheckChange> | About<AppSettingsChange>,
): Promise<void> {
  const isCheck = change.kind === 'check';
  const { kind, ...details } = change;
  await transaction
    .insertInto('appChanges')
    .values({
      id: randomUUID(),
      storeHash,
      userId: author.userId,
      userRole: author.role,
      kind,
      details: JSON.stringify(details),
      scopes: isCheck ? toScopes(change.channelIds) : '',
      noteFolded: isCheck && change.reason !== null ? toNoteFolded(change.reason) : null,
      requestId,
      createdAt: at,
    })
    .execute();
}

type AppChangeRow = Selectable<AppChangesTable> & { authorEmail: string | null };

const toEmail = (email: string | null) => (email === '' ? null : email);

function toAppChange(row: AppChangeRow): CheckChange | AppSettingsChange {
  const { id, kind, requestId, createdAt } = row;
  const author = { userId: row.userId, email: toEmail(row.authorEmail), role: row.userRole };
  const common = { id, author, requestId, createdAt };
  return kind === 'check'
    ? { kind, ...common, ...(JSON.parse(row.details) as Details<CheckChange>) }
    : { kind, ...common, ...(JSON.parse(row.details) as Details<AppSettingsChange>) };
}

interface Paging {
  /** The position behind which the list begins; `null` for the newest. */
  after: ChangePosition | null;
  limit: number;
}

/** Whether the filters leave changes of roles at all: those have no scope, no setting and no note. */
function mayBeRoles({ channelId, field, source, note }: ChangeFilters): boolean {
  const isOfSettings = channelId !== undefined || field !== undefined || note !== undefined;
  return !isOfSettings && (source === undefined || source === 'role');
}

async function findRoleChanges(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
  { after, limit }: Paging,
): Promise<RoleChange[]> {
  if (!mayBeRoles(filters)) return [];
  const { entryId, userId, from, until } = filters;
  let query = db
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
    .orderBy('change.id', 'desc')
    .limit(limit);
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
    kind: 'role',
    id: row.id,
    author: { userId: row.userId, email: toEmail(row.authorEmail), role: row.userRole },
    person: row.personId === null ? null : { userId: row.personId, email: toEmail(row.personEmail) },
    before: row.before,
    after: row.after,
    requestId: row.requestId,
    createdAt: row.createdAt,
  }));
}

async function findOtherChanges(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
  { after, limit }: Paging,
): Promise<(CheckChange | AppSettingsChange)[]> {
  const { channelId, field, entryId, userId, source, note, from, until } = filters;
  const kind = source === 'check' || source === 'app_settings' ? source : null;
  if (field !== undefined || (source !== undefined && kind === null)) return [];
  let query = db
    .selectFrom('appChanges as change')
    .leftJoin('users as author', (join) =>
      join.onRef('author.storeHash', '=', 'change.storeHash').onRef('author.userId', '=', 'change.userId'),
    )
    .selectAll('change')
    .select('author.email as authorEmail')
    .where('change.storeHash', '=', storeHash)
    .orderBy('change.createdAt', 'desc')
    .orderBy('change.id', 'desc')
    .limit(limit);
  if (kind !== null) query = query.where('change.kind', '=', kind);
  if (channelId !== undefined) query = query.where('change.scopes', 'like', `%${toScopes([channelId])}%`);
  if (entryId !== undefined) query = query.where('change.id', '=', entryId);
  if (userId !== undefined) query = query.where('change.userId', '=', userId);
  if (from !== undefined) query = query.where('change.createdAt', '>=', from);
  if (until !== undefined) query = query.where('change.createdAt', '<', until);
  if (note !== undefined) {
    const pattern = toNotePattern(note);
    query = query.where(sql<SqlBool>`${sql.ref('change.noteFolded')} like ${pattern} escape '\\'`);
  }
  if (after !== null)
    query = query.where((row) =>
      row(row.refTuple('change.createdAt', 'change.id'), '<', row.tuple(after.at, after.id)),
    );
  return (await query.execute()).map(toAppChange);
}

/** Whether one of two positions is newer. */
export function isNewer(one: ChangePosition, other: ChangePosition): boolean {
  return one.at === other.at ? one.id > other.id : one.at > other.at;
}

/**
 * Finds changes of the app's own records that pass the filters, newest first: of roles, of findings that are not
 * relevant, and of the store's settings of this app.
 *
 * @throws AppError `database_unavailable`
 */
export async function findAppChanges(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
  paging: Paging,
): Promise<AppChange[]> {
  const found = await Promise.all([
    findRoleChanges(db, storeHash, filters, paging),
    findOtherChanges(db, storeHash, filters, paging),
  ]);
  const position = ({ createdAt: at, id }: AppChange) => ({ at, id });
  return found
    .flat()
    .sort((one, other) => (isNewer(position(one), position(other)) ? -1 : 1))
    .slice(0, paging.limit);
}
