import { CamelCasePlugin, type Dialect, Kysely } from 'kysely';
import { migrateDatabase } from './migrate';
import { createPostgresDialect } from './postgres-dialect';
import type { Schema } from './schema';
import { createSqliteDialect } from './sqlite-dialect';
import { migrationTimeLimits, requestTimeLimits, type TimeLimits } from './time-limits';

/** What every repository takes first. A transaction is one too. */
export type Database = Kysely<Schema>;

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
 * Connects to a database and brings its tables to their newest form. A process opens each url once: it must have one
 * connection to a SQLite file and one pool. app/services.ts sees to that, tests close theirs with `destroy()`.
 *
 * @param url see createDatabase
 * @param onMigrated called with the migrations that happened now; the first of them means a new database
 * @throws AppError `database_unavailable`; whatever createDatabase and migrateDatabase throw
 */
export async function openDatabase(
  url: string,
  onMigrated?: (migrations: string[]) => void,
): Promise<Database> {
  const database = createDatabase(url);
  try {
    const migrations = isPostgresUrl(url) ? await migratePatiently(url) : await migrateDatabase(database);
    onMigrated?.(migrations);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** A pool's time limits are fixed when it is made, so migrations get one of their own. */
async function migratePatiently(url: string): Promise<string[]> {
  const database = createDatabase(url, migrationTimeLimits);
  try {
    return await migrateDatabase(database);
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
