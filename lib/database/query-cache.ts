import { LRUCache } from 'lru-cache';
import type { Database } from './database';

/** About 1 kB each. */
const resultsRemembered = 5_000;

/** The remembered results of one database. */
interface QueryCache {
  /** Changes with every commit, of any process; `null` where that cannot be found out. */
  readVersion: () => number | null;
  /** The version that the results belong to. */
  version: number | null;
  results: LRUCache<string, object>;
}

const storageKey = Symbol.for('customer-settings.query-caches');

/** Next loads a module once for each bundle that contains it: only the global object is common to all of them. */
const globals = globalThis as { [storageKey]?: WeakMap<Database, QueryCache> | undefined };
const caches = (globals[storageKey] ??= new WeakMap<Database, QueryCache>());

/**
 * Lets {@link whileUnchanged} remember results of a database.
 *
 * @param readVersion returns a number that differs after every commit, of any process; `null` where it cannot be read
 */
export function enableQueryCache(db: Database, readVersion: () => number | null): void {
  caches.set(db, { readVersion, version: null, results: new LRUCache({ max: resultsRemembered }) });
}

/**
 * Returns what a query found earlier, where nothing in the database was changed since, by this process or another one.
 * SQLite says so without a query. PostgreSQL does not, and a transaction sees its own changes: there the query is made.
 *
 * @param db a database, or a transaction
 * @param key the query with its parameters; equal keys have equal results
 * @param query its result must not be changed by callers
 * @throws what the query throws, which is not remembered
 */
export async function whileUnchanged<Result extends object>(
  db: Database,
  key: string,
  query: () => Promise<Result>,
): Promise<Result> {
  const cache = caches.get(db);
  const version = cache?.readVersion() ?? null;
  if (cache === undefined || version === null) return query();
  if (cache.version !== version) {
    cache.results.clear();
    cache.version = version;
  }
  const remembered = cache.results.get(key);
  if (remembered !== undefined) return remembered as Result;
  const result = await query();
  // After a commit in between, the result may be older or newer than the version.
  if (cache.readVersion() === version && cache.version === version) cache.results.set(key, result);
  return result;
}
