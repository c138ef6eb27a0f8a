import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoreAccess } from '../../../lib/bigcommerce/client';
import type { CustomerSettings } from '../../../lib/settings/customer-settings';
import { pickFields } from '../../../lib/settings/diff';
import { secondLookMs, settlingMs } from '../../../lib/settings/last-known';
import type { Store } from '../../../sandbox/sandbox.ts';
import { createPostgresEngine, createSqliteEngine } from '../database/engines';
import { type Server, TwoServers } from './two-servers';

describe.each([createSqliteEngine(), createPostgresEngine()])(
  'reads that are older than a write on $name',
  (engine) => {
    let servers: TwoServers;
    let here: Server;
    let there: Server;
    let store: Store;
    let access: StoreAccess;

    beforeAll(async () => {
      servers = await TwoServers.start(engine);
      ({ here, there } = servers);
    });
    beforeEach(async () => {
      ({ store, access } = await servers.addStore());
    });
    afterAll(() => servers.stop());

    const save = (server: Server, seen: CustomerSettings, changes: CustomerSettings, userId = 1) =>
      servers.save(server, access, { seen, changes, userId });
    const read = (server: Server) => servers.read(server, access);
    const rows = async () =>
      (await servers.history(access)).map(({ source, status, before, requested }) => ({
        what: `${source} ${status}`,
        before,
        requested,
      }));
    const kinds = async () => (await rows()).map(({ what }) => what);
    const url = (name: string) => ({ policyUrl: `https://${name}.example/` });

    it('show what the app wrote, record nothing and delay no save', async () => {
      const seen = await read(here);
      store.options.staleReadMs = [3_000, 3_000];
      const saved = await save(here, seen, url('first'));
      for (let second = 0; second < 4; second++) {
        for (const server of [here, there]) {
          expect(await read(server)).toEqual(saved.settings);
          await server.observer.observe(access, null);
        }
        servers.wall += 1_000;
      }
      expect(await kinds()).toEqual(['app applied']);
    });

    it('are no conflict for the next save, which is decided by what we know', async () => {
      const seen = await read(here);
      store.options.staleReadMs = [3_000, 3_000];
      const saved = await save(here, seen, url('first'));
      servers.wall += 10;
      // The old read shows this value: without what we know there would be nothing to write.
      const back = await save(
        here,
        saved.settings,
        pickFields(seen, (field) => field === 'policyUrl'),
      );
      expect(back.changeId).not.toBeNull();
      expect(store.settings.privacy_settings.policy_url).toBe(seen.policyUrl);
      servers.wall += 10;
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
      servers.wall += 10;
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
      servers.wall += 10;
      store.changeSettings({ privacy_settings: { policy_url: url('elsewhere').policyUrl } });
      expect((await read(there)).policyUrl).toBe(url('elsewhere').policyUrl);
      expect(await kinds()).toEqual(['app applied', 'outside applied']);
    });

    it('are told from a return to the old value by a second look after the settling time', async () => {
      const seen = await read(here);
      const saved = await save(here, seen, url('first'));
      servers.wall += 10;
      store.changeSettings({ privacy_settings: { policy_url: seen.policyUrl } });
      expect(await read(here)).toEqual(saved.settings);
      expect(servers.planned).toEqual([servers.wall - 10 + settlingMs]);
      servers.wall += settlingMs;
      expect(await read(here)).toEqual(saved.settings);
      servers.wall += 1_000;
      expect(await read(there)).toEqual(saved.settings);
      expect(await kinds()).toEqual(['app applied']);
      servers.wall += secondLookMs - 1_000;
      expect(await read(there)).toEqual(seen);
      // The tag is over values: it returns with them, and not before.
      servers.wall += 10;
      const back = await save(there, seen, url('next'), 2);
      expect(back.settings.policyUrl).toBe(url('next').policyUrl);
      expect(await rows()).toEqual([
        { what: 'app applied', before: { policyUrl: seen.policyUrl }, requested: url('first') },
        { what: 'outside applied', before: url('first'), requested: { policyUrl: seen.policyUrl } },
        { what: 'app applied', before: { policyUrl: seen.policyUrl }, requested: url('next') },
      ]);
    });

    it('make a save wait for the second look', async () => {
      const seen = await read(here);
      const saved = await save(here, seen, url('first'));
      store.changeSettings({ privacy_settings: { policy_url: seen.policyUrl } });
      servers.wall += settlingMs;
      const before = servers.wall;
      await expect(save(there, saved.settings, url('second'), 2)).rejects.toMatchObject({
        code: 'settings_changed',
        details: { data: { privacy_settings: { policy_url: seen.policyUrl } } },
      });
      expect(servers.wall - before).toBeGreaterThanOrEqual(secondLookMs);
      expect(await kinds()).toEqual(['app applied', 'outside applied']);
    });

    it('from a replica that is behind record one change from elsewhere once', async () => {
      store.options.replicaLagMs = 4_000;
      store.changeSettings({ privacy_settings: { policy_url: url('elsewhere').policyUrl } });
      const shown = new Set<unknown>();
      for (let times = 0; times < 12; times++) {
        servers.wall += 500;
        shown.add((await read(times % 3 === 0 ? there : here)).policyUrl);
      }
      expect(await kinds()).toEqual(['outside applied']);
      expect((await read(here)).policyUrl).toBe(url('elsewhere').policyUrl);
      expect([...shown].at(-1)).toBe(url('elsewhere').policyUrl);
      expect(shown.size, 'what was shown once is not taken back').toBeLessThanOrEqual(2);
    });

    it('keep null apart from the values of a storefront', async () => {
      store.options.staleReadMs = [2_000, 2_000];
      const seen = await servers.read(here, access, 1);
      const scope = { channelId: 1 };
      const own = await servers.save(here, access, { ...scope, seen, changes: { trackingConsent: false } });
      servers.wall += 10;
      const inherited = await servers.save(here, access, {
        ...scope,
        seen: own.settings,
        changes: { trackingConsent: null },
      });
      expect(await servers.read(here, access, 1)).toEqual(inherited.settings);
      expect(inherited.settings.trackingConsent).toBeNull();
      expect(await kinds()).toEqual(['app applied', 'app applied']);
    });
  },
);
