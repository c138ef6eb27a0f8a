import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installApp, loadApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';
import type { Store } from '../../../sandbox/sandbox.ts';

interface Facts {
  storefronts: { channel_id: number; hosts: string[]; currencies: string[]; language: string | null }[];
  missing: string[];
  policy_changes: { channel_id: number | null; policy_at: string | null; consent_at: string | null }[];
}

describe('what the checks look at besides the settings', () => {
  let world: World;
  let store: Store;
  let client: StoreClient;
  beforeAll(async () => {
    world = await startWorld();
  });
  beforeEach(async () => {
    store = addTestStore(world.sandbox, { storefronts: 3 });
    store.sites = [
      { id: 1, channel_id: 1, url: 'https://Shop.example/' },
      { id: 2, channel_id: 1_001, url: 'https://trade.example/de' },
    ];
    store.currencies = [
      { channel_id: 1_001, enabled_currencies: ['USD', 'EUR'], default_currency: 'EUR' },
      { channel_id: 1, enabled_currencies: ['USD'], default_currency: 'USD' },
    ];
    store.languages.set(1_001, 'de-at');
    client = await installApp(world, store.hash);
  });
  afterEach(() => world.sandbox.faults.clear());
  afterAll(() => world.stop());

  async function read(): Promise<Facts> {
    const response = await client.call('GET', 'checks/facts');
    expect(response.status).toBe(200);
    return ((await response.json()) as { data: Facts }).data;
  }

  const reads = (path: RegExp) =>
    world.sandbox.requests.list({ storeHash: store.hash }).filter((request) => path.test(request.path))
      .length;

  it('are the hosts, currencies and languages of the storefronts, read once for a while', async () => {
    const facts = await read();
    expect(facts).toEqual({
      storefronts: [
        { channel_id: 1, hosts: ['shop.example'], currencies: ['USD'], language: 'en' },
        { channel_id: 1_001, hosts: ['trade.example'], currencies: ['EUR', 'USD'], language: 'de-at' },
        { channel_id: 1_002, hosts: [], currencies: [], language: 'en' },
      ],
      missing: [],
      policy_changes: [],
    });
    expect([await read(), await read()]).toEqual([facts, facts]);
    expect(reads(/\/v3\/sites$/)).toBe(1);
    expect(reads(/\/store\/locale$/)).toBe(3);
  });

  it.each([
    ['hosts', '/v3/sites'],
    ['currencies', '/v3/channels/currency-assignments'],
    ['languages', '/v3/settings/store/locale'],
  ])('name %s where they could not be read', async (kind, path) => {
    const match = { storeHash: store.hash, path };
    world.sandbox.faults.add({ kind: 'status', status: 403, match });
    expect(await read()).toMatchObject({ missing: [kind], storefronts: [{ channel_id: 1 }, {}, {}] });
  });

  it('end with the first refusal of languages, and survive odd answers', async () => {
    world.sandbox.faults.add({
      kind: 'status',
      status: 403,
      match: { storeHash: store.hash, path: '/v3/settings/store/locale' },
    });
    await read();
    expect(reads(/\/store\/locale$/)).toBeLessThanOrEqual(2);
    const other = addTestStore(world.sandbox, { storefronts: 1 });
    other.sites = [{ id: 1, channel_id: 1, url: 'not an address' }];
    client = await installApp(world, other.hash);
    world.sandbox.faults.add({
      kind: 'wrong-shape',
      field: 'data.default_shopper_language',
      value: { odd: true },
      match: { storeHash: other.hash, path: '/v3/settings/store/locale' },
    });
    expect((await read()).storefronts).toEqual([
      { channel_id: 1, hosts: [], currencies: [], language: null },
    ]);
  });

  it('are none without the permission to list storefronts', async () => {
    await fetch(world.sandbox.callbacks.authUrl(store.hash, { scopes: ['store_v2_customers'] }));
    client = await loadApp(world, store.hash);
    expect(await read()).toMatchObject({ storefronts: [], missing: ['hosts', 'currencies', 'languages'] });
  });

  it('name scopes where one policy replaced another, with the time of the last change of consent', async () => {
    const save = async (privacy: object, path = '') => {
      const settings = `v3/customers/settings${path}`;
      const { meta } = (await (await client.call('GET', settings)).json()) as { meta: { etag: string } };
      const response = await client.call('PUT', settings, {
        body: { privacy_settings: privacy },
        headers: { 'If-Match': meta.etag },
      });
      expect(response.status).toBe(200);
    };
    await save({ ask_shopper_for_tracking_consent: false });
    await save({ policy_url: 'https://shop.example/other' });
    await save({ policy_url: 'https://trade.example/first' }, '/channels/1001');
    const { policy_changes: changes } = await read();
    expect(changes).toMatchObject([{ channel_id: null }]);
    const times = changes.map((change) =>
      [change.policy_at, change.consent_at].map((at) => Date.parse(at ?? '')),
    );
    for (const [policyAt, consentAt] of times) expect(policyAt).toBeGreaterThanOrEqual(consentAt ?? Infinity);
    await save({ policy_url: 'https://trade.example/second' }, '/channels/1001');
    expect((await read()).policy_changes).toContainEqual({
      channel_id: 1_001,
      policy_at: expect.any(String) as string,
      consent_at: null,
    });
  });

  it('need a session', async () => {
    expect((await client.call('GET', 'checks/facts', { seal: null })).status).toBe(401);
    expect((await client.call('PUT', 'checks/facts')).status).toBe(405);
  });
});
