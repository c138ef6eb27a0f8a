import { type AppChange, type HistoryRow, toAppEntry } from '../app-change';
import type { ChangeEntry, ChangeFilters } from '../settings/change';
import { findAppChanges, isNewer } from './app-changes';
import { type ChangePage, type ChangePaging, type ChangePosition, findChangeEntries } from './change-entries';
import { type StreamedChange, streamChanges } from './change-stream';
import type { Database } from './database';
import { withInherited } from './values-at';

/** A page of entries of changed settings, each with what its first change inherited. */
async function findEntries(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
  paging: ChangePaging,
): Promise<ChangePage<ChangeEntry>> {
  const { items, next } = await findChangeEntries(db, storeHash, filters, paging);
  const changes = await withInherited(
    db,
    storeHash,
    items.map(({ change }) => change),
  );
  return { items: items.map((entry, index) => ({ ...entry, change: changes[index] ?? entry.change })), next };
}

/**
 * Finds a page of the history, newest first: entries of changed settings, and changes of the app's own
 * records among them.
 *
 * @throws AppError `database_unavailable`
 */
export async function findHistory(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
  paging: ChangePaging,
): Promise<ChangePage<HistoryRow>> {
  const settings = await findEntries(db, storeHash, filters, paging);
  const { after, limit } = paging;
  const others = await findAppChanges(db, storeHash, filters, { after, limit: limit + 1 });
  const found = [...settings.items, ...others.map(toAppEntry)].sort((one, other) =>
    isNewer(one, other) ? -1 : 1,
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const isWhole = found.length <= limit && settings.next === null;
  return { items, next: isWhole || last === undefined ? null : { at: last.at, id: last.id } };
}

/** A row of an export. */
export type StreamedHistory = StreamedChange | { appChange: AppChange };

const appChangesPerBatch = 100;

/** The changes of the app's own records that pass the filters, newest first, a batch at a time. */
async function* streamAppChanges(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
): AsyncGenerator<AppChange, void> {
  let after: ChangePosition | null = null;
  for (;;) {
    const paging = { after, limit: appChangesPerBatch };
    const found: AppChange[] = await findAppChanges(db, storeHash, filters, paging);
    yield* found;
    const last = found.at(-1);
    if (last === undefined || found.length < appChangesPerBatch) return;
    after = { at: last.createdAt, id: last.id };
  }
}

/**
 * Reads the history that passes the filters, newest first, a batch at a time: the next batch is read when the consumer
 * needs it. A change of the app's own records stands before the older changes of
 * settings.
 *
 * @throws AppError `database_unavailable`
 */
export async function* streamHistory(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
): AsyncGenerator<StreamedHistory[], void> {
  const others = streamAppChanges(db, storeHash, filters);
  let other = await others.next();
  for await (const batch of streamChanges(db, storeHash, filters)) {
    const merged: StreamedHistory[] = [];
    for (const streamed of batch) {
      while (!other.done && other.value.createdAt > streamed.entryAt) {
        merged.push({ appChange: other.value });
        other = await others.next();
      }
      merged.push(streamed);
    }
    yield merged;
  }
  for (; !other.done; other = await others.next()) yield [{ appChange: other.value }];
}
