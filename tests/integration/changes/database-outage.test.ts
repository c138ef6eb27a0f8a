import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BigCommerceClient,
  createBigCommerceClient,
  type StoreAccess,
} from '../../../lib/bigcommerce/client';
import { fromWireSettings } from '../../../lib/settings/wire';
import { leaseMs } from '../../../lib/changes/lease';
import { createSettingsObserver } from '../../../lib/changes/settings-observer';
import { renewLease } from '../../../lib/database/changes';
import { createDatabase, type Database } from '../../../lib/database/database';
import { migrateDatabase } from '../../../lib/database/migrate';
import { createLog, type Log } from '../../../lib/log';
import { settlingMs } from '../../../lib/settings/last-known';
import { type Sandbox, startSandbox, type Store } from '../../../sandbox/sandbox.ts';
import { createPostgresEngine, createSqliteEngine, type Engine } from '../database/engines';
import { startTcpRelay } from '../database/tcp-relay';
import { addInstalledStore, sandboxApp, saveInOrder } from './saving-store';

const limits = { connectMs: 300, statementMs: 300 };

/** A way to take the database away and to give it back. */
interface Outage {
  url: string;
  begin: () => void;
  end: () => void;
  stop: () => Promise<void>;
}

/** Another process holds the file's lock for longer than the app waits. */
function lockFile(url: string): Outage {
  let file: DatabaseSync | undefined;
  const end = () => {
    file?.close();
    file = undefined;
  };
  return {
    url,
    begin: () => {
      file = new DatabaseSync(url.slice('sqlite:'.length));
      file.exec('begin immediate');
    },
    end,
    stop: async () => end(),
  };
}

/** The network to the server goes dead. */
async function cutNetwork(url: string): Promise<Outage> {
  const relay = await startTcpRelay(Number(new URL(url).port));
  const relayed = new URL(url);
  relayed.port = String(relay.port);
  return {
    url: relayed.href,
    begin: () => relay.freeze(),
    end: () => relay.thaw(),
    stop: () => relay.stop(),
  };
}

async function createOutage(engine: Engine): Promise<Outage> {
  const url = await engine.createUrl();
  const direct = createDatabase(url);
  await migrateDatabase(direct);
  await direct.destroy();
  return engine.name === 'SQLite' ? lockFile(url) : cutNetwork(url);
}

describe.each([createSqliteEngine(), createPostgresEngine()])(
  'a database that goes away on $name',
  (engine) => {
    let sandbox: Sandbox;
    let client: BigCommerceClient;
    let outage: Outage;
    let database: Database;
    let store: Store;
    let access: StoreAccess;
    let lines: string[];
    let log: Log;
    beforeAll(async () => {
      await engine.start();
      sandbox = await startSandbox({ app: sandboxApp, seed: 'empty', quiet: true });
      client = createBigCommerceClient({ apiUrl: sandbox.url });
    });
    beforeEach(async () => {
      outage = await createOutage(engine);
      database = createDatabase(outage.url, limits);
      ({ store, access } = await addInstalledStore(sandbox, database));
      lines = [];
      log = createLog('info', { write: (line) => lines.push(line) });
      sandbox.requests.clear();
      await createObserver().observe(access, null);
    });
    afterEach(async () => {
      outage.end();
      await database.destroy();
      await outage.stop();
    });
    afterAll(async () => {
      await client.close();
      await sandbox.close();
      await engine.stop();
    });

    const createObserver = (bigCommerce = client) =>
      createSettingsObserver({ database, bigCommerce, log, now: () => Date.now() + leaseMs + settlingMs });
    const seen = () => fromWireSettings(store.settings, null);
    const writes = () => sandbox.requests.list({ method: 'PUT' }).length;
    const statuses = async () =>
      (await database.selectFrom('changes').select(['source', 'status']).execute()).map(
        ({ source, status }) => `${source} ${status}`,
      );

    /** The database goes once BigCommerce has answered such a call. */
    function goneAfter(method: 'GET' | 'PUT'): BigCommerceClient {
      return {
        ...client,
        async call(caller, call) {
          const answer = await client.call(caller, call);
          if (call.method === method) outage.begin();
          return answer;
        },
      };
    }

    const save = (bigCommerce: BigCommerceClient) =>
      saveInOrder(
        { database, now: () => Date.now(), log, bigCommerce },
        { access, channelId: null, userId: 1, seen: seen(), changes: { policyUrl: '' } },
      );

    it('before the trace: nothing is written', async () => {
      await expect(save(goneAfter('GET'))).rejects.toMatchObject({ code: 'database_unavailable' });
      expect(writes()).toBe(0);
      outage.end();
      expect(await statuses()).toEqual([]);
      expect((await save(client)).settings.policyUrl).toBe('');
      expect(await statuses()).toEqual(['app applied']);
    });

    it('before the mark: the person gets success, and the record is made up for by itself', async () => {
      expect((await save(goneAfter('PUT'))).settings.policyUrl).toBe('');
      expect(store.settings.privacy_settings.policy_url).toBe('');
      expect(lines.join('')).toContain('database_unavailable');
      outage.end();
      expect(await statuses()).toEqual(['app pending']);
      await expect.poll(statuses, { timeout: 20_000 }).toEqual(['app applied']);
    });

    it('while a refusal is recorded: the person gets the refusal', async () => {
      sandbox.faults.add({ kind: 'status', status: 423, times: 1, match: { method: 'PUT' } });
      const gone: BigCommerceClient = {
        ...client,
        call: (caller, call) =>
          client.call(caller, call).catch((error: unknown) => {
            outage.begin();
            throw error;
          }),
      };
      await expect(save(gone)).rejects.toMatchObject({ code: 'store_locked' });
      outage.end();
      await createObserver().observe(access, null);
      expect(await statuses()).toEqual(['app failed']);
    });

    it('while settings are read: the read is answered, and the comparison made up for later', async () => {
      store.changeSettings({ privacy_settings: { policy_url: '' } });
      const { settings } = await createObserver(goneAfter('GET')).readStore(access);
      expect(settings.policyUrl).toBe('');
      expect(lines.join('')).toContain('settings not compared');
      outage.end();
      expect(await statuses()).toEqual([]);
      await createObserver().readStore(access);
      expect(await statuses()).toEqual(['outside applied']);
    });
  },
);

