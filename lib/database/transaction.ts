import type { Database } from './database';

/**
 * Runs several writes as one transaction. Where the caller is in a transaction already, they become part of it.
 *
 * `work` must not wait for anything but the database: SQLite serves no other request meanwhile.
 *
 * @param work gets the transaction; when it throws, everything is rolled back and its error passes on
 * @throws AppError `database_unavailable`; whatever `work` throws
 */
export function withTransaction<T>(db: Database, work: (transaction: Database) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
