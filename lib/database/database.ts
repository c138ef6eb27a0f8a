import { CamelCasePlugin, type Dialect, Kysely } from 'kysely';
import { migrateDatabase } from './migrate';
import { createPostgresDialect } from './postgres-dialect';
import type { Schema } from './schema';
import { createSqliteDialect } from './sqlite-dialect';
import { migrationTimeLimits, requestTimeLimits, type TimeLimits } from './time-limits';

/** What every repository takes first. A transaction is one too. */
export type Database = Kysely<Schema>;

const openDatabasesKey = Symbol.for('customer-settings.open-databases');

/**
 * Next loads a module once for each bundle it is part of, and a process must still have one connection to a SQLite
 * file, one pool, one run of the migrations. Only the global object is common to all bundles.
 */
const globals = globalThis as { [openDatabasesKey]?: Map<string, Promise<Database>> | undefined };
const openDatabases = (globals[openDatabasesKey] ??= new Map<string, Promise<Database>>());

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
 * Answers this process's database for a url, its tables migrated. The first call connects and migrates, and all others
 * share its outcome; after a failure the next call tries again.
 *
 * @param url see createDatabase
 * @throws AppError `database_unavailable`; whatever createDatabase and migrateDatabase throw
 */
export function openDatabase(url: string): Promise<Database> {
  const known = openDatabases.get(url);
  if (known) return known;
  const opening = createMigratedDatabase(url);
  openDatabases.set(url, opening);
  opening.catch(() => forget(url, opening));
  return opening;
}

/**
 * Closes what openDatabase opened, after the queries under way. Nothing happens where nothing is open.
 *
 * @param url the one given to openDatabase
 */
export async function closeDatabase(url: string): Promise<void> {
  const opening = openDatabases.get(url);
  if (!opening) return;
  forget(url, opening);
  const database = await opening.catch(() => undefined);
  await database?.destroy();
}

function forget(url: string, opening: Promise<Database>): void {
  // By now another caller may have opened it anew.
  if (openDatabases.get(url) === opening) openDatabases.delete(url);
}

async function createMigratedDatabase(url: string): Promise<Database> {
  const database = createDatabase(url);
  try {
    if (isPostgresUrl(url)) await migratePatiently(url);
    else await migrateDatabase(database);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** A pool's time limits are fixed when it is made, so migrations get one of their own. */
async function migratePatiently(url: string): Promise<void> {
  const database = createDatabase(url, migrationTimeLimits);
  try {
    await migrateDatabase(database);
  } finally {
    await database.destroy();
  }
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
