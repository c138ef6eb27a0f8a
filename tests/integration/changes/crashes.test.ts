import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BigCommerceClient,
  createBigCommerceClient,
  type StoreAccess,
} from '../../../lib/bigcommerce/client';
import { leaseMs } from '../../../lib/changes/lease';
import { createSettingsObserver } from '../../../lib/changes/settings-observer';
import { createDatabase, type Database } from '../../../lib/database/database';
import { migrateDatabase } from '../../../lib/database/migrate';
import { startWorldOn } from '../../harness/engines.ts';
import { installApp } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { settlingMs } from '../../../lib/settings/last-known';
import { type Sandbox, startSandbox, type Store } from '../../../sandbox/sandbox.ts';
import { createPostgresEngine, createSqliteEngine } from '../database/engines';
import { savingSteps } from './save-steps';
import { startSaving } from './saving-processes';
import { addInstalledStore, sandboxApp, silentLog } from './saving-store';

const killsInAll = 100;
/** Processes at once, each with a storefront of its own. */
const lanes = 4;

/**
 * Where a process dies. Besides the steps at which it stays: as soon as BigCommerce has written and does not answer, and
 * as soon as BigCommerce has the request, whatever the process is at by then.
 */
const deaths = [...savingSteps, 'in the write', 'any time from the write on'] as const;

describe.each([createSqliteEngine(), createPostgresEngine()])(
  'a save killed at any moment on $name',
  (engine) => {
    let sandbox: Sandbox;
    let databaseUrl: string;
    let database: Database;
    let store: Store;
    let access: StoreAccess;
    let client: BigCommerceClient;
    beforeAll(async () => {
      await engine.start();
      databaseUrl = await engine.createUrl();
      database = createDatabase(databaseUrl);
      await migrateDatabase(database);
      sandbox = await startSandbox({ app: sandboxApp, seed: 'empty', quiet: true });
      client = createBigCommerceClient({ apiUrl: sandbox.url });
      ({ store, access } = await addInstalledStore(sandbox, database, lanes));
    });
    afterAll(async () => {
      await client.close();
      await database.destroy();
      await sandbox.close();
      await engine.stop();
    });

    const urlOf = (channelId: number) => store.settingsOfChannel(channelId).privacy_settings.policy_url;

    /** The next server to look, after the time that a dead one had. */
    const observer = () =>
      createSettingsObserver({
        database,
        bigCommerce: client,
        log: silentLog,
        now: () => Date.now() + leaseMs + settlingMs,
      });

    async function untilAsked(channelId: number, from: number): Promise<void> {
      const path = new RegExp(`/channels/${channelId}$`);
      const asked = () => sandbox.requests.list({ method: 'PUT', path }).length;
      await expect.poll(asked, { interval: 1, timeout: 60_000 }).toBeGreaterThan(from);
    }

    async function killOne(
      channelId: number,
      death: (typeof deaths)[number],
      url: string,
      requestId: string,
    ) {
      const stays = savingSteps.find((step) => step === death) ?? null;
      const writes = sandbox.requests.list({
        method: 'PUT',
        path: new RegExp(`/channels/${channelId}$`),
      }).length;
      const match = { method: 'PUT', path: `/v3/customers/settings/channels/${channelId}` };
      const clear =
        death === 'in the write'
          ? sandbox.faults.add({ kind: 'timeout', applied: true, match })
          : () => undefined;
      const order = { databaseUrl, apiUrl: sandbox.url, access, channelId, requestId, stayAt: stays };
      const saving = startSaving({ ...order, changes: { policyUrl: url } });
      if (stays !== null) await saving.until(stays);
      else await untilAsked(channelId, writes);
      await saving.kill();
      clear();
    }

    async function rowsOf(requestId: string) {
      return database
        .selectFrom('changes')
        .select(['status', 'stored', 'channelId'])
        .where('requestId', '=', requestId)
        .execute();
    }

    /** @returns how it ended */
    async function checkOne(
      channelId: number,
      death: (typeof deaths)[number],
      index: number,
    ): Promise<string> {
      const url = `https://shop.example/${engine.name}/${index}`;
      const requestId = randomUUID();
      await killOne(channelId, death, url, requestId);
      await observer().observe(access, channelId);
      const written = urlOf(channelId) === url;
      const rows = await rowsOf(requestId);
      expect(rows.length, 'a write has one trace').toBeLessThanOrEqual(1);
      const status = rows[0]?.status ?? 'none';
      expect(status === 'applied', `${death}: written ${String(written)}, trace ${status}`).toBe(written);
      if (written) expect(JSON.parse(rows[0]?.stored ?? '{}')).toEqual({ policyUrl: url });
      else expect(['none', 'failed']).toContain(status);
      return `${death}: ${written ? 'written' : 'not written'}, trace ${status}`;
    }

    it(
      `has a trace of each write, and no trace of a write that was not: ${killsInAll} times`,
      { timeout: 300_000 },
      async () => {
        const ends: string[] = [];
        let next = 0;
        async function work(channelId: number): Promise<void> {
          while (next < killsInAll) {
            const index = next++;
            ends.push(await checkOne(channelId, deaths[index % deaths.length] ?? 'in the write', index));
          }
        }
        await Promise.all(store.channels.map(({ id }) => work(id)));
        expect(ends).toHaveLength(killsInAll);
        const outside = await database
          .selectFrom('changes')
          .select('id')
          .where('source', '=', 'outside')
          .execute();
        expect(outside, 'no write of the app is recorded as a change from outside').toEqual([]);
        const pending = await database
          .selectFrom('changes')
          .select('id')
          .where('status', '=', 'pending')
          .execute();
        expect(pending).toEqual([]);
        const counts = Map.groupBy(ends, (end) => end);
        const lines = [...counts].map(([end, times]) => `  ${times.length} × ${end}`).sort();
        process.stdout.write(`${engine.name}: ${ends.length} processes killed\n${lines.join('\n')}\n`);
        // Each step was really met: what dies before the write writes nothing, what dies after has written.
        const ended = (death: string, kind: string) =>
          ends.filter((end) => end.startsWith(`${death}: ${kind}`));
        expect(ended('before the trace', 'not written, trace none').length).toBeGreaterThanOrEqual(16);
        expect(ended('before the write', 'not written, trace failed').length).toBeGreaterThanOrEqual(16);
        for (const death of ['in the write', 'before the mark', 'after the mark'])
          expect(ended(death, 'written, trace applied').length).toBeGreaterThanOrEqual(16);
      },
    );
  },
);

