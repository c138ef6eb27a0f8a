import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database, openDatabase } from '../../../lib/database/database';
import {
  findInstallation,
  saveInstallation,
  saveInstallationWithUser,
} from '../../../lib/database/installations';
import { asTenant } from '../../../lib/database/tenant';
import { migrateDatabase } from '../../../lib/database/migrate';
import { pingDatabase } from '../../../lib/database/ping';
import { requestTimeLimits, type TimeLimits } from '../../../lib/database/time-limits';
import { withTransaction } from '../../../lib/database/transaction';
import { startPostgres } from '../../postgres';
import { createPostgresEngine } from './engines';
import { createFreshDatabases } from './fresh-databases';
import { expectSooner } from './sooner';
import { createInstallation, createSeenUser } from './store-record';
import { startTcpRelay, type TcpRelay } from './tcp-relay';

/** For connections that nobody answers. */
const hasty = { connectMs: 300, statementMs: 300 };
/** For statements that nobody answers; a connection is there first, however busy the machine is. */
const impatient = { ...requestTimeLimits, statementMs: 1_000 };
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

  /** A migrated database behind a relay; `patient` has the time limits of a request. */
  async function connectThroughRelay(
    limits: TimeLimits,
  ): Promise<{ db: Database; patient: Database; relay: TcpRelay }> {
    const direct = new URL(await engine.createUrl());
    await migrateDatabase(connect(direct.href));
    relay = await startTcpRelay(Number(direct.port));
    const relayed = new URL(direct);
    relayed.port = String(relay.port);
    return { db: connect(relayed.href, limits), patient: connect(relayed.href), relay };
  }

  it('that accepts but never speaks is an outage soon', async () => {
    const { db, patient, relay: network } = await connectThroughRelay(hasty);
    network.freeze();
    const waiting = findInstallation(patient, 'abc123');
    await expectSooner(expect(findInstallation(db, 'abc123')).rejects.toMatchObject(unavailable), waiting);
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
      const read = () => asTenant('healthy1', () => findInstallation(db, 'healthy1'));
      await expectSooner(Promise.all(Array.from({ length: 20 }, read)), Promise.race(saves));
    });
    await Promise.all(saves);
    expect(await findInstallation(db, 'locked1')).toMatchObject({ uninstalledAt: 5 });
  });

  it('that goes silent is an outage soon, and is used again when it is back', async () => {
    const { db, patient, relay: network } = await connectThroughRelay(impatient);
    await saveInstallation(db, createInstallation());
    await findInstallation(patient, 'abc123');
    network.freeze();
    const waiting = findInstallation(patient, 'abc123');
    const attempts = Promise.allSettled([findInstallation(db, 'abc123'), pingDatabase(db, 100)]);
    await expectSooner(attempts, waiting);
    for (const attempt of await attempts) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: unavailable });
    }
    network.thaw();
    expect(await findInstallation(db, 'abc123')).toBeDefined();
  });

  it('that goes silent within a transaction is an outage once, not again for the rollback', async () => {
    const { db, relay: network } = await connectThroughRelay(impatient);
    const relayed = new URL(await engine.createUrl());
    relayed.port = String(network.port);
    // Less patient than two attempts in a row that are not answered.
    const once = connect(relayed.href, { ...impatient, connectMs: 2_400 });
    let sayFrozen: () => void = () => undefined;
    const frozen = new Promise<void>((resolve) => (sayFrozen = resolve));
    const attempt = withTransaction(db, async (transaction) => {
      await saveInstallation(transaction, createInstallation());
      network.freeze();
      sayFrozen();
      await findInstallation(transaction, 'abc123');
    });
    const refused = expect(attempt).rejects.toMatchObject(unavailable);
    await frozen;
    await expectSooner(refused, findInstallation(once, 'abc123'));
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
    expect((await sql`show statement_timeout`.execute(db)).rows).toEqual([{ statementTimeout: '1s' }]);
    await expect(sql`select pg_sleep(60)`.execute(db)).rejects.toMatchObject(unavailable);
  });

  it('whose connections are all taken is an outage soon', async () => {
    const db = connect(await engine.createUrl(), hasty);
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
    const silent = await startTcpRelay(Number(new URL(server.url).port));
    silent.freeze();
    await server.stop();
    const other = createDatabase(server.url.replace(/:\d+\//, `:${silent.port}/`));
    const waiting = findInstallation(other, 'abc123');
    const attempts = Promise.allSettled([
      findInstallation(db, 'abc123'),
      saveInstallationWithUser(db, createInstallation(), createSeenUser()),
      pingDatabase(db, 1_000),
    ]);
    await expectSooner(attempts, waiting);
    for (const attempt of await attempts)
      expect(attempt).toMatchObject({ status: 'rejected', reason: unavailable });
    await silent.stop();
    await Promise.all([db.destroy(), other.destroy()]);
  });
});
