import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database, openDatabase } from '../../../lib/database/database';
import { findInstallation, saveInstallation } from '../../../lib/database/installations';
import { migrateDatabase } from '../../../lib/database/migrate';
import { withTransaction } from '../../../lib/database/transaction';
import { saveUser } from '../../../lib/database/users';
import { noPgBouncer, type PgBouncer, type PoolMode, startPgBouncer } from '../../harness/pgbouncer';
import { type PostgresServer, startPostgres } from '../../postgres';
import { changeCases } from './cases/change-cases';
import { installationCases } from './cases/installation-cases';
import { migrationCases } from './cases/migration-cases';
import { outageCases } from './cases/outage-cases';
import { purgeHistoryCases } from './cases/purge-history-cases';
import type { Engine } from './engines';
import { createFreshDatabases } from './fresh-databases';
import { createInstallation, createSeenUser } from './store-record';

if (noPgBouncer !== null) console.warn(`Tests through PgBouncer are left out: ${noPgBouncer}`);

const poolSize = 5;
const modes: PoolMode[] = ['session', 'transaction'];

/** Pools of the tests, which open up to six "servers" on one database, must fit into PgBouncer's session pool. */
const connectionsInTests = 40;

describe.skipIf(noPgBouncer !== null).each(modes)('PostgreSQL behind PgBouncer, pool_mode %s', (mode) => {
  let server: PostgresServer;
  let wide: PgBouncer;
  let narrow: PgBouncer;

  beforeAll(async () => {
    server = await startPostgres();
    wide = await startPgBouncer(server.url, mode, mode === 'session' ? connectionsInTests : poolSize);
    narrow = await startPgBouncer(server.url, mode, poolSize);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([wide.stop(), narrow.stop()]);
    await server.stop();
  });

  const engine: Engine = {
    name: 'PostgreSQL',
    start: async () => undefined,
    createUrl: async () => wide.through(await server.createDatabase()),
    createDeadUrl: async () => 'postgres://nobody:secret@127.0.0.1:1/none',
    stop: async () => undefined,
  };
  const databases = createFreshDatabases(engine);
  afterEach(() => databases.closeAll());

  describe('migrations', () => migrationCases(databases));
  describe('outages', () => outageCases(databases));
  // A pool of sessions hands out whole connections: what only a transaction keeps together is tried where it matters.
  if (mode === 'transaction') {
    describe('installations', () => installationCases(databases));
    describe('changes', () => changeCases(databases));
    describe('purge of history', () => purgeHistoryCases(databases));
  }

  /** A database with tables, and a connection that does not pass PgBouncer. */
  async function openThroughNarrow(limitMs: number): Promise<{ url: string; db: Database; direct: Client }> {
    const directUrl = await server.createDatabase();
    const url = narrow.through(directUrl);
    await (await openDatabase(url)).destroy();
    const direct = new Client({ connectionString: directUrl });
    await direct.connect();
    return { url, db: createDatabase(url, { connectMs: 2_000, statementMs: limitMs }, 2), direct };
  }

  it('ends statements that wait for a locked row, and leaves nothing waiting in the server', async () => {
    const { db, direct } = await openThroughNarrow(300);
    await saveInstallation(db, createInstallation());
    await direct.query('begin');
    await direct.query('select * from installations for update');
    const attempts = [
      saveInstallation(db, createInstallation()),
      withTransaction(db, (transaction) => saveInstallation(transaction, createInstallation())),
    ];
    for (const outcome of await Promise.allSettled(attempts))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'database_unavailable' } });
    const waiting = await direct.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'");
    expect(waiting.rowCount).toBe(0);
    await direct.query('rollback');
    await saveInstallation(db, createInstallation({ oauthScopes: ['store_v2_customers'] }));
    expect(await findInstallation(db, 'abc123')).toMatchObject({ oauthScopes: ['store_v2_customers'] });
    await Promise.all([db.destroy(), direct.end()]);
  });

  it('passes on to other clients neither a limit nor a lock', async () => {
    const { url, db, direct } = await openThroughNarrow(300);
    await Promise.all(
      Array.from({ length: 20 }, (_, userId) =>
        withTransaction(db, async (transaction) => {
          await saveInstallation(transaction, createInstallation());
          await saveUser(transaction, createSeenUser({ userId }));
        }),
      ),
    );
    const locks = await direct.query("select 1 from pg_locks where locktype = 'advisory'");
    expect(locks.rowCount).toBe(0);
    await db.destroy();
    const others = Array.from({ length: poolSize }, () => new Client({ connectionString: url }));
    for (const other of others) {
      await other.connect();
      expect((await other.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '0' }]);
    }
    await Promise.all([...others, direct].map((client) => client.end()));
  });

  it('serves two servers from a pool of five, however many they work for at once', async () => {
    const url = narrow.through(await server.createDatabase());
    const servers = [await openDatabase(url, { poolSize: 2 }), await openDatabase(url, { poolSize: 2 })];
    const [first] = servers;
    if (!first) throw new Error('no server');
    await saveInstallation(first, createInstallation());
    const workAt = async (db: Database, worker: number) => {
      for (let round = 0; round < 10; round++) {
        await saveUser(db, createSeenUser({ userId: worker * 10 + round }));
        expect(await findInstallation(db, 'abc123')).toBeDefined();
      }
    };
    const workers = Array.from({ length: 20 }, (_, worker) => worker);
    await Promise.all(servers.flatMap((db) => workers.map((worker) => workAt(db, worker))));
    await Promise.all(servers.map((db) => db.destroy()));
  });

  it('is asked through one connection only, where no more are allowed', async () => {
    const url = narrow.through(await server.createDatabase());
    const db = await openDatabase(url, { poolSize: 1 });
    await saveInstallation(db, createInstallation());
    await Promise.all(
      Array.from({ length: 20 }, (_, userId) =>
        withTransaction(db, (transaction) => saveUser(transaction, createSeenUser({ userId }))),
      ),
    );
    const connections = await sql<{ count: number }>`
      select count(*)::int as count from pg_stat_activity where datname = current_database()`.execute(db);
    expect(connections.rows[0]?.count).toBeLessThanOrEqual(mode === 'session' ? 2 : poolSize);
    await db.destroy();
  });

  it('lets migrations of several servers wait for each other', async () => {
    const url = narrow.through(await server.createDatabase());
    const servers = Array.from({ length: 4 }, () =>
      createDatabase(url, { connectMs: 5_000, statementMs: 60_000 }, 1),
    );
    const reports = await Promise.all(
      servers.map(async (db) => {
        const report = await migrateDatabase(db);
        await db.destroy();
        return report;
      }),
    );
    expect(reports.filter(({ done }) => done.length > 0)).toHaveLength(1);
  });
});
