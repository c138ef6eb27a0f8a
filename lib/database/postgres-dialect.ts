import {
  type Dialect,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import { DatabaseError, Pool, type PoolClient, types } from 'pg';
import { withDatabaseErrors } from './database-errors';
import { currentTenant } from './tenant';
import { createTenantShares } from './tenant-shares';
import type { TimeLimits } from './time-limits';

/** PostgreSQL takes 100 connections by default; ten each leave room for several servers and for a person with psql. */
const connectionsPerServer = 10;

/** Savers of one store who wait for one locked row leave the other connections to other stores. */
const connectionsPerTenant = 3;

/** The server gives up on a statement first, and says why; we only when it says nothing at all. */
const serverHeadStartMs = 500;

/**
 * Sets up kysely's PostgreSQL dialect over a pool. Nothing connects before the first query.
 *
 * @param url `postgres://user:password@host:port/name`; its parameters (`?sslmode=…`) go before ours
 * @param limits after which a caller gets `database_unavailable` instead of waiting on
 */
export function createPostgresDialect(url: string, limits: TimeLimits): Dialect {
  const pool = createPool(url, limits);
  const shares = createTenantShares(connectionsPerTenant, limits.connectMs);
  const lend = async (): Promise<PostgresClientOnLoan> => {
    const giveBack = await shares.enter(currentTenant());
    try {
      return new PostgresClientOnLoan(await pool.connect(), giveBack);
    } catch (error) {
      giveBack();
      throw error;
    }
  };
  const lender: PostgresPool = {
    options: pool.options,
    connect: () => withDatabaseErrors(lend),
    end: () => pool.end(),
  };
  return new PostgresDialect({ pool: lender });
}

function createPool(url: string, { connectMs, statementMs }: TimeLimits): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connectionsPerServer,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + serverHeadStartMs,
    idle_in_transaction_session_timeout: statementMs,
    keepAlive: true,
    types: { getTypeParser },
  });
  // A connection may break while nobody uses it, or between two statements. The pool drops it and the next statement
  // says so; without listeners, Node would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * pg answers int8 as a string, because it may exceed what a number holds. Ours are times in milliseconds and ids of
 * users, which do not. Set on the pool and not on pg, which others in this process may use.
 */
const getTypeParser = (
  ...[oid, format]: Parameters<typeof types.getTypeParser>
): ((value: string) => unknown) =>
  oid === types.builtins.INT8 ? Number : (types.getTypeParser(oid, format) as (value: string) => unknown);

/**
 * A client on loan from pg's pool, as kysely's driver uses it. It never goes back to the pool after a failure that
 * the server did not report itself: a query that timed out may still be waiting on a dead socket, and whoever got
 * this client next would wait behind it.
 */
export class PostgresClientOnLoan implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #onRelease: () => void;
  #failure: Error | undefined;

  /**
   * @param client just taken from the pool
   * @param onRelease called when the loan ends
   */
  constructor(client: PoolClient, onRelease: () => void) {
    this.#client = client;
    this.#onRelease = onRelease;
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
    this.#onRelease();
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
