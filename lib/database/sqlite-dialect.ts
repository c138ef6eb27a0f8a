import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
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
import { LRUCache } from 'lru-cache';
import { withDatabaseErrors } from './database-errors';
import { openSqliteFile, whenUnlocked } from './sqlite-file';

/**
 * Makes kysely's SQLite dialect run on Node's own SQLite, so that no native add-on is compiled at install.
 *
 * @param path a file, relative to the working directory or absolute, or `:memory:`; opened at the first query
 * @param limitMs milliseconds that a statement may wait for another process's lock
 */
export function createSqliteDialect(path: string, limitMs: number): Dialect {
  return {
    createDriver: () => new SqliteDriver(path, limitMs),
    createQueryCompiler: (): QueryCompiler => new SqliteQueryCompiler(),
    createAdapter: (): DialectAdapter => new LockingSqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
  };
}

/**
 * kysely's SQLite adapter takes no lock for migrations: it only knows of one process. SQLite does roll back changes to
 * tables, so that migrations can run in a transaction; that transaction begins `immediate` (see SqliteDriver), which
 * keeps every other process out until it ends.
 */
class LockingSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

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

/** Far more than the repositories have texts of SQL; a bound all the same. */
const preparedStatementsKept = 200;

/** The one connection to a SQLite file. Statements are prepared once and kept. */
export class SqliteConnection implements DatabaseConnection {
  readonly #file: DatabaseSync;
  readonly #limitMs: number;
  readonly #statements = new LRUCache<string, StatementSync>({ max: preparedStatementsKept });

  /**
   * @param file an open file
   * @param limitMs milliseconds that a statement may wait for a lock
   */
  constructor(file: DatabaseSync, limitMs: number) {
    this.#file = file;
    this.#limitMs = limitMs;
  }

  /** Whether a transaction is open. SQLite itself rolls back on some errors, such as a full disk. */
  get isInTransaction(): boolean {
    return this.#file.isTransaction;
  }

  /**
   * @throws AppError `database_unavailable`, see withDatabaseErrors
   */
  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return withDatabaseErrors(() => whenUnlocked(this.#limitMs, () => this.#run<R>(query)));
  }

  streamQuery(): never {
    throw new Error('Rows are not streamed: node:sqlite would hold the file open between them');
  }

  #run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const statement = this.#prepare(sql);
    // node:sqlite checks each value and throws a TypeError for one that SQLite has no type for.
    const values = parameters as readonly SQLInputValue[];
    if (statement.columns().length > 0) return { rows: statement.all(...values) as R[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  #prepare(sql: string): StatementSync {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = this.#file.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
