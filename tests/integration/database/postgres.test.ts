import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../lib/database/database';
import {
  findInstallation,
  saveInstallation,
  saveInstallationWithUser,
} from '../../../lib/database/installations';
import { asTenant } from '../../../lib/database/tenant';
import { migrateDatabase } from '../../../lib/database/migrate';
import { pingDatabase } from '../../../lib/database/ping';
import { withTransaction } from '../../../lib/database/transaction';
import { startPostgres } from '../../postgres';
import { createPostgresEngine } from './engines';
import { createFreshDatabases } from './fresh-databases';
import { createInstallation, createSeenUser } from './store-record';
import { startTcpRelay, type TcpRelay } from './tcp-relay';

const impatient = { connectMs: 300, statementMs: 300 };
const unavailable = { code: 'database_unavailable' };

/** The lock that kysely takes while it migrates; from its PostgresAdapter. */
const migrationLock = '3853314791062309107';

/** Ends a connection from the server's side, and answers once this process has had the chance to hear of it. */
async function terminate(db: Database, pid: number | undefined): Promise<void> {
  await sql`select pg_terminate_backend(${pid})`.execute(db);
  const connected = sql`select 1 from pg_stat_activity where pid = ${pid}`;
  while ((await connected.execute(db)).rows.length > 0);
  await sql`select 1`.execute(db);
}

