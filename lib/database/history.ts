import type { HistoryRow, RoleChange, RoleEntry } from '../people';
import type { ChangeEntry, ChangeFilters } from '../settings/change';
import { type ChangePage, type ChangePaging, type ChangePosition, findChangeEntries } from './change-entries';
import { type StreamedChange, streamChanges } from './change-stream';
import type { Database } from './database';
import { findRoleChanges } from './role-changes';
import { withInherited } from './values-at';

function isNewer(one: ChangePosition, other: ChangePosition): boolean {
  return one.at === other.at ? one.id > other.id : one.at > other.at;
}

function toRoleEntry(roleChange: RoleChange): RoleEntry {
  return { id: roleChange.id, at: roleChange.createdAt, roleChange };
}

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
 * Finds a page of the history, newest first: entries of changed settings, and changes of roles among them.
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
  const roles = await findRoleChanges(db, storeHash, filters, { after, limit: limit + 1 });
  const found = [...settings.items, ...roles.map(toRoleEntry)].sort((one, other) =>
    isNewer(one, other) ? -1 : 1,
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const isWhole = found.length <= limit && settings.next === null;
  return { items, next: isWhole || last === undefined ? null : { at: last.at, id: last.id } };
}

/** A row of an export. */
export type StreamedHistory = StreamedChange | { roleChange: RoleChange };

const roleChangesPerBatch = 100;

/** The changes of roles that pass the filters, newest first, a batch at a time. */
async function* streamRoleChanges(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
): AsyncGenerator<RoleChange, void> {
  let after: ChangePosition | null = null;
  for (;;) {
    const paging = { after, limit: roleChangesPerBatch };
    const found: RoleChange[] = await findRoleChanges(db, storeHash, filters, paging);
    yield* found;
    const last = found.at(-1);
    if (last === undefined || found.length < roleChangesPerBatch) return;
    after = { at: last.createdAt, id: last.id };
  }
}

/**
 * Reads the history that passes the filters, newest first, a batch at a time: the next batch is read when the consumer
 * needs it. A change of a role stands before the older changes of settings.
 *
 * @throws AppError `database_unavailable`
 */
export async function* streamHistory(
  db: Database,
  storeHash: string,
  filters: ChangeFilters,
): AsyncGenerator<StreamedHistory[], void> {
  const roles = streamRoleChanges(db, storeHash, filters);
  let role = await roles.next();
  for await (const batch of streamChanges(db, storeHash, filters)) {
    const merged: StreamedHistory[] = [];
    for (const streamed of batch) {
      while (!role.done && role.value.createdAt > streamed.entryAt) {
        merged.push({ roleChange: role.value });
        role = await roles.next();
      }
      merged.push(streamed);
    }
    yield merged;
  }
  for (; !role.done; role = await roles.next()) yield [{ roleChange: role.value }];
}
