import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { StoreAccess } from '../../../lib/bigcommerce/client';
import { fromWireSettings, toWireSettings } from '../../../lib/settings/wire';
import { findScopeStanding } from '../../../lib/database/known-settings';
import type { CustomerSettings } from '../../../lib/settings/customer-settings';
import { leaseMs } from '../../../lib/changes/lease';
import { applySettings } from '../../../lib/settings/diff';
import { settlingMs } from '../../../lib/settings/last-known';
import type { Store } from '../../../sandbox/sandbox.ts';
import { createPostgresEngine, createSqliteEngine } from '../database/engines';
import { puttingBackSteps, savingSteps } from './save-steps';
import { startSaving } from './saving-processes';
import { TwoServers } from './two-servers';

const fills = ['null', '0', 'false', '""'] as const;
const levels = [
  ['the whole store', null],
  ['a storefront', 1],
] as const;

const steps = [...savingSteps, ...puttingBackSteps];

interface CutOffSave {
  seen: CustomerSettings;
  changes: CustomerSettings;
  channelId: number | null;
}

const held: CustomerSettings = {
  trackingConsent: true,
  trackingConsentOnCheckout: false,
  policyUrl: 'https://shop.example/privacy',
  guestCustomerGroupId: 1,
  defaultCustomerGroupId: 2,
};

