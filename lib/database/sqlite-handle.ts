import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, QueryResult } from 'kysely';
import { LRUCache } from 'lru-cache';

/** The most prepared statements that are cached: far more than the repositories have. */
const preparedStatementsKept = 200;

/** One connection to a SQLite file. Statements are prepared once and cached. */
export class SqliteHandle {
  readonly #file: DatabaseSync;
  readonly #statements = new LRUCache<string, StatementSync>({ max: preparedStatementsKept });

  constructor(file: DatabaseSync) {
    this.#file = file;
  }

  /** Whether a transaction is open. SQLite itself rolls back on some errors, such as a full disk. */
  get isInTransaction(): boolean {
    return this.#file.isTransaction;
  }

  /**
   * Runs a statement to its end.
   *
   * @throws SQLite's error; a TypeError for a parameter that SQLite has no type for
   */
  run<R>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R> {
    const statement = this.#prepare(sql);
    const values = parameters as readonly SQLInputValue[];
    if (statement.columns().length > 0) return { rows: statement.all(...values) as R[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  /**
   * A number that changes whenever another connection commits, in this process or another one.
   *
   * Source: SQLite, "PRAGMA data_version"
   */
  dataVersion(): number {
    return Number(this.#prepare('pragma data_version').get()?.data_version);
  }

  close(): void {
    if (this.#file.isOpen) this.#file.close();
  }

  #prepare(sql: string): StatementSync {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = this.#file.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
