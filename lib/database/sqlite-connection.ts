import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { LRUCache } from 'lru-cache';
import { withDatabaseErrors } from './database-errors';
import { whenUnlocked } from './sqlite-file';

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
