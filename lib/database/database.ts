import { CamelCasePlugin, type Dialect, Kysely } from 'kysely';

import { createPostgresDialect } from './postgres-dialect';
import type { Schema } from './schema';
import { createSqliteDialect } from './sqlite-dialect';
import { migrationTimeLimits, requestTimeLimits, type TimeLimits } from './time-limits';

/** What every repository takes first. A transaction is one too. */
export type Database = Kysely<Schema>;

const openDatabasesKey = Symbol.for('customer-settings.open-databases');

/**
 * Next loads a module once for each bundle it is part of, and a process must still have one connection to a SQLite
 * file and one pool. Only the global object is common to all bundles.
 */
const globals: typeof globalThis & { [openDatabasesKey]?: Map<string, Database> } = globalThis;
const openDatabases = (globals[openDatabasesKey] ??= new Map<string, Database>());

/**
 * Sets up a database without connecting to it: the first query does, and creates a SQLite file that is missing.
 *
 * @param url `sqlite:` and a path (`sqlite:./data/customer-settings.sqlite`, `sqlite::memory:`), or `postgres://…`
 * @param limits how long it may keep a caller waiting
 * @throws Error when the url is of no kind we know
 */
export function createDatabase(url: string, limits: TimeLimits = requestTimeLimits): Database {
  return new Kysely<Schema>({
    dialect: createDialect(url, limits),
    // JSON columns keep the keys they were stored with.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/**
 * Answers this process's one database for a url. Its tables are there once `migrate` has run on it, which a server
 * does before it takes requests.
 *
 * @param url see createDatabase
 * @throws Error when the url is of no kind we know
 */
export function openDatabase(url: string): Database {
  const known = openDatabases.get(url);
  if (known) return known;
  const database = createDatabase(url);
  openDatabases.set(url, database);
  return database;
}

/**
 * Closes what openDatabase opened, after the queries under way. Nothing happens where nothing is open.
 *
 * @param url the one given to openDatabase
 */
export async function closeDatabase(url: string): Promise<void> {
  const database = openDatabases.get(url);
  openDatabases.delete(url);
  await database?.destroy();
}

/**
 * Sets up a second way into the same PostgreSQL that has time for migrations: a pool's time limits are fixed when it is
 * made.
 *
 * @param database one that openDatabase answered
 * @returns what the caller has to destroy; undefined for SQLite, which has no limit on how long a statement runs
 */
export function createPatientTwin(database: Database): Database | undefined {
  for (const [url, known] of openDatabases) {
    if (known === database && isPostgresUrl(url)) return createDatabase(url, migrationTimeLimits);
  }
  return undefined;
}

function createDialect(url: string, limits: TimeLimits): Dialect {
  if (isPostgresUrl(url)) return createPostgresDialect(url, limits);
  if (url.startsWith('sqlite:')) return createSqliteDialect(url.slice('sqlite:'.length), limits.statementMs);
  // The url stays out of the message: it may hold a password.
  throw new Error('A database url starts with sqlite:, postgres:// or postgresql://');
}

function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}
