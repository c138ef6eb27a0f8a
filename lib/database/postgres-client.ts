import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError, type PoolClient } from 'pg';
import { withDatabaseErrors } from './database-errors';

/**
 * A client on loan from pg's pool, as kysely's driver uses it. It never goes back to the pool after a failure that
 * the server did not report itself: a query that timed out may still be waiting on a dead socket, and whoever got
 * this client next would wait behind it.
 */
export class PostgresClientOnLoan implements PostgresPoolClient {
  readonly #client: PoolClient;
  #failure: Error | undefined;

  /** @param client just taken from the pool */
  constructor(client: PoolClient) {
    this.#client = client;
  }

  /**
   * @throws AppError `database_unavailable`, see withDatabaseErrors
   */
  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    statement: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof statement !== 'string') throw new TypeError('Rows are not streamed');
    return withDatabaseErrors(() => this.#run<R>(statement, parameters));
  }

  /** Gives the client back, or closes it if it cannot be trusted any more. */
  release(destroy = false): void {
    this.#client.release(destroy || this.#failure !== undefined);
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    // Without this, the rollback of a transaction whose statement timed out would wait just as long again.
    if (this.#failure !== undefined) throw this.#failure;
    try {
      const result: unknown = await this.#client.query(sql, [...parameters]);
      return result as PostgresQueryResult<R>;
    } catch (error) {
      if (error instanceof Error && !(error instanceof DatabaseError)) this.#failure = error;
      throw error;
    }
  }
}
