import { toWirePath } from '../settings/wire';
import {
  type ChangeAuthorWire,
  type ChangeWire,
  type ComparisonWire,
  fromAuthorWire,
  fromChangeWire,
  fromComparisonWire,
} from './change-wire';
import { fromHistoryWire, type HistoryRowWire } from './history-wire';
import { AppError } from '../errors';
import { channelKey } from '../settings/scope';
import { lostConnection, readJson } from './api-request';
import { apiPaths, changePath, type PageWire } from './contract';
import type { HistoryRow } from '../app-change';
import type {
  Change,
  ChangeAuthor,
  ChangeFilters,
  ExportOptions,
  MomentsComparison,
} from '../settings/change';

/** One page of a list. */
export interface CursorPage<Item> {
  items: Item[];
  /** The cursor of the next page; `null` where this is the last. */
  nextCursor: string | null;
}

/** The history, as the browser reads it. */
export interface ChangesApi {
  /**
   * The rows of the history, newest first.
   *
   * @param cursor of the page before, `null` for the first page
   * @param limit the most entries; the server's default where it is left out
   */
  getChanges(filters: ChangeFilters, cursor: string | null, limit?: number): Promise<CursorPage<HistoryRow>>;
  /** The changes that were made together, in their order. */
  getChangesOfEntry(entryId: string, cursor: string | null): Promise<CursorPage<Change>>;
  /** One change by its own id; `not_found` where there is none. */
  getChange(id: string): Promise<Change>;
  /**
   * Compares the settings right after an entry with those right after another.
   *
   * @param second `null` for now
   */
  compareMoments(first: string, second: string | null): Promise<MomentsComparison>;
  /** All users who made a change. */
  getChangePeople(): Promise<ChangeAuthor[]>;
  /** All changes that pass the filters, as a file. */
  downloadChanges(filters: ChangeFilters, options: ExportOptions, signal?: AbortSignal): Promise<Blob>;
}

function toChangeQuery(
  filters: ChangeFilters,
  further: Record<string, string | number | null | undefined>,
): string {
  const { channelId, field, entryId, userId, source, note, from, until } = filters;
  const parameters: Record<string, string | number | null | undefined> = {
    storefront: channelId === undefined ? null : channelKey(channelId),
    field: field && toWirePath(field),
    entry: entryId,
    user: userId,
    source,
    note,
    from: from === undefined ? null : new Date(from).toISOString(),
    until: until === undefined ? null : new Date(until).toISOString(),
    ...further,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== null) query.set(name, String(value));
  return query.toString();
}

function fromPage<Wire, Item>(
  { data, meta }: PageWire<Wire>,
  fromWire: (wire: Wire) => Item,
): CursorPage<Item> {
  return { items: data.map(fromWire), nextCursor: meta.next_cursor };
}

/**
 * Makes the calls that read the history.
 *
 * @param send sends a request to a path of the store's API and returns the successful response
 */
export function createChangesApi(
  send: (path: string, signal?: AbortSignal) => Promise<Response>,
): ChangesApi {
  async function getJson(path: string): Promise<unknown> {
    const response = await send(path);
    return readJson(response);
  }

  return {
    async getChanges(filters, cursor, limit) {
      const page = await getJson(`${apiPaths.changes}?${toChangeQuery(filters, { cursor, limit })}`);
      return fromPage(page as PageWire<HistoryRowWire>, fromHistoryWire);
    },
    async getChangesOfEntry(entryId, cursor) {
      const page = await getJson(`${changePath(entryId)}?${toChangeQuery({}, { cursor })}`);
      return fromPage(page as PageWire<ChangeWire>, fromChangeWire);
    },
    async getChange(id) {
      const page = await getJson(changePath(id));
      const change = (page as PageWire<ChangeWire>).data.find((one) => one.id === id);
      if (change === undefined) throw new AppError('not_found');
      return fromChangeWire(change);
    },
    async compareMoments(first, second) {
      const query = new URLSearchParams({ first, ...(second === null ? {} : { second }) });
      const comparison = await getJson(`${apiPaths.changeComparison}?${query.toString()}`);
      return fromComparisonWire(comparison as ComparisonWire);
    },
    async getChangePeople() {
      const { data } = (await getJson(apiPaths.changePeople)) as { data: ChangeAuthorWire[] };
      return data.map(fromAuthorWire);
    },
    async downloadChanges(filters, { format, separator }, signal) {
      const further = format === 'csv' ? { format, separator } : { format };
      const response = await send(`${apiPaths.changeExport}?${toChangeQuery(filters, further)}`, signal);
      return response.blob().catch(lostConnection);
    },
  };
}
