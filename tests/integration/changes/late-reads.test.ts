import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BigCommerceClient,
  createBigCommerceClient,
  type StoreAccess,
} from '../../../lib/bigcommerce/client';
import { createSettingsObserver, type SettingsObserver } from '../../../lib/changes/settings-observer';
import { createDatabase, type Database } from '../../../lib/database/database';
import { migrateDatabase } from '../../../lib/database/migrate';
import type { CustomerSettings } from '../../../lib/settings/customer-settings';
import { pickFields } from '../../../lib/settings/diff';
import { secondLookMs, settlingMs } from '../../../lib/settings/last-known';
import { type Sandbox, startSandbox, type Store } from '../../../sandbox/sandbox.ts';
import { createPostgresEngine, createSqliteEngine } from '../database/engines';
import { addInstalledStore, sandboxApp, saveInOrder, silentLog } from './saving-store';

/** An app server: connections of its own, one clock for all. */
interface Server {
  database: Database;
  client: BigCommerceClient;
  observer: SettingsObserver;
}

describe.each([createSqliteEngine(), createPostgresEngine()])(
  'reads that are older than a write on $name',
  (engine) => {
    let wall = Date.now();
    const now = () => wall;
    const planned: number[] = [];
    const lookAgain = (_scope: unknown, at: number) => planned.push(at);
    let sandbox: Sandbox;
    let here: Server;
    let there: Server;
    let store: Store;
    let access: StoreAccess;

    beforeAll(async () => {
      await engine.start();
      const url = await engine.createUrl();
      sandbox = await startSandbox({ app: sandboxApp, seed: 'empty', quiet: true, now });
      const createServer = (): Server => {
        const database = createDatabase(url);
        const client = createBigCommerceClient({ apiUrl: sandbox.url });
        const observer = createSettingsObserver({
          database,
          now,
          lookAgain,
          bigCommerce: client,
          log: silentLog,
        });
        return { database, client, observer };
      };
      [here, there] = [createServer(), createServer()];
      await migrateDatabase(here.database);
    });
    beforeEach(async () => {
      wall += 3_600_000;
      planned.length = 0;
      ({ store, access } = await addInstalledStore(sandbox, here.database, 1));
      await here.observer.observe(access, null);
      await here.observer.observe(access, 1);
      wall += 3_600_000;
    });
    afterAll(async () => {
      for (const { database, client } of [here, there]) {
        await database.destroy();
        await client.close();
      }
      await sandbox.close();
      await engine.stop();
    });

    const save = (server: Server, seen: CustomerSettings, changes: CustomerSettings, userId = 1) =>
      saveInOrder(
        {
          database: server.database,
          now,
          lookAgain,
          log: silentLog,
          bigCommerce: server.client,
          wait: async (ms) => (wall += ms),
        },
        { access, channelId: null, userId, seen, changes },
      );
    const read = async (server: Server) => (await server.observer.readStore(access)).settings;
    const rows = async () =>
      (
        await here.database
          .selectFrom('changes')
          .select(['source', 'status', 'before', 'requested'])
          .where('storeHash', '=', access.storeHash)
          .orderBy('createdAt')
          .execute()
      ).map(({ source, status, before, requested }) => ({
        what: `${source} ${status}`,
        before: JSON.parse(before) as unknown,
        requested: JSON.parse(requested) as unknown,
      }));
    const kinds = async () => (await rows()).map(({ what }) => what);
    const url = (name: string) => ({ policyUrl: `https://${name}.example/` });

    it('show what we wrote, record nothing and stand in nobody’s way', async () => {
      const seen = await read(here);
      store.options.staleReadMs = [3_000, 3_000];
      const saved = await save(here, seen, url('first'));
      for (let second = 0; second < 4; second++) {
        for (const server of [here, there]) {
          expect(await read(server)).toEqual(saved.settings);
          await server.observer.observe(access, null);
        }
        wall += 1_000;
      }
      expect(await kinds()).toEqual(['app applied']);
    });

    it('are no conflict for the next save, which is decided by what we know', async () => {
      const seen = await read(here);
      store.options.staleReadMs = [3_000, 3_000];
      const saved = await save(here, seen, url('first'));
      wall += 10;
      // The old read shows this value: without what we know there would be nothing to write.
      const back = await save(
        here,
        saved.settings,
        pickFields(seen, (field) => field === 'policyUrl'),
      );
      expect(back.changeId).not.toBeNull();
      expect(store.settings.privacy_settings.policy_url).toBe(seen.policyUrl);
      wall += 10;
      const { settings } = await save(there, back.settings, url('third'), 2);
      expect(settings.policyUrl).toBe(url('third').policyUrl);
      expect(await rows()).toEqual([
        { what: 'app applied', before: { policyUrl: seen.policyUrl }, requested: url('first') },
        { what: 'app applied', before: url('first'), requested: { policyUrl: seen.policyUrl } },
        { what: 'app applied', before: { policyUrl: seen.policyUrl }, requested: url('third') },
      ]);
    });

    it('do not let a second person overwrite what she has not seen', async () => {
      const seen = await read(here);
      store.options.staleReadMs = [3_000, 3_000];
      await save(here, seen, url('first'));
      wall += 10;
      await expect(save(there, seen, url('second'), 2)).rejects.toMatchObject({
        code: 'settings_changed',
        details: { data: { privacy_settings: { policy_url: url('first').policyUrl } } },
      });
      expect(store.settings.privacy_settings.policy_url).toBe(url('first').policyUrl);
      expect(await kinds()).toEqual(['app applied']);
    });

    it('are told from a change that was made elsewhere at the same time', async () => {
      const seen = await read(here);
      await save(here, seen, url('first'));
      wall += 10;
      store.changeSettings({ privacy_settings: { policy_url: url('elsewhere').policyUrl } });
      expect((await read(there)).policyUrl).toBe(url('elsewhere').policyUrl);
      expect(await kinds()).toEqual(['app applied', 'outside applied']);
    });

    it('are told from a return to the old value by a second look after the settling time', async () => {
      const seen = await read(here);
      const saved = await save(here, seen, url('first'));
      wall += 10;
      store.changeSettings({ privacy_settings: { policy_url: seen.policyUrl } });
      expect(await read(here)).toEqual(saved.settings);
      expect(planned).toEqual([wall - 10 + settlingMs]);
      wall += settlingMs;
      expect(await read(here)).toEqual(saved.settings);
      wall += 1_000;
      expect(await read(there)).toEqual(saved.settings);
      expect(await kinds()).toEqual(['app applied']);
      wall += secondLookMs - 1_000;
      expect(await read(there)).toEqual(seen);
      expect(await rows()).toEqual([
        { what: 'app applied', before: { policyUrl: seen.policyUrl }, requested: url('first') },
        { what: 'outside applied', before: url('first'), requested: { policyUrl: seen.policyUrl } },
      ]);
    });

    it('make a save wait for the second look', async () => {
      const seen = await read(here);
      const saved = await save(here, seen, url('first'));
      store.changeSettings({ privacy_settings: { policy_url: seen.policyUrl } });
      wall += settlingMs;
      const before = wall;
      await expect(save(there, saved.settings, url('second'), 2)).rejects.toMatchObject({
        code: 'settings_changed',
        details: { data: { privacy_settings: { policy_url: seen.policyUrl } } },
      });
      expect(wall - before).toBeGreaterThanOrEqual(secondLookMs);
      expect(await kinds()).toEqual(['app applied', 'outside applied']);
    });

    it('from a replica that is behind record one change from elsewhere once', async () => {
      store.options.replicaLagMs = 4_000;
      store.changeSettings({ privacy_settings: { policy_url: url('elsewhere').policyUrl } });
      const shown = new Set<string | null | undefined>();
      for (let times = 0; times < 12; times++) {
        wall += 500;
        shown.add((await read(times % 3 === 0 ? there : here)).policyUrl);
      }
      expect(await kinds()).toEqual(['outside applied']);
      expect((await read(here)).policyUrl).toBe(url('elsewhere').policyUrl);
      expect([...shown].at(-1)).toBe(url('elsewhere').policyUrl);
      expect(shown.size, 'what was shown once is not taken back').toBeLessThanOrEqual(2);
    });

    it('keep null apart from the values of a storefront', async () => {
      const server = here;
      const scope = { access, channelId: 1, userId: 1 };
      const dependencies = { database: server.database, now, log: silentLog, bigCommerce: server.client };
      store.options.staleReadMs = [2_000, 2_000];
      const { settings: seen } = await server.observer.readStorefront(access, 1);
      const own = await saveInOrder(dependencies, { ...scope, seen, changes: { trackingConsent: false } });
      wall += 10;
      const inherited = await saveInOrder(dependencies, {
        ...scope,
        seen: own.settings,
        changes: { trackingConsent: null },
      });
      expect((await server.observer.readStorefront(access, 1)).settings).toEqual(inherited.settings);
      expect(inherited.settings.trackingConsent).toBeNull();
      expect(await kinds()).toEqual(['app applied', 'app applied']);
    });
  },
);
