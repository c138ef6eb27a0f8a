import { type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../../../lib/database/database';
import { migrateDatabase } from '../../../lib/database/migrate';
import { numberedMigrations } from '../../../lib/database/migrations/numbered-migrations';
import { startApp } from '../../../sandbox/app-server.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';
import { noPgBouncer, type PgBouncer, type PoolMode, startPgBouncer } from '../../harness/pgbouncer.ts';
import { installApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { type PostgresServer, startPostgres } from '../../postgres.ts';
import { createPostgresEngine, createSqliteEngine } from '../database/engines';

if (noPgBouncer !== null) console.warn(`Tests of the app behind PgBouncer are left out: ${noPgBouncer}`);

const policy = (name: string) => ({ privacy_settings: { policy_url: `https://${name}.example/` } });

/** The first steps of a user: a save, a read, and a page of the history. */
async function expectToWork(client: StoreClient, name: string): Promise<void> {
  expect((await client.putSettings(policy(name))).status).toBe(200);
  expect((await client.getSettings()).data).toMatchObject(policy(name));
  const history = await client.call('GET', 'changes');
  expect(history.status).toBe(200);
  expect(await history.text()).toContain(`https://${name}.example/`);
}

const modes: PoolMode[] = ['session', 'transaction'];

describe.skipIf(noPgBouncer !== null).each(modes)('the app behind PgBouncer, pool_mode %s', (mode) => {
  let postgres: PostgresServer;
  let pgBouncer: PgBouncer;
  let world: World;
  beforeAll(async () => {
    postgres = await startPostgres();
    pgBouncer = await startPgBouncer(postgres.url, mode, 5);
    world = await startWorld({
      databaseUrl: pgBouncer.through(await postgres.createDatabase()),
      // In session mode the pools of all servers have to fit into PgBouncer's.
      environment: { DATABASE_POOL_SIZE: '2' },
    });
  });
  afterAll(async () => {
    await world.stop();
    await pgBouncer.stop();
    await postgres.stop();
  });

  it('saves, reads and shows the history, on a second server too', async () => {
    const client = await installApp(world, addTestStore(world.sandbox).hash);
    await expectToWork(client, 'first');
    const second = await startApp(world.environment);
    const elsewhere = await fetch(`${second.url}/api/stores/${client.storeHash}/changes`, {
      headers: { Authorization: `Bearer ${client.seal}` },
    });
    expect(await elsewhere.text()).toContain('https://first.example/');
    await second.stop();
    await expectToWork(client, 'second');
  });

  it('answers twenty people at once from its two connections', async () => {
    const client = await installApp(world, addTestStore(world.sandbox).hash);
    const reads = Array.from({ length: 20 }, async () => {
      const response = await client.call('GET', 'v3/customers/settings');
      await response.arrayBuffer();
      return response.status;
    });
    expect(new Set(await Promise.all(reads))).toEqual(new Set([200]));
  });
});

/** A column for each table, as a later release may add them. */
async function addLater(db: Kysely<unknown>): Promise<void> {
  for (const { name } of await db.introspection.getTables())
    await db.schema.alterTable(name).addColumn('added_later', 'text').execute();
  await db.schema.createTable('added').addColumn('id', 'text').execute();
}

const later = { ...numberedMigrations, '0999-added': { up: addLater } };

describe.each([createSqliteEngine(), createPostgresEngine()])('the app on a later $name', (engine) => {
  beforeAll(() => engine.start());
  afterAll(() => engine.stop());

  it('goes on working where a later release has only added, and says so', async () => {
    const databaseUrl = await engine.createUrl();
    const newer = createDatabase(databaseUrl);
    await migrateDatabase(newer, later);
    await newer.destroy();
    const world = await startWorld({ databaseUrl });
    try {
      expect(world.app.output()).toContain('"event":"newer_database"');
      await expectToWork(await installApp(world, addTestStore(world.sandbox).hash), 'older');
    } finally {
      await world.stop();
    }
  });

  it('goes on working where a later release adds while the app runs', async () => {
    const databaseUrl = await engine.createUrl();
    const world = await startWorld({ databaseUrl });
    try {
      const client = await installApp(world, addTestStore(world.sandbox).hash);
      await expectToWork(client, 'before');
      const newer = createDatabase(databaseUrl);
      await migrateDatabase(newer, later);
      await newer.destroy();
      await expectToWork(client, 'after');
    } finally {
      await world.stop();
    }
  });
});