describe('a PostgreSQL server', () => {
  const engine = createPostgresEngine();
  const { open, connect, closeAll } = createFreshDatabases(engine);
  let relay: TcpRelay | undefined;

  beforeAll(() => engine.start(), 60_000);
  afterEach(async () => {
    await relay?.stop();
    relay = undefined;
    await closeAll();
  });
  afterAll(() => engine.stop());

  /** A migrated database behind a relay. */
  async function connectThroughRelay(): Promise<{ db: Database; relay: TcpRelay }> {
    const direct = new URL(await engine.createUrl());
    await migrateDatabase(connect(direct.href));
    relay = await startTcpRelay(Number(direct.port));
    const relayed = new URL(direct);
    relayed.port = String(relay.port);
    return { db: connect(relayed.href, impatient), relay };
  }

  it('that accepts but never speaks is an outage soon', async () => {
    const { db, relay: network } = await connectThroughRelay();
    network.freeze();
    const began = performance.now();
    await expect(findInstallation(db, 'abc123')).rejects.toMatchObject(unavailable);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('whose locked row keeps one store waiting answers the others', async () => {
    const db = connect(await engine.createUrl());
    await migrateDatabase(db);
    for (const storeHash of ['locked1', 'healthy1'])
      await saveInstallation(db, createInstallation({ storeHash }));
    const ofLocked = () =>
      asTenant('locked1', () =>
        db
          .updateTable('installations')
          .set({ uninstalledAt: 5 })
          .where('storeHash', '=', 'locked1')
          .execute(),
      );
    let saves: Promise<unknown>[] = [];
    await withTransaction(db, async (transaction) => {
      await transaction
        .selectFrom('installations')
        .selectAll()
        .where('storeHash', '=', 'locked1')
        .forUpdate()
        .execute();
      saves = Array.from({ length: 14 }, ofLocked);
      const waiting = sql<{ count: number }>`select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(async () => (await waiting.execute(db)).rows[0]?.count).toBe(3);
      const began = performance.now();
      const read = () => asTenant('healthy1', () => findInstallation(db, 'healthy1'));
      await Promise.all(Array.from({ length: 20 }, read));
      expect(performance.now() - began).toBeLessThan(1_000);
    });
    await Promise.all(saves);
    expect(await findInstallation(db, 'locked1')).toMatchObject({ uninstalledAt: 5 });
  });

  it('that goes silent is an outage soon, and is used again when it is back', async () => {
    const { db, relay: network } = await connectThroughRelay();
    await saveInstallation(db, createInstallation());
    network.freeze();
    const began = performance.now();
    const attempts = [findInstallation(db, 'abc123'), pingDatabase(db, 100)];
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: unavailable });
    }
    expect(performance.now() - began).toBeLessThan(2_000);
    network.thaw();
    expect(await findInstallation(db, 'abc123')).toBeDefined();
  });

  it('that goes silent within a transaction is an outage once, not again for the rollback', async () => {
    const { db, relay: network } = await connectThroughRelay();
    const began = performance.now();
    const attempt = withTransaction(db, async (transaction) => {
      await saveInstallation(transaction, createInstallation());
      network.freeze();
      await findInstallation(transaction, 'abc123');
    });
    await expect(attempt).rejects.toMatchObject(unavailable);
    expect(performance.now() - began).toBeLessThan(1_500);
    network.thaw();
    expect(await findInstallation(db, 'abc123')).toBeUndefined();
  });

  it('that drops a connection within a transaction neither ends this process nor half saves', async () => {
    const db = await open();
    const attempt = withTransaction(db, async (transaction) => {
      await saveInstallation(transaction, createInstallation());
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
      await terminate(db, rows[0]?.pid);
      await findInstallation(transaction, 'abc123');
    });
    await expect(attempt).rejects.toMatchObject(unavailable);
    expect(await findInstallation(db, 'abc123')).toBeUndefined();
  });

  it('ends a statement that takes too long', async () => {
    const db = connect(await engine.createUrl(), impatient);
    const began = performance.now();
    await expect(sql`select pg_sleep(60)`.execute(db)).rejects.toMatchObject(unavailable);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('whose connections are all taken is an outage soon', async () => {
    const db = connect(await engine.createUrl(), impatient);
    const sleepers = Array.from({ length: 30 }, () => sql`select pg_sleep(60)`.execute(db));
    for (const sleeper of await Promise.allSettled(sleepers)) {
      expect(sleeper).toMatchObject({ status: 'rejected', reason: unavailable });
    }
  });

  it('gives a migration far more time than a request', async () => {
    const url = await engine.createUrl();
    const watcher = connect(url);
    await sql`create table seen (time_limit text)`.execute(watcher);
    await sql`create function watch() returns event_trigger language plpgsql
      as 'begin insert into seen values (current_setting(''statement_timeout'')); end'`.execute(watcher);
    await sql`create event trigger watch on ddl_command_start execute function watch()`.execute(watcher);
    await (await openDatabase(url)).destroy();
    expect((await sql`select distinct time_limit from seen`.execute(watcher)).rows).toEqual([
      { timeLimit: '10min' },
    ]);
  });

  it('lets a server wait for another that migrates', async () => {
    const url = await engine.createUrl();
    const other = new Client({ connectionString: url });
    await other.connect();
    await other.query(`select pg_advisory_lock(${migrationLock})`);
    const opening = openDatabase(url);
    const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted`;
    while ((await other.query(waiting)).rowCount === 0) expect(opening).toBeInstanceOf(Promise);
    await other.end();
    const db = await opening;
    await expect(findInstallation(db, 'abc123')).resolves.toBeUndefined();
    await db.destroy();
  });
});

describe('a PostgreSQL server that stops', () => {
  it('is an outage at once, in use or not', { timeout: 60_000 }, async () => {
    const server = await startPostgres();
    const db = await openDatabase(server.url);
    await saveInstallationWithUser(db, createInstallation(), createSeenUser());
    await server.stop();
    const began = performance.now();
    await expect(findInstallation(db, 'abc123')).rejects.toMatchObject(unavailable);
    await expect(saveInstallationWithUser(db, createInstallation(), createSeenUser())).rejects.toMatchObject(
      unavailable,
    );
    await expect(pingDatabase(db, 1_000)).rejects.toMatchObject(unavailable);
    expect(performance.now() - began).toBeLessThan(3_000);
    await db.destroy();
  });
});
