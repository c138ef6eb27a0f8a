import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';
import { createGroup, type Fault, type FaultKind, type Store } from '../../../sandbox/sandbox.ts';

const settingsPath = 'v3/customers/settings';
const notice = '<br />\n<b>Notice</b>: Undefined index: [a] in /srv/api.php{1}<br />\n';

interface GroupList {
  data: { id: number; name: string; discounts?: object[]; unknownBenefits?: boolean }[];
  meta: { complete: boolean };
}

describe('answers that differ from the documents', () => {
  let world: World;
  let store: Store;
  let client: StoreClient;
  beforeAll(async () => {
    world = await startWorld();
    world.sandbox.webhooks.mode = 'off';
  });
  beforeEach(async () => {
    store = addTestStore(world.sandbox, { storefronts: 2 });
    client = await installApp(world, store.hash);
    world.sandbox.requests.clear();
  });
  afterEach(() => world.sandbox.faults.clear());
  afterAll(() => world.stop());

  const fail = (kind: FaultKind & Pick<Fault, 'times'>, path = '') =>
    world.sandbox.faults.add({ ...kind, match: { storeHash: store.hash, ...(path ? { path } : {}) } });
  const read = async (path = settingsPath) => {
    const response = await client.call('GET', path);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const groups = async () => (await read('v2/customer_groups')).body as unknown as GroupList;
  const asked = (path: string) => world.sandbox.requests.list({ storeHash: store.hash, path }).length;

  it.each<[string, FaultKind]>([
    ['in gzip', { kind: 'encoded', coding: 'gzip' }],
    ['in Brotli', { kind: 'encoded', coding: 'br' }],
    ['in deflate', { kind: 'encoded', coding: 'deflate' }],
    ['in gzip without saying so', { kind: 'encoded', coding: 'gzip', withoutHeader: true }],
    ['after a byte order mark', { kind: 'prefixed', text: '\uFEFF' }],
    ['after a notice', { kind: 'prefixed', text: notice }],
    ['with meta as a list', { kind: 'wrong-shape', field: 'meta', value: [] }],
    ['without meta', { kind: 'missing', field: 'meta' }],
  ])('are read %s, and written', async (_case, kind) => {
    const before = await read();
    fail(kind);
    expect(await read()).toEqual(before);
    const body = { privacy_settings: { policy_url: 'https://shop.example/odd' } };
    const saved = await client.putSettings(body);
    expect([saved.status, await saved.json()]).toMatchObject([200, { data: body, meta: { not_stored: [] } }]);
  });

  it.each([200, 302, 401, 403, 404])('are maintenance where a page comes with %d', async (status) => {
    fail({ kind: 'html', status });
    for (const path of [settingsPath, `${settingsPath}/channels/1`, 'v3/channels', 'v2/customer_groups'])
      expect(await read(path)).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
  });

  it('are a missing permission only where the API says so', async () => {
    fail({ kind: 'status', status: 403 });
    expect(await read()).toMatchObject({ status: 403, body: { code: 'oauth_scope_missing' } });
  });

  it.each<[string, unknown, object]>([
    ['privacy_settings', [], { customer_group_settings: { guest_customer_group_id: 1 } }],
    [
      'customer_group_settings.guest_customer_group_id',
      '1',
      { customer_group_settings: { guest_customer_group_id: 1 } },
    ],
    [
      'privacy_settings.ask_shopper_for_tracking_consent',
      1,
      { privacy_settings: { ask_shopper_for_tracking_consent: true } },
    ],
    ['privacy_settings.policy_url', 7, { privacy_settings: { ask_shopper_for_tracking_consent: true } }],
    ['customer_group_settings', 'none', { privacy_settings: { ask_shopper_for_tracking_consent: true } }],
  ])('cost one field at most: %s as %j', async (field, value, data) => {
    fail({ kind: 'wrong-shape', field: `data.${field}`, value });
    expect(await read()).toMatchObject({ status: 200, body: { data } });
    const saved = await client.putSettings({ customer_group_settings: { default_customer_group_id: 2 } });
    if (field !== 'customer_group_settings') expect(saved.status).toBe(200);
    expect(store.settings.customer_group_settings.default_customer_group_id).toBe(2);
  });

  it.each<[string, FaultKind]>([
    ['no name', { kind: 'missing', field: 'data.1.name' }],
    ['no name but null', { kind: 'wrong-shape', field: 'data.1.name', value: null }],
    ['a name that is a number', { kind: 'wrong-shape', field: 'data.1.name', value: 7 }],
    ['an id as text', { kind: 'wrong-shape', field: 'data.1.id', value: '1001' }],
    ['no totals', { kind: 'missing', field: 'meta.pagination.total' }],
    ['no pagination', { kind: 'wrong-shape', field: 'meta.pagination', value: [] }],
  ])('list all storefronts where there is %s', async (_case, kind) => {
    fail(kind, '/v3/channels');
    const { status, body } = await read('v3/channels');
    expect(status).toBe(200);
    expect(body.data).toMatchObject([{ id: 1 }, { id: 1001 }]);
  });

  it.each([
    [50, 120],
    [50, 100],
    [25, 60],
    [10, 40],
  ])('are read on where the server sends %d of %d groups', async (pageCap, count) => {
    store.groups = Array.from({ length: count }, (_, index) => createGroup(index + 1, `Group ${index + 1}`));
    Object.assign(store.options, { pageCap, omitTotals: true });
    const { data, meta } = await groups();
    expect(data.map(({ id }) => id)).toEqual(store.groups.map(({ id }) => id));
    expect(meta.complete).toBe(true);
  });

  it('cost one call where there are a few groups', async () => {
    expect(await groups()).toMatchObject({
      data: [{ id: 1 }, { id: 2 }, { id: 3 }],
      meta: { complete: true },
    });
    expect(asked('customer_groups')).toBe(1);
  });

  it('are not all where one group has no id: none counts as deleted', async () => {
    fail({ kind: 'missing', field: '1.id' });
    expect(await groups()).toMatchObject({ data: [{ id: 1 }, { id: 3 }], meta: { complete: false } });
  });

  it.each<[string, unknown, object]>([
    [
      'discount_rules',
      [{ type: 'all', method: 'percent', amount: '5' }, { type: 'brand' }],
      { unknownBenefits: true, discounts: [{ on: 'all' }] },
    ],
    [
      'discount_rules',
      { type: 'all', method: 'percent', amount: '5' },
      { discounts: [{ on: 'all', amount: 5 }] },
    ],
    ['category_access', { type: 'specific', categories: '1,2' }, { unknownBenefits: true }],
  ])('say of a group that it may change prices: %s as %j', async (field, value, group) => {
    fail({ kind: 'wrong-shape', field: `1.${field}`, value }, '/v2/customer_groups');
    expect((await groups()).data[1]).toMatchObject({ id: 2, name: 'Trade', ...group });
  });

  it.each<[string, Extract<FaultKind, { kind: 'rate-limited' }>, number]>([
    ['Retry-After alone', { kind: 'rate-limited', retryAfter: '2' }, 2_000],
    ['a reset of 0', { kind: 'rate-limited', resetMs: 0 }, 1_000],
    ['no header', { kind: 'rate-limited', withoutHeaders: true }, 1_000],
    ['509', { kind: 'rate-limited', withoutHeaders: true, status: 509 }, 1_000],
  ])('leave the store alone for seconds after a refusal with %s', async (_case, kind, waitMs) => {
    fail({ ...kind, times: 1 });
    expect((await read()).status).toBe(200);
    const [first, second] = world.sandbox.requests.list({ storeHash: store.hash, path: settingsPath });
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(waitMs - 5);
  });

  it('come to a client that says who it is', async () => {
    await read();
    const agent = /^customer-settings\/\d+\.\d+\.\d+ \(\+https:\/\/support\.example\.com\/\)$/;
    expect(world.sandbox.requests.last({ storeHash: store.hash })?.headers['user-agent']).toMatch(agent);
  });

  describe('of the token exchange', () => {
    const install = async (kind: FaultKind) => {
      const other = addTestStore(world.sandbox);
      world.sandbox.faults.add({ ...kind, match: { target: 'login', storeHash: other.hash } });
      const response = await fetch(world.sandbox.callbacks.authUrl(other.hash), { redirect: 'manual' });
      return { status: response.status, html: await response.text(), other };
    };

    it.each<[string, FaultKind]>([
      ['in gzip', { kind: 'encoded', coding: 'gzip' }],
      ['in Brotli', { kind: 'encoded', coding: 'br' }],
      ['after a byte order mark', { kind: 'prefixed', text: '\uFEFF' }],
      ['after a notice', { kind: 'prefixed', text: notice }],
      ['without the owner', { kind: 'missing', field: 'owner' }],
      ['without e-mail addresses', { kind: 'missing', field: 'owner.email' }],
      ['without the user’s address', { kind: 'missing', field: 'user.email' }],
      ['with an id as text', { kind: 'wrong-shape', field: 'user.id', value: '1' }],
      ['without the scope', { kind: 'missing', field: 'scope' }],
    ])('install the app %s', async (_case, kind) => {
      const { status, html } = await install(kind);
      expect(status).toBe(200);
      expect(html).toContain('Fe26.2*');
    });

    it.each<[FaultKind, number]>([
      [{ kind: 'html', status: 200 }, 502],
      [{ kind: 'html', status: 403 }, 502],
      [{ kind: 'missing', field: 'access_token' }, 502],
      [{ kind: 'missing', field: 'context' }, 502],
      [{ kind: 'status', status: 400 }, 401],
    ])('are a failure where the essential is missing: %j', async (kind, status) => {
      expect((await install(kind)).status).toBe(status);
    });
  });
});
