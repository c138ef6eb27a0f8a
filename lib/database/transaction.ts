import type { Database } from './database';

/**
 * Runs several writes as one: all of them happen, or none. Where the caller is in a transaction already, they become
 * part of it.
 *
 * Keep out of it whatever waits for anything else than the database: SQLite serves nobody else meanwhile.
 *
 * @param work gets the transaction; when it throws, everything is rolled back and its error passes on
 * @throws AppError `database_unavailable`; whatever `work` throws
 */
export function withTransaction<T>(db: Database, work: (transaction: Database) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
