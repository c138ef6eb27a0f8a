import type { Change, ChangeEntry, ChangeFilters, ChangeStatus } from '../settings/change';
import { changeConditions } from './change-conditions';
import { toChange } from './change-row';
import type { Database } from './database';

/** A place in a list that is sorted by time: what follows it comes next. */
export interface ChangePosition {
  /** Milliseconds since the epoch. */
  at: number;
  /** Of the entry or change, for those of the same moment. */
  id: string;
}

export interface ChangePaging {
  /** The last one of the page before; `null` for the first page. */
  after: ChangePosition | null;
  limit: number;
}

/** One page of a list, and where the next one begins; `null` where this is the last. */
export interface ChangePage<Item> {
  items: Item[];
  next: ChangePosition | null;
}

interface EntryRow {
  entryAt: number;
  entryId: string;
  firstId: string | null;
}

/** One row more than the page holds tells whether another page follows. */
function toPage<Item>(
  found: readonly Item[],
  limit: number,
  positionOf: (item: Item) => ChangePosition,
): ChangePage<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? positionOf(last) : null };
}

/** The entries of a page, each with the id of its first change. An index alone answers this. */
function findEntryRows(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
  { after, limit }: ChangePaging,
): Promise<EntryRow[]> {
  const page = db
    .selectFrom('changes')
    .select(['entryAt', 'entryId'])
    .where((row) => changeConditions(row, storeHash, filters))
    .$if(after !== null, (query) =>
      query.where((row) =>
        row(row.refTuple('entryAt', 'entryId'), '<', row.tuple(after?.at ?? 0, after?.id ?? '')),
      ),
    )
    .groupBy(['entryAt', 'entryId'])
    .orderBy('entryAt', 'desc')
    .orderBy('entryId', 'desc')
    .limit(limit + 1);
  return db
    .selectFrom(page.as('page'))
    .select((row) => [
      'page.entryAt',
      'page.entryId',
      row
        .selectFrom('changes')
        .select('changes.id')
        .where('changes.storeHash', '=', storeHash)
        .whereRef('changes.entryId', '=', 'page.entryId')
        .orderBy('changes.createdAt')
        .orderBy('changes.id')
        .limit(1)
        .as('firstId'),
    ])
    .orderBy('page.entryAt', 'desc')
    .orderBy('page.entryId', 'desc')
    .execute();
}

/** Changes with their authors' e-mail addresses. */
function selectChanges(db: Database, storeHash: string) {
  return db
    .selectFrom('changes')
    .leftJoin('users', (join) =>
      join.onRef('users.storeHash', '=', 'changes.storeHash').onRef('users.userId', '=', 'changes.userId'),
    )
    .selectAll('changes')
    .select('users.email')
    .where('changes.storeHash', '=', storeHash);
}

async function findChangesById(
  db: Database,
  storeHash: string,
  ids: readonly string[],
): Promise<Map<string, Change>> {
  const rows = await selectChanges(db, storeHash).where('changes.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, toChange(row)]));
}

type StatusCounts = ChangeEntry['statuses'];

async function countStatuses(
  db: Database,
  storeHash: string,
  entryIds: readonly string[],
): Promise<Map<string, StatusCounts>> {
  const rows = await db
    .selectFrom('changes')
    .select((row) => ['entryId', 'status', row.fn.countAll<number>().as('count')])
    .where('storeHash', '=', storeHash)
    .where('entryId', 'in', entryIds)
    .groupBy(['entryId', 'status'])
    .execute();
  const counts = new Map<string, StatusCounts>();
  for (const { entryId, status, count } of rows)
    counts.set(entryId, { ...counts.get(entryId), [status as ChangeStatus]: count });
  return counts;
}

async function toEntries(db: Database, storeHash: string, rows: readonly EntryRow[]): Promise<ChangeEntry[]> {
  if (rows.length === 0) return [];
  const [changes, counts] = await Promise.all([
    findChangesById(
      db,
      storeHash,
      rows.flatMap(({ firstId }) => firstId ?? []),
    ),
    countStatuses(
      db,
      storeHash,
      rows.map(({ entryId }) => entryId),
    ),
  ]);
  return rows.flatMap(({ entryAt, entryId, firstId }) => {
    const change = changes.get(firstId ?? '');
    const statuses = counts.get(entryId);
    // Purged since it was found.
    if (change === undefined || statuses === undefined) return [];
    const count = Object.values(statuses).reduce((sum, some) => sum + some, 0);
    return [{ id: entryId, at: entryAt, count, statuses, change }];
  });
}

/**
 * Finds what the history shows, newest first: changes that were made together are one entry. It is found where any of
 * its changes passes the filters, and is then told of as a whole.
 *
 * @throws AppError `database_unavailable`
 */
export async function findChangeEntries(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
  paging: ChangePaging,
): Promise<ChangePage<ChangeEntry>> {
  const found = await findEntryRows(db, storeHash, filters, paging);
  const { items, next } = toPage(found, paging.limit, ({ entryAt, entryId }) => ({
    at: entryAt,
    id: entryId,
  }));
  return { items: await toEntries(db, storeHash, items), next };
}

/**
 * Finds the changes of one entry in the order in which they were made.
 *
 * @param entryId of a group of changes, or of a single one, which is its own entry
 * @returns an empty page where the store has no such entry
 * @throws AppError `database_unavailable`
 */
export async function findChangesOfEntry(
  db: Database,
  storeHash: string,
  entryId: string,
  { after, limit }: ChangePaging,
): Promise<ChangePage<Change>> {
  const rows = await selectChanges(db, storeHash)
    .where('changes.entryId', '=', entryId)
    .$if(after !== null, (query) =>
      query.where((row) =>
        row(row.refTuple('changes.createdAt', 'changes.id'), '>', row.tuple(after?.at ?? 0, after?.id ?? '')),
      ),
    )
    .orderBy('changes.createdAt')
    .orderBy('changes.id')
    .limit(limit + 1)
    .execute();
  return toPage(rows.map(toChange), limit, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/**
 * Finds one change by its own id.
 *
 * @returns undefined where the store has no such change
 * @throws AppError `database_unavailable`
 */
export async function findChange(db: Database, storeHash: string, id: string): Promise<Change | undefined> {
  return (await findChangesById(db, storeHash, [id])).get(id);
}
