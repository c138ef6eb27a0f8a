import type { DatabaseSync } from 'node:sqlite';
import { CompiledQuery, type Driver, type TransactionSettings } from 'kysely';
import { withDatabaseErrors } from './database-errors';
import { SqliteConnection } from './sqlite-connection';
import { openSqliteFile } from './sqlite-file';

/**
 * kysely's driver over node:sqlite. kysely hands out its one connection to one caller at a time, because the adapter
 * says that there are no others.
 */
export class SqliteDriver implements Driver {
  readonly #path: string;
  readonly #limitMs: number;
  #file: DatabaseSync | undefined;
  #connection: SqliteConnection | undefined;

  /**
   * @param path see openSqliteFile
   * @param limitMs milliseconds that a statement may wait for a lock
   */
  constructor(path: string, limitMs: number) {
    this.#path = path;
    this.#limitMs = limitMs;
  }

  /** Opens the file. kysely calls this before the first query, and again before the next one if it failed. */
  async init(): Promise<void> {
    this.#file = await withDatabaseErrors(() => openSqliteFile(this.#path, this.#limitMs));
    this.#connection = new SqliteConnection(this.#file, this.#limitMs);
  }

  async acquireConnection(): Promise<SqliteConnection> {
    if (!this.#connection) throw new Error('The SQLite file is not open');
    return this.#connection;
  }

  /** Nothing to give back: there is one connection, and kysely keeps the queue. */
  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  /**
   * Takes the lock for writing at once (`immediate`): a transaction that reads first and finds out later that another
   * process wrote meanwhile could only be thrown away.
   */
  async beginTransaction(connection: SqliteConnection, settings: TransactionSettings): Promise<void> {
    const begin = settings.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    if (connection.isInTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {
    this.#file?.close();
  }
}
