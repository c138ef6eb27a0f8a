import type { Change, ChangeEntry, ChangeFilters } from '../settings/change';
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

/** The entries of a page, each with the id of its first change. Indexes alone answer this. */
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

type EntryCounts = Pick<ChangeEntry, 'count' | 'statuses' | 'scopes'>;

async function countEntries(
  db: Database,
  storeHash: string,
  entryIds: readonly string[],
): Promise<Map<string, EntryCounts>> {
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

async function toEntries(db: Database, storeHash: string, rows: readonly EntryRow[]): Promise<ChangeEntry[]> {
  if (rows.length === 0) return [];
  const firstIds = rows.flatMap(({ firstId }) => firstId ?? []);
  const entryIds = rows.map(({ entryId }) => entryId);
  const [changes, counts] = await Promise.all([
    findChangesById(db, storeHash, firstIds),
    countEntries(db, storeHash, entryIds),
  ]);
  return rows.flatMap(({ entryAt, entryId, firstId }) => {
    const change = changes.get(firstId ?? '');
    const counted = counts.get(entryId);
    // Purged since it was found.
    if (change === undefined || counted === undefined) return [];
    return [{ id: entryId, at: entryAt, ...counted, change }];
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
