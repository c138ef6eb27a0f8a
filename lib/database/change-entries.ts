import type { Change, ChangeEntry, ChangeFilters } from '../settings/change';
import { changeConditions } from './change-conditions';
import { type ChangeRow, toChange } from './change-row';
import type { Database } from './database';

/** A position in a list that is sorted by time, newest first: the next page begins after it. */
export interface ChangePosition {
  /** Milliseconds since the epoch. */
  at: number;
  /** The id of the entry or change, which orders those of the same moment. */
  id: string;
}

export interface ChangePaging {
  /** The last item of the page before; `null` for the first page. */
  after: ChangePosition | null;
  limit: number;
}

/** One page of a list, and the position of the next one; `null` where this is the last. */
export interface ChangePage<Item> {
  items: Item[];
  next: ChangePosition | null;
}

/** The query fetches one row more than the page holds: it shows whether another page follows. */
function toPage<Item>(
  found: readonly Item[],
  limit: number,
  positionOf: (item: Item) => ChangePosition,
): ChangePage<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? positionOf(last) : null };
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

/** The ids of the entries of a page. An index alone answers this query. */
function selectPage(db: Database, storeHash: string, filters: ChangeFilters, { after, limit }: ChangePaging) {
  return db
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
}

/**
 * The first change of each entry of a page. It is looked up by its id alone: SQLite would scan all of the store's
 * changes if the store were a condition too.
 */
function findFirstChanges(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
  paging: ChangePaging,
): Promise<ChangeRow[]> {
  return db
    .selectFrom(selectPage(db, storeHash, filters, paging).as('page'))
    .innerJoin('changes', (join) =>
      join.on((row) =>
        row(
          'changes.id',
          '=',
          row
            .selectFrom('changes as first')
            .select('first.id')
            .where('first.storeHash', '=', storeHash)
            .whereRef('first.entryId', '=', 'page.entryId')
            .orderBy('first.createdAt')
            .orderBy('first.id')
            .limit(1),
        ),
      ),
    )
    .leftJoin('users', (join) =>
      join.onRef('users.storeHash', '=', 'changes.storeHash').onRef('users.userId', '=', 'changes.userId'),
    )
    .selectAll('changes')
    .select('users.email')
    .orderBy('page.entryAt', 'desc')
    .orderBy('page.entryId', 'desc')
    .execute();
}

type EntryCounts = Pick<ChangeEntry, 'count' | 'statuses' | 'scopes'>;

async function countEntries(
  db: Database,
  storeHash: string,
  entryIds: readonly string[],
): Promise<Map<string, EntryCounts>> {
  if (entryIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('changes')
    .select(({ fn }) => [
      'entryId',
      fn.countAll<number>().as('count'),
      fn.count<number>('channelId').distinct().as('scopes'),
      fn.countAll<number>().filterWhere('status', '=', 'pending').as('pending'),
      fn.countAll<number>().filterWhere('status', '=', 'applied').as('applied'),
      fn.countAll<number>().filterWhere('status', '=', 'partly').as('partly'),
      fn.countAll<number>().filterWhere('status', '=', 'failed').as('failed'),
    ])
    .where('storeHash', '=', storeHash)
    .where('entryId', 'in', entryIds)
    .groupBy('entryId')
    .execute();
  return new Map(
    rows.map(({ entryId, count, scopes, ...counts }) => {
      const statuses = Object.fromEntries(Object.entries(counts).filter(([, some]) => some > 0));
      return [entryId, { count, scopes, statuses }];
    }),
  );
}

/**
 * Finds the entries of the history, newest first: changes that were made together are one entry. An entry is found
 * where any of its changes passes the filters, and is returned with all of its changes counted.
 *
 * @throws AppError `database_unavailable`
 */
export async function findChangeEntries(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
  paging: ChangePaging,
): Promise<ChangePage<ChangeEntry>> {
  const found = await findFirstChanges(db, storeHash, filters, paging);
  const { items, next } = toPage(found, paging.limit, ({ entryAt, entryId }) => ({
    at: entryAt,
    id: entryId,
  }));
  const entryIds = items.map(({ entryId }) => entryId);
  const counts = await countEntries(db, storeHash, entryIds);
  const entries = items.flatMap((row) => {
    const counted = counts.get(row.entryId);
    // Purged between the two queries.
    if (counted === undefined) return [];
    return [{ id: row.entryId, at: row.entryAt, ...counted, change: toChange(row) }];
  });
  return { items: entries, next };
}

/**
 * Finds the changes of one entry in the order in which they were made.
 *
 * @param entryId the id that changes made together share, or the id of a single change
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
  const row = await selectChanges(db, storeHash).where('changes.id', '=', id).executeTakeFirst();
  return row && toChange(row);
}
