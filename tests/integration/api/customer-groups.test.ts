import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';
import { createGroup, type Store } from '../../../sandbox/sandbox.ts';

describe('the customer groups', () => {
  let world: World;
  let store: Store;
  let client: StoreClient;
  beforeAll(async () => {
    world = await startWorld();
  });
  beforeEach(async () => {
    store = addTestStore(world.sandbox);
    client = await installApp(world, store.hash);
  });
  afterEach(() => world.sandbox.faults.clear());
  afterAll(() => world.stop());

  async function listed() {
    const response = await client.call('GET', 'v2/customer_groups');
    expect(response.status).toBe(200);
    return (await response.json()) as { data: { id: number }[]; meta: { complete: boolean } };
  }

  it.each([204, 200] as const)('are none where an empty page is answered %d', async (emptyGroupsPage) => {
    store.groups = [];
    store.options.emptyGroupsPage = emptyGroupsPage;
    expect(await listed()).toEqual({ data: [], meta: { complete: true } });
  });

  it.each([250, 251, 1_200])('are all there where there are %d', async (count) => {
    store.groups = Array.from({ length: count }, (_, index) => createGroup(index + 1, `Group ${index + 1}`));
    const { data, meta } = await listed();
    expect(data.map(({ id }) => id)).toEqual(store.groups.map(({ id }) => id));
    expect(meta).toEqual({ complete: true });
  });

  it('are each there once where one is added while pages are read', async () => {
    store.groups = Array.from({ length: 600 }, (_, index) => createGroup(index + 1, `Group ${index + 1}`));
    const reads = () => world.sandbox.requests.list({ storeHash: store.hash, path: '/v2/customer_groups' });
    const before = reads().length;
    world.sandbox.faults.add({
      kind: 'latency',
      ms: 300,
      match: { storeHash: store.hash, path: '/v2/customer_groups' },
    });
    const listing = listed();
    await expect.poll(() => reads().length).toBeGreaterThan(before + 1);
    store.groups = [createGroup(9_000, 'New'), ...store.groups];
    const ids = (await listing).data.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(Array.from({ length: 600 }, (_, index) => index + 1)));
  });

  it('tell their discounts and what they may see', async () => {
    store.groups = [
      createGroup(1, 'Nothing'),
      createGroup(2, 'Loyalty', [{ type: 'all', method: 'percent', amount: '10.0000' }]),
      createGroup(3, 'Trade', [{ type: 'price_list', price_list_id: 3 }], { type: 'none' }),
      createGroup(
        4,
        'Staff',
        [
          { type: 'category', method: 'fixed', amount: '2.5000', category_id: 18 },
          { type: 'product', method: 'price', amount: '0.0000', product_id: 9 },
        ],
        { type: 'specific', categories: [18, 19, 23] },
      ),
    ];
    expect((await listed()).data).toEqual([
      { id: 1, name: 'Nothing', discounts: [], categories: 'all', flags: ['guests'] },
      {
        id: 2,
        name: 'Loyalty',
        discounts: [{ on: 'all', method: 'percent', amount: 10 }],
        categories: 'all',
        flags: [],
      },
      { id: 3, name: 'Trade', discounts: [{ on: 'price_list' }], categories: 'none', flags: [] },
      {
        id: 4,
        name: 'Staff',
        discounts: [
          { on: 'category', method: 'fixed', amount: 2.5 },
          { on: 'product', method: 'price', amount: 0 },
        ],
        categories: 3,
        flags: [],
      },
    ]);
  });

  it.each([
    ['discount_rules', undefined, {}],
    ['discount_rules', null, {}],
    ['discount_rules', 'none', { unknownBenefits: true }],
    ['discount_rules', [{ type: 'everything', amount: '1' }], { unknownBenefits: true }],
    ['discount_rules', [null], { unknownBenefits: true }],
    [
      'discount_rules',
      [{ type: 'all', method: 'percent', amount: 'much' }],
      { discounts: [{ on: 'all', method: 'percent' }] },
    ],
    [
      'discount_rules',
      [{ type: 'all', method: 'percent', amount: '' }],
      { discounts: [{ on: 'all', method: 'percent' }] },
    ],
    ['discount_rules', [{ type: 'all', method: 7, amount: null }], { discounts: [{ on: 'all' }] }],
    [
      'discount_rules',
      [{ type: 'all', method: 'percent', amount: 12.5 }],
      { discounts: [{ on: 'all', method: 'percent', amount: 12.5 }] },
    ],
    ['category_access', undefined, {}],
    ['category_access', null, {}],
    ['category_access', 'all', { unknownBenefits: true }],
    ['category_access', { type: 'some' }, { unknownBenefits: true }],
    ['category_access', { type: 'specific' }, { categories: 0 }],
    ['category_access', { type: 'specific', categories: null }, { categories: 0 }],
    ['category_access', { type: 'specific', categories: 'all' }, { unknownBenefits: true }],
  ])('can be chosen where %s is %j', async (field, value, known) => {
    store.groups = [{ ...createGroup(1, 'Odd'), [field]: value }];
    const usual = field === 'discount_rules' ? { categories: 'all' } : { discounts: [] };
    const flags = ['guests'];
    expect((await listed()).data).toEqual([{ id: 1, name: 'Odd', ...usual, ...known, flags }]);
  });

  it('have the flags of V2, which may differ from the settings', async () => {
    store.groups = [createGroup(1, 'Retail'), createGroup(2, 'Trade')];
    store.options.groupFlags = { guests: 2, newCustomers: 2 };
    expect((await listed()).data).toMatchObject([{ flags: [] }, { flags: ['guests', 'newCustomers'] }]);
    const match = { storeHash: store.hash, path: '/v2/customer_groups' };
    world.sandbox.faults.add({ kind: 'missing', field: 'is_default', match });
    for (const group of (await listed()).data) expect(group).not.toHaveProperty('flags');
  });

  it.each([
    [{ kind: 'wrong-shape', field: 'id', value: 'one' }, 502, 'store_unreadable'],
    [{ kind: 'invalid-json' }, 502, 'store_unreadable'],
    [{ kind: 'html' }, 503, 'store_unavailable'],
  ] as const)('are an error where they are no groups: %j', async (fault, status, code) => {
    world.sandbox.faults.add({ ...fault, match: { storeHash: store.hash, path: '/v2/customer_groups' } });
    const response = await client.call('GET', 'v2/customer_groups');
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });
});