describe.each([createSqliteEngine(), createPostgresEngine()])('a PUT that replaces on $name', (engine) => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await TwoServers.start(engine);
  });
  afterAll(() => servers.stop());

  const storedIn = (store: Store, channelId: number | null) =>
    fromWireSettings(channelId === null ? store.settings : store.settingsOfChannel(channelId), channelId);

  function setSome(store: Store, channelId: number | null, settings: CustomerSettings): void {
    const wire = { ...toWireSettings(settings) };
    if (channelId === null) store.changeSettings(wire);
    else store.changeChannelSettings(channelId, wire);
  }

  function setAll(store: Store, channelId: number | null, settings: CustomerSettings): void {
    setSome(store, channelId, channelId === null ? settings : { ...settings, allowGlobalLogins: true });
  }

  async function addFilledStore(channelId: number | null): Promise<{ store: Store; access: StoreAccess }> {
    const added = await servers.addStore();
    setAll(added.store, channelId, held);
    await servers.here.observer.observe(added.access, channelId);
    servers.wall += 3_600_000;
    await servers.here.database.deleteFrom('changes').execute();
    return added;
  }

  const putsOf = (access: StoreAccess) =>
    servers.sandbox.requests.list({ storeHash: access.storeHash, method: 'PUT' }).length;

  /** A save whose server ended between the write that emptied fields and the one that puts them back. */
  async function cutOff(channelId: number | null) {
    const { store, access } = await addFilledStore(channelId);
    store.options.putFill = 'null';
    const seen = storedIn(store, channelId);
    const changes = { policyUrl: 'https://shop.example/new' };
    await servers.endServerAt('before putting back', (server) =>
      servers.save(server, access, { seen, changes, channelId }),
    );
    return { store, access, seen, changes };
  }

  /** Once the lease is over, another server finds the save done or not done, and nothing lost. */
  async function findWhole(store: Store, access: StoreAccess, { seen, changes, channelId }: CutOffSave) {
    servers.wall += leaseMs + settlingMs;
    await servers.there.observer.observe(access, channelId);
    const stored = storedIn(store, channelId);
    const isWritten = stored.policyUrl === changes.policyUrl;
    expect(stored).toEqual(isWritten ? { ...seen, ...changes } : seen);
    expect(await servers.read(servers.there, access, channelId)).toEqual(stored);
    const rows = await servers.history(access);
    const [change] = rows;
    expect(rows.length).toBeLessThanOrEqual(1);
    expect(change?.status === 'applied').toBe(isWritten);
    expect(change?.sideEffects ?? null).toBeNull();
  }

  describe.each(levels)('the settings of %s', (_name, channelId) => {
    it.each(fills)(
      'with %s: puts back what was emptied, and sends the whole object from then on',
      async (fill) => {
        const { store, access } = await addFilledStore(channelId);
        store.options.putFill = fill;
        const seen = storedIn(store, channelId);
        const changes = { policyUrl: 'https://shop.example/new' };
        const saved = await servers.save(servers.here, access, { seen, changes, channelId });
        expect(storedIn(store, channelId)).toEqual({ ...seen, ...changes });
        expect(saved.settings).toEqual({ ...seen, ...changes });
        expect(saved.sideEffects).toBeNull();
        expect(saved.putBack).toEqual(expect.arrayContaining(['trackingConsent', 'guestCustomerGroupId']));
        const [change, ...others] = await servers.history(access);
        expect(others).toEqual([]);
        expect(change).toMatchObject({ status: 'applied', requested: changes, sideEffects: null });
        expect(await findScopeStanding(servers.there.database, { ...access, channelId })).toMatchObject({
          put: 'replaces',
          known: { settings: { ...seen, ...changes } },
        });

        const writes = () =>
          servers.sandbox.requests.list({ storeHash: access.storeHash, method: 'PUT' }).length;
        const before = writes();
        const next = { policyUrl: 'https://shop.example/next' };
        const again = await servers.save(servers.there, access, {
          seen: saved.settings,
          changes: next,
          channelId,
        });
        expect(writes(), 'one write is enough').toBe(before + 1);
        expect(again.settings).toEqual({ ...seen, ...next });
        expect(storedIn(store, channelId)).toEqual({ ...seen, ...next });
      },
    );

    it('ends as saved in part where it cannot be put back, with the fields named', async () => {
      const { store, access } = await addFilledStore(channelId);
      store.options.putFill = 'null';
      const path = `/v3/customers/settings${channelId === null ? '' : `/channels/${channelId}`}`;
      const match = { storeHash: access.storeHash, method: 'PUT', path };
      // Each write empties the group, whatever is sent.
      const clear = servers.sandbox.faults.add({
        kind: 'field-not-stored',
        field: 'customer_group_settings.guest_customer_group_id',
        match,
      });
      const seen = storedIn(store, channelId);
      const changes = { policyUrl: 'https://shop.example/new' };
      const saved = await servers.save(servers.here, access, { seen, changes, channelId });
      clear();
      expect(saved.sideEffects).toEqual({
        before: { guestCustomerGroupId: 1 },
        stored: { guestCustomerGroupId: null },
      });
      const [change] = await servers.history(access);
      expect(change).toMatchObject({ status: 'partly', sideEffects: saved.sideEffects });
    });

    it.each(fills.flatMap((fill) => steps.map((step) => [fill, step] as const)))(
      'with %s is whole after a crash %s',
      async (fill, step) => {
        const { store, access } = await addFilledStore(channelId);
        store.options.putFill = fill;
        const seen = storedIn(store, channelId);
        const changes = { policyUrl: 'https://shop.example/new' };
        await servers.endServerAt(step, (server) =>
          servers.save(server, access, { seen, changes, channelId }),
        );
        await findWhole(store, access, { seen, changes, channelId });
      },
    );

    it.each(puttingBackSteps)(
      'is whole where the server that finishes the save ends, too, %s',
      async (step) => {
        const { store, access } = await addFilledStore(channelId);
        store.options.putFill = 'null';
        const seen = storedIn(store, channelId);
        const changes = { policyUrl: 'https://shop.example/new' };
        await servers.endServerAt('before putting back', (server) =>
          servers.save(server, access, { seen, changes, channelId }),
        );
        servers.wall += leaseMs;
        // Its first write is the one that puts back.
        const sameStep = step === 'before putting back' ? 'before the write' : 'before the mark';
        await servers.endServerAt(sameStep, ({ observer }) => observer.observe(access, channelId));
        servers.wall += 10;
        await servers.there.observer.observe(access, channelId);
        expect(await servers.history(access), 'another server is at it').toMatchObject([
          { status: 'pending' },
        ]);
        await findWhole(store, access, { seen, changes, channelId });
      },
    );

    it('is put back once where two servers find the change', async () => {
      const { store, access, seen, changes } = await cutOff(channelId);
      servers.wall += leaseMs;
      const writes = putsOf(access);
      await Promise.all(
        [servers.here, servers.there].map(({ observer }) => observer.observe(access, channelId)),
      );
      expect(putsOf(access)).toBe(writes + 1);
      expect(storedIn(store, channelId)).toEqual({ ...seen, ...changes });
    });

    it('is finished by the save that comes after it', async () => {
      const { store, access, seen, changes } = await cutOff(channelId);
      const shown = await servers.read(servers.there, access, channelId);
      servers.wall += leaseMs;
      const next = { defaultCustomerGroupId: 1 };
      const saving = servers.save(servers.there, access, {
        seen: { ...shown, ...seen, ...changes },
        changes: next,
        channelId,
        userId: 2,
      });
      expect((await saving).settings).toEqual({ ...seen, ...changes, ...next });
      expect(storedIn(store, channelId)).toEqual({ ...seen, ...changes, ...next });
      expect(await servers.history(access)).toMatchObject([{ status: 'applied' }, { status: 'applied' }]);
    });

    it('is left as it is where something newer was written', async () => {
      const { store, access, seen, changes } = await cutOff(channelId);
      const byHand = { guestCustomerGroupId: 3 };
      setSome(store, channelId, byHand);
      servers.wall += leaseMs;
      const writes = putsOf(access);
      await servers.there.observer.observe(access, channelId);
      expect(putsOf(access)).toBe(writes);
      const stored = storedIn(store, channelId);
      expect(stored).toMatchObject({ ...changes, ...byHand });
      const rows = await servers.history(access);
      const recorded = rows.reduce((state, row) => applySettings(state, row.stored ?? {}), seen);
      expect(recorded, 'the history explains what is stored').toEqual(stored);
    });

    it('is saved in part where it cannot be put back, and Restore brings it back', async () => {
      const { store, access, seen, changes } = await cutOff(channelId);
      servers.wall += leaseMs;
      const match = { storeHash: access.storeHash, method: 'PUT' };
      const clear = servers.sandbox.faults.add({ kind: 'status', status: 422, match });
      await servers.there.observer.observe(access, channelId);
      clear();
      const [change, ...others] = await servers.history(access);
      expect(others).toEqual([]);
      const stored = storedIn(store, channelId);
      expect(change?.status).toBe('partly');
      const recorded = applySettings(seen, { ...change?.stored, ...change?.sideEffects?.stored });
      expect(recorded, 'the history explains what is stored').toEqual(stored);
      const back = await servers.save(servers.there, access, {
        seen: stored,
        changes: change?.sideEffects?.before ?? {},
        channelId,
      });
      expect(back.settings).toEqual({ ...seen, ...changes });
    });

    it('is finished later where BigCommerce is away', async () => {
      const { store, access, seen, changes } = await cutOff(channelId);
      servers.wall += leaseMs;
      const match = { storeHash: access.storeHash, method: 'PUT' };
      const clear = servers.sandbox.faults.add({ kind: 'status', status: 503, match });
      await servers.there.observer.observe(access, channelId);
      clear();
      expect(await servers.history(access)).toMatchObject([{ status: 'pending' }]);
      expect(servers.planned, 'it is read again').toContain(servers.wall + leaseMs);
      await findWhole(store, access, { seen, changes, channelId });
    });

    it('is saved in part at last where BigCommerce stays away', async () => {
      const { access } = await cutOff(channelId);
      servers.wall += 10 * 60_000;
      const match = { storeHash: access.storeHash, method: 'PUT' };
      const clear = servers.sandbox.faults.add({ kind: 'status', status: 503, match });
      await servers.there.observer.observe(access, channelId);
      clear();
      expect(await servers.history(access)).toMatchObject([{ status: 'partly' }]);
    });

    it.each(puttingBackSteps)('is whole after a process was killed %s', async (stayAt) => {
      const { store, access } = await addFilledStore(channelId);
      store.options.putFill = 'null';
      const seen = storedIn(store, channelId);
      const changes = { policyUrl: `https://shop.example/${stayAt.replaceAll(' ', '-')}` };
      const { databaseUrl, sandbox } = servers;
      const requestId = randomUUID();
      const saving = startSaving({
        databaseUrl,
        apiUrl: sandbox.url,
        access,
        channelId,
        changes,
        requestId,
        stayAt,
      });
      await saving.until(stayAt);
      await saving.kill();
      // The process told the time by its own clock.
      const { wall } = servers;
      servers.wall = Date.now();
      onTestFinished(() => {
        servers.wall = wall;
      });
      await findWhole(store, access, { seen, changes, channelId });
    });
  });

  it('is told from one field that BigCommerce couples to another', async () => {
    const { store, access } = await addFilledStore(null);
    store.options.coupledFields = {
      'privacy_settings.ask_shopper_for_tracking_consent': { 'privacy_settings.policy_url': '' },
    };
    const seen = storedIn(store, null);
    const saved = await servers.save(servers.here, access, { seen, changes: { trackingConsent: false } });
    const sideEffects = { before: { policyUrl: held.policyUrl }, stored: { policyUrl: '' } };
    expect(saved).toMatchObject({ sideEffects, putBack: [], notStored: [] });
    expect(store.settings.privacy_settings.policy_url, 'it is not undone silently').toBe('');
    expect(await servers.history(access)).toMatchObject([{ source: 'app', status: 'applied', sideEffects }]);
    expect(await servers.read(servers.there, access)).toEqual(saved.settings);
    expect(await servers.history(access)).toHaveLength(1);
  });
});