describe.each(['SQLite', 'PostgreSQL'] as const)('the server killed while it saves on %s', (engine) => {
  it('finds out what became of the change once it is back', async () => {
    const world = await startWorldOn(engine);
    const database = createDatabase(world.environment.DATABASE_URL ?? '');
    const client = createBigCommerceClient({ apiUrl: world.sandbox.url });
    const observer = createSettingsObserver({
      database,
      bigCommerce: client,
      log: silentLog,
      now: () => Date.now() + leaseMs + settlingMs,
    });
    const faults = [
      { fault: { kind: 'timeout' }, method: 'GET', written: false, trace: undefined },
      { fault: { kind: 'timeout' }, method: 'PUT', written: false, trace: 'failed' },
      { fault: { kind: 'timeout', applied: true }, method: 'PUT', written: true, trace: 'applied' },
    ] as const;
    for (const { fault, method, written, trace } of faults) {
      const store = addTestStore(world.sandbox);
      const person = await installApp(world, store.hash);
      const { etag } = await person.getSettings();
      const match = { storeHash: store.hash, method, path: '/v3/customers/settings' };
      const asked = () =>
        world.sandbox.requests.list({ storeHash: store.hash, method, path: match.path }).length;
      const before = asked();
      const clear = world.sandbox.faults.add({ ...fault, match });
      const saving = person.putSettings({ privacy_settings: { policy_url: '' } }, etag).catch(() => null);
      await expect.poll(asked).toBeGreaterThan(before);
      await world.app.kill();
      expect(await saving).toBeNull();
      clear();
      await world.restartApp();
      const accessToken = store.installation?.accessToken ?? '';
      await observer.observe({ storeHash: store.hash, accessToken }, null);
      expect(store.settings.privacy_settings.policy_url === '').toBe(written);
      const rows = await database
        .selectFrom('changes')
        .select('status')
        .where('storeHash', '=', store.hash)
        .execute();
      expect(rows.map(({ status }) => status)).toEqual(trace === undefined ? [] : [trace]);
      // And the person can go on.
      const again = await person.putSettings({ privacy_settings: { policy_url: 'https://shop.example/on' } });
      expect(again.status).toBe(200);
    }
    await client.close();
    await database.destroy();
    await world.stop();
  });
});
