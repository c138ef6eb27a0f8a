import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely';
import { withDatabaseErrors } from './database-errors';
import { openSqliteFile, whenUnlocked } from './sqlite-file';
import { SqliteHandle } from './sqlite-handle';
import { LoopShare, WriterTurns } from './sqlite-turns';

/** The dialect of one SQLite file. */
export interface SqliteDialect extends Dialect {
  /**
   * A number that changes with every commit, in this process or another one; `null` before the first query, for a database
   * in memory, and where the file cannot be read.
   */
  dataVersion: () => number | null;
}

/**
 * Makes kysely's SQLite dialect run on Node's own SQLite, so that no native add-on is compiled at install.
 *
 * @param path a file, relative to the working directory or absolute, or `:memory:`; opened at the first query
 * @param limitMs milliseconds that a statement may wait for another process's lock
 */
export function createSqliteDialect(path: string, limitMs: number): SqliteDialect {
  const driver = new SqliteDriver(path, limitMs);
  return {
    dataVersion: () => driver.dataVersion(),
    createDriver: () => driver,
    createQueryCompiler: (): QueryCompiler => new SqliteQueryCompiler(),
    createAdapter: (): DialectAdapter => new SharedSqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
  };
}

/**
 * kysely's SQLite adapter knows of one connection in one process. Here SqliteConnection keeps writers apart, so that reads
 * go on meanwhile. It takes no lock for migrations: SQLite does roll back changes to tables, so that they run in a
 * transaction, which begins `immediate` and keeps every other process out until it ends.
 */
class SharedSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** State that the connections of one database share. */
interface SharedFile {
  writer: SqliteHandle;
  /** The same as the writer where the database is in memory. */
  reader: SqliteHandle;
  turns: WriterTurns;
  loop: LoopShare;
  /** Milliseconds that a statement may wait for a lock. */
  limitMs: number;
}

/** kysely's driver over node:sqlite. */
class SqliteDriver implements Driver {
  readonly #path: string;
  readonly #limitMs: number;
  #file: SharedFile | undefined;

  constructor(path: string, limitMs: number) {
    this.#path = path;
    this.#limitMs = limitMs;
  }

  /** Opens the file. kysely calls this before the first query, and again before the next one if it failed. */
  async init(): Promise<void> {
    const opened = await withDatabaseErrors(() => openSqliteFile(this.#path, this.#limitMs));
    const writer = new SqliteHandle(opened.writer);
    const reader = opened.reader === opened.writer ? writer : new SqliteHandle(opened.reader);
    this.#file = { writer, reader, turns: new WriterTurns(), loop: new LoopShare(), limitMs: this.#limitMs };
  }

  /** See {@link SqliteDialect.dataVersion}. */
  dataVersion(): number | null {
    if (this.#file === undefined || this.#file.reader === this.#file.writer) return null;
    try {
      return this.#file.reader.dataVersion();
    } catch {
      // The query that is made instead says what is wrong.
      return null;
    }
  }

  async acquireConnection(): Promise<SqliteConnection> {
    if (!this.#file) throw new Error('The SQLite file is not open');
    return new SqliteConnection(this.#file);
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    connection.endTurn();
  }

  /**
   * Takes the lock for writing at once (`immediate`): a transaction that reads first would fail if another process
   * wrote before its first write.
   */
  async beginTransaction(connection: SqliteConnection, settings: TransactionSettings): Promise<void> {
    await connection.begin(settings.accessMode === 'read only' ? 'begin' : 'begin immediate');
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
    connection.endTurn();
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    if (connection.isInTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
    connection.endTurn();
  }

  /** Closes the file, which then holds everything: what other processes still read stays in the WAL. */
  async destroy(): Promise<void> {
    if (!this.#file) return;
    const { writer, reader } = this.#file;
    try {
      writer.run({ sql: 'pragma wal_checkpoint(truncate)', parameters: [] });
    } catch {
      // The disk is full, or the file is gone: the WAL keeps what is not in the file.
    }
    reader.close();
    writer.close();
  }
}

/** A SQLite file as one caller of kysely uses it: statement by statement, or for a transaction. */
class SqliteConnection implements DatabaseConnection {
  readonly #file: SharedFile;
  /** Ends the turn at writing, while a transaction is open. */
  #leave: (() => void) | undefined;

  constructor(file: SharedFile) {
    this.#file = file;
  }

  get isInTransaction(): boolean {
    return this.#leave !== undefined && this.#file.writer.isInTransaction;
  }

  /**
   * @throws AppError `database_unavailable`, see withDatabaseErrors
   */
  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return withDatabaseErrors(async () => {
      const { writer, reader, loop, limitMs } = this.#file;
      await loop.giveWay();
      if (this.#leave) return whenUnlocked(limitMs, () => writer.run<R>(query));
      if (query.query.kind === 'SelectQueryNode' && reader !== writer)
        return whenUnlocked(limitMs, () => reader.run<R>(query));
      return this.#inTurn(
        () => writer.run<R>(query),
        (leave) => leave(),
      );
    });
  }

  /** Begins a transaction, and keeps other writers of this process out until `endTurn`. */
  async begin(sql: string): Promise<void> {
    await withDatabaseErrors(() =>
      this.#inTurn(
        () => this.#file.writer.run({ sql, parameters: [] }),
        (leave) => (this.#leave = leave),
      ),
    );
  }

  /** Lets the next writer at it. Again is harmless. */
  endTurn(): void {
    this.#leave?.();
    this.#leave = undefined;
  }

  streamQuery(): never {
    throw new Error('Rows are not streamed: node:sqlite would hold the file open between them');
  }

  /**
   * Runs a statement that writes. Waiting for other writers, here and in other processes, has one limit in all.
   *
   * @param onDone gets what ends the turn
   */
  async #inTurn<T>(work: () => T, onDone: (leave: () => void) => void): Promise<T> {
    const { turns, limitMs } = this.#file;
    const deadline = performance.now() + limitMs;
    const leave = await turns.enter(deadline);
    try {
      const result = await whenUnlocked(deadline - performance.now(), work);
      onDone(leave);
      return result;
    } catch (error) {
      leave();
      throw error;
    }
  }
}
