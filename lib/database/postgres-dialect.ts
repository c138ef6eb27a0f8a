import {
  type Dialect,
  type DialectAdapter,
  PostgresAdapter,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import { Client, DatabaseError, Pool, type PoolClient, types } from 'pg';
import { withDatabaseErrors } from './database-errors';
import { serverState } from '../server-state';
import { currentTenant } from './tenant';
import { createTenantShares } from './tenant-shares';
import type { TimeLimits } from './time-limits';

/** PostgreSQL accepts 100 connections by default; ten for each server leave room for several servers and for psql. */
export const defaultPoolSize = 10;

/** The most connections of one store: saves that wait for one locked row leave the others to other stores. */
const connectionsPerTenant = 3;

/**
 * The client's time-out is this much longer than the server's, so that the server's error, with its reason, arrives
 * first. Milliseconds.
 */
const serverHeadStartMs = 500;

/** An idle pool gives up its connections, so that others behind the same pooler can have them. */
const idleMs = 10_000;

/**
 * Sets up kysely's PostgreSQL dialect over a pool. Nothing connects before the first query.
 *
 * @param url `postgres://user:password@host:port/name`; its parameters (`?sslmode=…`) override the defaults
 * @param limits time limits, after which a caller gets `database_unavailable`
 * @param poolSize connections at most
 */
export function createPostgresDialect(url: string, limits: TimeLimits, poolSize: number): Dialect {
  const tenantShare = Math.max(1, Math.min(connectionsPerTenant, poolSize - 1));
  const shares = createTenantShares(tenantShare, limits.connectMs);
  const pools = createPools(url, limits, poolSize);
  const lend = async (): Promise<PostgresClientOnLoan> => {
    const giveBack = await shares.enter(currentTenant());
    try {
      const { pool, statementLimits } = await pools.current();
      return new PostgresClientOnLoan(await pool.connect(), giveBack, statementLimits);
    } catch (error) {
      giveBack();
      throw error;
    }
  };
  const lender: PostgresPool = {
    options: {},
    connect: () => withDatabaseErrors(lend),
    end: () => pools.end(),
  };
  return new TransactionLockedDialect({ pool: lender });
}

/** kysely would lock migrations for a session, which a pooler gives to others; see lib/database/migrate.ts. */
class TransactionLockedDialect extends PostgresDialect {
  override createAdapter(): DialectAdapter {
    return new (class extends PostgresAdapter {
      override acquireMigrationLock(): Promise<void> {
        return Promise.resolve();
      }

      override releaseMigrationLock(): Promise<void> {
        return Promise.resolve();
      }
    })();
  }
}

interface PoolInUse {
  pool: Pool;
  /** For the metrics. */
  level: () => { idle: number; total: number; waiting: number };
  /** The statements that begin each transaction, where the session itself has no limits; see createPools. */
  statementLimits: string | null;
}

/**
 * Makes the pool when it is first needed. The session's start-up parameters make PostgreSQL end statements that
 * take too long. A pooler may refuse that (PgBouncer: "unsupported startup parameter") or drop it. What was set later would be
 * another client's where the pooler changes sessions between transactions. So behind a pooler each transaction sets its
 * own limits, and each single write becomes a transaction.
 */
function createPools(url: string, limits: TimeLimits, poolSize: number) {
  let made: Promise<PoolInUse> | undefined;
  const make = async (): Promise<PoolInUse> => {
    const keeps = await keepsSessionLimits(url, limits);
    const pool = createPool(url, limits, poolSize, keeps ? sessionLimits(limits) : {});
    const level = () => ({ idle: pool.idleCount, total: pool.totalCount, waiting: pool.waitingCount });
    serverState.pools.add(level);
    return { pool, level, statementLimits: keeps ? null : localLimits(limits) };
  };
  return {
    async current(): Promise<PoolInUse> {
      made ??= make();
      try {
        return await made;
      } catch (error) {
        made = undefined;
        throw error;
      }
    },
    async end(): Promise<void> {
      const inUse = await made?.catch(() => undefined);
      if (inUse) serverState.pools.delete(inUse.level);
      await inUse?.pool.end();
    },
  };
}

const sessionLimits = ({ statementMs }: TimeLimits) => ({
  statement_timeout: statementMs,
  idle_in_transaction_session_timeout: statementMs,
});

const localLimits = ({ statementMs }: TimeLimits) =>
  Object.keys(sessionLimits({ statementMs, connectMs: 0 }))
    .map((name) => `set local ${name} = ${statementMs}`)
    .join('; ');

/** @returns whether sessions keep their start-up parameters: false behind most poolers */
async function keepsSessionLimits(url: string, limits: TimeLimits): Promise<boolean> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: limits.connectMs,
    query_timeout: limits.connectMs,
    ...sessionLimits(limits),
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ ms: string }>(
      "select setting as ms from pg_settings where name = 'statement_timeout'",
    );
    return rows[0]?.ms === String(limits.statementMs);
  } catch (error) {
    if (error instanceof DatabaseError && error.message.includes('unsupported startup parameter'))
      return false;
    throw error;
  } finally {
    void client.end().catch(() => undefined);
  }
}

