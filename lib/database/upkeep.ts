import { sql } from 'kysely';
import type { Database } from './database';
import { isSqlite } from './engine';

/**
 * Moves what a SQLite database has in its WAL into the file and empties the WAL, so that a copy of the file is nearly
 * whole and what was deleted is in neither. Readers in other processes put it off. PostgreSQL does so by itself.
 *
 * @throws AppError `database_unavailable`
 */
export async function checkpoint(db: Database): Promise<void> {
  if (isSqlite(db)) await sql`pragma wal_checkpoint(truncate)`.execute(db);
}

/** Bytes that a database takes on its disk. */
export interface DatabaseSize {
  before: number;
  after: number;
}

async function measureBytes(db: Database): Promise<number> {
  const size = isSqlite(db)
    ? sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count, pragma_page_size`
    : sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`;
  const { rows } = await size.execute(db);
  return rows[0]?.bytes ?? 0;
}

/**
 * Gives the space of deleted rows back. SQLite writes the whole file anew: it needs as much space once more, and other
 * processes cannot save meanwhile. PostgreSQL makes the space usable again and goes on serving.
 *
 * @param db with time limits that suit a migration; in a process that serves no requests, because SQLite blocks it
 * @throws AppError `database_unavailable`
 */
export async function compactDatabase(db: Database): Promise<DatabaseSize> {
  const before = await measureBytes(db);
  await (isSqlite(db) ? sql`vacuum` : sql`vacuum (analyze)`).execute(db);
  await checkpoint(db);
  return { before, after: await measureBytes(db) };
}
