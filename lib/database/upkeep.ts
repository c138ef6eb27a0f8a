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