function createPool(
  url: string,
  { connectMs, statementMs }: TimeLimits,
  max: number,
  session: Partial<ReturnType<typeof sessionLimits>>,
): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: idleMs,
    query_timeout: statementMs + serverHeadStartMs,
    ...session,
    keepAlive: true,
    types: { getTypeParser },
  });
  // A connection may break while it is idle, or between two statements. The pool drops it, and the next statement
  // fails; without listeners Node would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * pg answers int8 as a string, because it may exceed what a number holds. This app's are times in milliseconds and user
 * ids, which do not. Set on the pool and not on pg, which other code in this process may use.
 */
const getTypeParser = (
  ...[oid, format]: Parameters<typeof types.getTypeParser>
): ((value: string) => unknown) =>
  oid === types.builtins.INT8 ? Number : (types.getTypeParser(oid, format) as (value: string) => unknown);

const transactionBegin = /^(begin|start transaction)\b/;
const transactionEnd = /^(commit|rollback)$/;
const singleWrite = /^\s*(insert|update|delete|with)\b/i;

/**
 * A client on loan from pg's pool, as kysely's driver uses it. It never goes back to the pool after a failure that the
 * server did not report itself: a query that timed out may still be waiting on a dead socket, and the next user of this
 * client would wait behind it.
 */
class PostgresClientOnLoan implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #onRelease: () => void;
  readonly #statementLimits: string | null;
  #failure: Error | undefined;
  #isInTransaction = false;

  /**
   * @param client just taken from the pool
   * @param onRelease called when the loan ends
   * @param statementLimits statements that begin each transaction; null where the session has its limits
   */
  constructor(client: PoolClient, onRelease: () => void, statementLimits: string | null = null) {
    this.#client = client;
    this.#onRelease = onRelease;
    this.#statementLimits = statementLimits;
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
    return withDatabaseErrors(() => this.#limited<R>(statement, parameters));
  }

  /** Returns the client to the pool, or closes it after such a failure. */
  release(destroy = false): void {
    this.#client.release(destroy || this.#failure !== undefined);
    this.#onRelease();
  }

  /** Reads wait for no other client, so that the limit on this side is enough for those outside of transactions. */
  async #limited<R>(statement: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (this.#statementLimits === null) return this.#run(statement, parameters);
    if (transactionBegin.test(statement)) {
      this.#isInTransaction = true;
      return this.#begin(statement);
    }
    if (transactionEnd.test(statement)) this.#isInTransaction = false;
    else if (!this.#isInTransaction && singleWrite.test(statement))
      return this.#runAlone(statement, parameters);
    return this.#run(statement, parameters);
  }

  /** Without parameters, pg sends several statements in one message. */
  #begin<R>(statement: string): Promise<PostgresQueryResult<R>> {
    return this.#run(`${statement}; ${this.#statementLimits ?? ''}`, []);
  }

  async #runAlone<R>(statement: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    await this.#begin('begin');
    try {
      const result = await this.#run<R>(statement, parameters);
      await this.#run('commit', []);
      return result;
    } catch (error) {
      await this.#run('rollback', []).catch((lost: unknown) => {
        this.#failure ??= lost instanceof Error ? lost : new Error('The rollback failed', { cause: lost });
      });
      throw error;
    }
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