describe('a scope that another save is writing to', () => {
  it('is waited for, and given up with a word of when to try again', async () => {
    const engine = createSqliteEngine();
    await engine.start();
    const database = createDatabase(await engine.createUrl());
    await migrateDatabase(database);
    const sandbox = await startSandbox({ app: sandboxApp, seed: 'empty', quiet: true });
    const client = createBigCommerceClient({ apiUrl: sandbox.url });
    const { store, access } = await addInstalledStore(sandbox, database);
    const seen = fromWireSettings(store.settings, null);
    let wall = Date.now();
    const log = createLog('silent');
    const order = { access, channelId: null, seen };
    const now = () => wall;
    let answerFirst: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answerFirst = resolve));
    let reached: () => void = () => undefined;
    const writing = new Promise<void>((resolve) => (reached = resolve));
    const slow: BigCommerceClient = {
      ...client,
      async call(caller, call) {
        if (call.method === 'PUT') {
          reached();
          await held;
        }
        return client.call(caller, call);
      },
    };
    const first = saveInOrder(
      { database, now, log, bigCommerce: slow },
      { ...order, userId: 1, changes: { policyUrl: '' } },
    );
    await writing;
    const steps: number[] = [];
    const wait = async (ms: number) => {
      steps.push(ms);
      wall += ms;
      // The first save is at work by its own clock, and renews its lease.
      const { id } = await database.selectFrom('changes').select('id').executeTakeFirstOrThrow();
      await renewLease(database, id, wall + leaseMs);
    };
    const asked = sandbox.requests.list().length;
    const second = saveInOrder(
      { database, now, log, wait, bigCommerce: client },
      { ...order, userId: 2, changes: { policyUrl: 'https://second.example/' } },
    );
    // The lease was just renewed: the scope is free by then at the latest.
    const details = { retryAfterSeconds: leaseMs / 1_000 };
    await expect(second).rejects.toMatchObject({ code: 'settings_busy', details });
    const waited = steps.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThanOrEqual(15_000);
    expect(waited).toBeLessThan(15_200);
    expect(sandbox.requests.list().length, 'BigCommerce is not asked meanwhile').toBe(asked);
    answerFirst();
    expect((await first).settings.policyUrl).toBe('');
    await database.destroy();
    await client.close();
    await sandbox.close();
    await engine.stop();
  });
});
