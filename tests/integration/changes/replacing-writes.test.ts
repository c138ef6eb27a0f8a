import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { StoreAccess } from '../../../lib/bigcommerce/client';
import { fromWireSettings, toWireSettings } from '../../../lib/settings/wire';
import { findScopeStanding } from '../../../lib/database/known-settings';
import type { CustomerSettings } from '../../../lib/settings/customer-settings';
import { applySettings, presentFields } from '../../../lib/settings/diff';
import { settlingMs } from '../../../lib/settings/last-known';
import type { Store } from '../../../sandbox/sandbox.ts';
import { createPostgresEngine, createSqliteEngine } from '../database/engines';
import { puttingBackSteps, savingSteps, startSaving } from './saving-processes';
import { TwoServers } from './two-servers';

const fills = ['null', '0', 'false', '""'] as const;
const levels = [
  ['the whole store', null],
  ['a storefront', 1],
] as const;

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

  function setAll(store: Store, channelId: number | null, settings: CustomerSettings): void {
    const wire = { ...toWireSettings(settings) };
    if (channelId === null) store.changeSettings(wire);
    else store.changeChannelSettings(channelId, { ...wire, allow_global_logins: true });
  }

  async function addFilledStore(channelId: number | null): Promise<{ store: Store; access: StoreAccess }> {
    const added = await servers.addStore();
    setAll(added.store, channelId, held);
    await servers.here.observer.observe(added.access, channelId);
    servers.wall += 3_600_000;
    await servers.here.database.deleteFrom('changes').execute();
    return added;
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

    it.each([...savingSteps, ...puttingBackSteps])('loses nothing unsaid in a crash %s', async (stayAt) => {
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
      servers.wall = Date.now() + 60_000 + settlingMs;
      onTestFinished(() => {
        servers.wall = wall;
      });
      await servers.there.observer.observe(access, channelId);
      const stored = storedIn(store, channelId);
      const [change, ...others] = await servers.history(access);
      expect(others).toEqual([]);
      const isWritten = stored.policyUrl === changes.policyUrl;
      expect(['applied', 'partly'].includes(change?.status ?? 'none')).toBe(isWritten);
      const recorded = applySettings(seen, { ...change?.stored, ...change?.sideEffects?.stored });
      expect(recorded, 'the history explains what is stored').toEqual(stored);
      const lost = presentFields(seen).filter(
        (field) => field !== 'policyUrl' && stored[field] !== seen[field],
      );
      expect(presentFields(change?.sideEffects?.before ?? {})).toEqual(lost);
      if (lost.length === 0) return;
      expect(change?.status).toBe('partly');
      // And it is brought back by the values from before.
      const back = await servers.save(servers.there, access, {
        seen: stored,
        changes: change?.sideEffects?.before ?? {},
        channelId,
      });
      expect(back.settings).toEqual({ ...seen, ...changes });
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
