import type { Change, ChangeFilters } from '../settings/change';
import { pauseAfter } from './batches';
import { changeConditions } from './change-conditions';
import { toChange } from './change-row';
import type { Database } from './database';

/** A change, and the entry that it is part of. */
export interface StreamedChange {
  entryId: string;
  /** When the entry began, in milliseconds since the epoch. */
  entryAt: number;
  change: Change;
}

/**
 * Few enough that an export stops no other request for long while it reads them and writes them out, and many enough that
 * the database is seldom asked.
 */
const changesPerBatch = 100;

interface LastRow {
  entryAt: number;
  entryId: string;
  channelId: number;
  id: string;
}

function findBatch(db: Database, storeHash: string, filters: ChangeFilters, last: LastRow | null) {
  return db
    .selectFrom('changes')
    .leftJoin('users', (join) =>
      join.onRef('users.storeHash', '=', 'changes.storeHash').onRef('users.userId', '=', 'changes.userId'),
    )
    .selectAll('changes')
    .select('users.email')
    .where((row) => changeConditions(row, storeHash, filters))
    .$if(last !== null, (query) =>
      query.where((row) =>
        row(
          row.refTuple('changes.entryAt', 'changes.entryId', 'changes.channelId', 'changes.id'),
          '<',
          row.tuple(last?.entryAt ?? 0, last?.entryId ?? '', last?.channelId ?? 0, last?.id ?? ''),
        ),
      ),
    )
    .orderBy('changes.entryAt', 'desc')
    .orderBy('changes.entryId', 'desc')
    .orderBy('changes.channelId', 'desc')
    .orderBy('changes.id', 'desc')
    .limit(changesPerBatch)
    .execute();
}

/**
 * Reads all changes that pass the filters, newest first, a batch at a time: the next batch is read when the consumer
 * needs it.
 *
 * @throws AppError `database_unavailable`
 */
export async function* streamChanges(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
): AsyncGenerator<StreamedChange[], void> {
  let last: LastRow | null = null;
  for (;;) {
    const begun = performance.now();
    const rows: Awaited<ReturnType<typeof findBatch>> = await findBatch(db, storeHash, filters, last);
    if (rows.length > 0)
      yield rows.map((row) => ({ entryId: row.entryId, entryAt: row.entryAt, change: toChange(row) }));
    if (rows.length < changesPerBatch) return;
    last = rows.at(-1) ?? null;
    await pauseAfter(begun);
  }
}
