import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoreAccess } from '../../../lib/bigcommerce/client';
import { leaseMs } from '../../../lib/changes/lease';
import { claimScope } from '../../../lib/database/changes';
import { findScopeStanding } from '../../../lib/database/known-settings';
import { pickFields } from '../../../lib/settings/diff';
import { settlingMs } from '../../../lib/settings/last-known';
import type { Store } from '../../../sandbox/sandbox.ts';
import { createPostgresEngine, createSqliteEngine } from '../database/engines';
import { type Server, TwoServers } from './two-servers';

const first = { policyUrl: 'https://first.example/' };
const second = { policyUrl: 'https://second.example/' };

describe.each([createSqliteEngine(), createPostgresEngine()])(
  'a write that was given up on $name',
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

    /** A save whose writes are neither answered nor done; they are done when the test says so. */
    async function giveUp(): Promise<() => void> {
      const match = { storeHash: access.storeHash, method: 'PUT' };
      const clear = servers.sandbox.faults.add({ kind: 'cut', at: 'before-headers', match });
      const seen = await servers.read(here, access);
      await expect(servers.save(here, access, { seen, changes: first })).rejects.toMatchObject({
        code: 'store_unavailable',
      });
      clear();
      return () => store.changeSettings({ privacy_settings: { policy_url: first.policyUrl } });
    }

    it('is watched for minutes', async () => {
      await giveUp();
      const last = Math.max(...servers.planned);
      expect(last - servers.wall).toBeGreaterThan(5 * 60_000);
      expect(await servers.history(access)).toMatchObject([{ status: 'pending' }]);
    });

    it('is applied where it arrives with nothing newer there, on another server too', async () => {
      const arrive = await giveUp();
      servers.wall += settlingMs + 1;
      await there.observer.observe(access, null);
      expect(await servers.history(access)).toMatchObject([{ status: 'failed' }]);
      servers.wall += 60_000;
      arrive();
      await there.observer.observe(access, null);
      expect(await servers.history(access)).toMatchObject([{ status: 'applied', stored: first, late: null }]);
    });

    it('is recorded as late over the newer change where it arrives over that', async () => {
      const arrive = await giveUp();
      const seen = await servers.read(there, access);
      servers.wall += 5_000;
      const newer = await servers.save(there, access, { seen, changes: second, userId: 2 });
      servers.wall += 20_000;
      arrive();
      expect((await servers.read(there, access)).policyUrl).toBe(first.policyUrl);
      const [given, saved, late, ...others] = await servers.history(access);
      expect(others).toEqual([]);
      expect(given).toMatchObject({ status: 'failed', author: { userId: 1 } });
      expect(saved).toMatchObject({ id: newer.changeId, status: 'applied' });
      expect(late).toMatchObject({
        source: 'app',
        status: 'applied',
        author: { userId: 1 },
        before: second,
        requested: first,
        stored: first,
        late: { of: given?.id, over: newer.changeId },
      });
      // The newer values can be brought back, and stay.
      servers.wall += 1_000;
      const current = await servers.read(here, access);
      await servers.save(here, access, { seen: current, changes: late?.before ?? {}, userId: 2 });
      servers.wall += 60_000;
      expect((await servers.read(there, access)).policyUrl).toBe(second.policyUrl);
      expect(await servers.history(access)).toHaveLength(4);
    });

    it('that the platform carries out after the connection was cut is found by the next read', async () => {
      const match = { storeHash: access.storeHash, method: 'PUT' };
      const clear = servers.sandbox.faults.add({ kind: 'late-write', ms: 200, cut: true, match });
      const seen = await servers.read(here, access);
      const saving = servers.save(here, access, { seen, changes: first });
      await saving.catch((error: unknown) => expect(error).toMatchObject({ code: 'store_unavailable' }));
      clear();
      await expect.poll(() => store.settings.privacy_settings.policy_url).toBe(first.policyUrl);
      servers.wall += 10;
      expect((await servers.read(there, access)).policyUrl).toBe(first.policyUrl);
      expect(await servers.history(access)).toMatchObject([{ status: 'applied', stored: first }]);
    });

    it('keeps its scope for the time of a lease at most, where its server is gone', async () => {
      const scope = { storeHash: access.storeHash, channelId: null };
      const { known } = await findScopeStanding(here.database, scope);
      const change = {
        ...scope,
        id: randomUUID(),
        source: 'app',
        author: { userId: 1, role: 'user' },
        restoresId: null,
        before: pickFields(known?.settings ?? {}, (field) => field === 'policyUrl'),
        requested: first,
        names: {},
        note: null,
        requestId: null,
        createdAt: servers.wall,
      } as const;
      // As a server leaves it that is killed once BigCommerce has written.
      const leasedUntil = servers.wall + leaseMs;
      await claimScope(here.database, { change, version: known?.version ?? 0, groupId: null, leasedUntil });
      store.changeSettings({ privacy_settings: { policy_url: first.policyUrl } });
      const seen = await servers.read(there, access);
      const before = servers.wall;
      await servers.save(there, access, { seen, changes: second, userId: 2 });
      expect(servers.wall - before).toBeLessThanOrEqual(leaseMs + 200);
      expect(await servers.history(access)).toMatchObject([{ status: 'applied' }, { status: 'applied' }]);
    });
  },
);
