import { sql } from 'kysely';
import type { Change, ChangeEntry, ChangeFilters, ChangeStatus } from '../settings/change';
import { changeConditions } from './change-conditions';
import { type ChangeRow, fromScopeColumn, toChange } from './change-row';
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

type EntryCounts = Pick<ChangeEntry, 'count' | 'statuses' | 'scopes' | 'wholeStore'>;

/** From the best to the worst: of several attempts at one scope the best says what became of it. */
const bestFirst = ['applied', 'partly', 'pending', 'failed'] as const satisfies readonly ChangeStatus[];

/** Counts changes, scopes, and the scopes by what became of them, for each entry. */
async function countEntries(
  db: Database,
  storeHash: string,
  entryIds: readonly string[],
): Promise<Map<string, EntryCounts>> {
  if (entryIds.length === 0) return new Map();
  const rows = await db
    .selectFrom((outer) =>
      outer
        .selectFrom('changes')
        .select(({ fn }) => ['entryId', 'channelId', fn.countAll<number>().as('attempts')])
        .select((row) =>
          row.fn
            .min<number>(
              bestFirst.reduceRight(
                (otherwise, status, rank) =>
                  sql<number>`case when ${sql.ref('status')} = ${sql.lit(status)} then ${sql.lit(rank)} else ${otherwise} end`,
                sql<number>`${sql.lit(bestFirst.length)}`,
              ),
            )
            .as('best'),
        )
        .where('storeHash', '=', storeHash)
        .where('entryId', 'in', entryIds)
        .groupBy(['entryId', 'channelId'])
        .as('scopes'),
    )
    .select(({ fn }) => [
      'entryId',
      'best',
      fn.sum<number | string>('attempts').as('count'),
      fn.countAll<number | string>().as('scopes'),
      // The column of the whole store is below all ids of storefronts.
      fn.min<number | string>('channelId').as('lowest'),
    ])
    .groupBy(['entryId', 'best'])
    .execute();
  // PostgreSQL returns sums as text.
  const counts = new Map<string, EntryCounts>();
  for (const { entryId, best, count, scopes, lowest } of rows) {
    const so = counts.get(entryId) ?? { count: 0, scopes: 0, wholeStore: false, statuses: {} };
    const status = bestFirst[best];
    counts.set(entryId, {
      count: so.count + Number(count),
      scopes: so.scopes + Number(scopes),
      wholeStore: so.wholeStore || fromScopeColumn(Number(lowest)) === null,
      statuses: status === undefined ? so.statuses : { ...so.statuses, [status]: Number(scopes) },
    });
  }
  return counts;
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
