import { CamelCasePlugin, type Dialect, Kysely } from 'kysely';
import { withDatabaseErrors } from './database-errors';
import { isPostgresUrl, sqlitePath } from './engine';
import { migrateDatabase, type MigrationReport } from './migrate';
import { createPostgresDialect, defaultPoolSize } from './postgres-dialect';
import type { Schema } from './schema';
import { enableQueryCache } from './query-cache';
import { createSqliteDialect, type SqliteDialect } from './sqlite-dialect';
import { refuseForeignWal } from './sqlite-wal';
import { migrationTimeLimits, requestTimeLimits, type TimeLimits } from './time-limits';
import { checkpoint } from './upkeep';

/** The first parameter of every repository function: a database or a transaction. */
export type Database = Kysely<Schema>;

/**
 * Sets up a database without connecting to it: the first query does, and creates a SQLite file that is missing.
 *
 * @param url `sqlite:` and a path (`sqlite:./data/customer-settings.sqlite`, `sqlite::memory:`), or `postgres://…`
 * @param limits the longest times that a caller waits
 * @param poolSize connections to PostgreSQL at most; SQLite has two, whatever it says
 * @throws Error when the url has another scheme
 */
export function createDatabase(
  url: string,
  limits: TimeLimits = requestTimeLimits,
  poolSize = defaultPoolSize,
): Database {
  const dialect = createDialect(url, limits, poolSize);
  const database = new Kysely<Schema>({
    dialect,
    // JSON columns keep the keys they were stored with.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  if ('dataVersion' in dialect) enableQueryCache(database, dialect.dataVersion);
  return database;
}

export interface OpeningOptions {
  /** Called with what happened; the first migration means a new database. */
  onMigrated?: (report: MigrationReport) => void;
  /** Connections to PostgreSQL at most. */
  poolSize?: number;
}

/**
 * Connects to a database and brings its tables to their newest form. A process opens each url once: it must have one
 * connection to a SQLite file and one pool. app/services.ts does this; tests close theirs with `destroy()`.
 *
 * @param url see createDatabase
 * @throws AppError `database_unavailable`; whatever createDatabase and migrateDatabase throw
 */
export async function openDatabase(
  url: string,
  { onMigrated, poolSize }: OpeningOptions = {},
): Promise<Database> {
  const path = sqlitePath(url);
  if (path !== null) await withDatabaseErrors(() => refuseForeignWal(path));
  const database = createDatabase(url, requestTimeLimits, poolSize);
  try {
    const report = isPostgresUrl(url) ? await migratePatiently(url) : await migrateDatabase(database);
    if (report.done.length > 0) await checkpoint(database);
    onMigrated?.(report);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** A pool's time limits are fixed when it is made, so migrations get one of their own. */
async function migratePatiently(url: string): Promise<MigrationReport> {
  const database = createDatabase(url, migrationTimeLimits, 1);
  try {
    return await migrateDatabase(database);
  } finally {
    await database.destroy();
  }
}

function createDialect(url: string, limits: TimeLimits, poolSize: number): Dialect | SqliteDialect {
  if (isPostgresUrl(url)) return createPostgresDialect(url, limits, poolSize);
  if (url.startsWith('sqlite:')) return createSqliteDialect(url.slice('sqlite:'.length), limits.statementMs);
  // The url stays out of the message: it may hold a password.
  throw new Error('A database url starts with sqlite:, postgres:// or postgresql://');
}
