import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installApp, loadApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';
import type { Store } from '../../../sandbox/sandbox.ts';

interface Check {
  url: string;
  failure: string | null;
  status: number | null;
  checked_at: string;
  is_own_host: boolean | null;
}

describe('checks of policy addresses', () => {
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

  const post = (body: unknown) => client.call('POST', 'policy-checks', { body });

  async function check(url: string): Promise<Check> {
    const response = await post({ url });
    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    return ((await response.json()) as { data: Check }).data;
  }

  async function kept(): Promise<Check[]> {
    const response = await client.call('GET', 'policy-checks');
    return ((await response.json()) as { data: Check[] }).data;
  }

  it('report what the address answers, and keep the newest result of each', async () => {
    expect(await kept()).toEqual([]);
    const first = await check('https://shop.example/privacy');
    expect(first).toMatchObject({
      url: 'https://shop.example/privacy',
      failure: null,
      final_url: 'https://shop.example/privacy',
      status: 200,
      content_type: 'text/html',
      is_empty: false,
    });
    const missing = await check('https://shop.example/missing');
    expect(missing).toMatchObject({ failure: null, status: 404 });
    const again = await check(' https://shop.example/privacy\n');
    expect(again.checked_at >= first.checked_at).toBe(true);
    expect(await kept()).toEqual([again, missing]);
  });

  it.each([
    ['moved', { final_url: 'https://shop.example/privacy', redirects: 1, status: 200 }],
    ['home', { to_home_page: true, redirects: 1 }],
    ['members', { to_sign_in: true }],
    ['loop', { failure: 'too_many_redirects', status: null }],
    ['inside', { failure: 'not_public', status: null }],
    ['insecure', { failure: 'not_https', status: null }],
    ['data', { content_type: 'application/json' }],
  ])('say where /%s leads', async (path, facts) => {
    expect(await check(`https://shop.example/${path}`)).toMatchObject(facts);
  });

  it.each(['https://100.64.0.1/', 'https://[64:ff9b::7f00:1]/', 'https://224.0.0.1/'])(
    'request nothing at %s',
    async (url) => {
      expect(await check(url)).toMatchObject({ failure: 'not_public', status: null });
    },
  );

  it.each(['', 'http://shop.example', 'https://127.0.0.1/', 'https://u:p@shop.example/', 'x'.repeat(3_000)])(
    'refuse %j, which could not be saved',
    async (url) => {
      const response = await post({ url });
      expect(response.status).toBe(422);
      const problem = (await response.json()) as { code: string; errors: Record<string, string> };
      expect(problem).toMatchObject({
        code: 'invalid_fields',
        errors: { url: expect.any(String) as string },
      });
      expect(await kept()).toEqual([]);
    },
  );

  it.each([[[]], [{ url: 1 }], [{ url: 'https://shop.example/', extra: 1 }], [null]])(
    'refuse the body %j',
    async (body) => {
      expect((await post(body)).status).toBe(422);
    },
  );

  it('are limited for each store', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 11; count += 1)
      statuses.push((await post({ url: 'https://shop.example/privacy' })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    const refused = await post({ url: 'https://shop.example/privacy' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'policy_checks_limited' });
    const other = await installApp(world, addTestStore(world.sandbox).hash);
    const body = { url: 'https://shop.example/privacy' };
    expect((await other.call('POST', 'policy-checks', { body })).status).toBe(200);
  });

  it('are a store’s own, and need a session', async () => {
    await check('https://shop.example/privacy');
    const other = await installApp(world, addTestStore(world.sandbox).hash);
    expect(await (await other.call('GET', 'policy-checks')).json()).toMatchObject({ data: [] });
    expect((await client.call('GET', 'policy-checks', { seal: null })).status).toBe(401);
    expect((await client.call('POST', 'policy-checks', { seal: null, body: {} })).status).toBe(401);
    expect((await client.call('PUT', 'policy-checks')).status).toBe(405);
  });

  it('compare the host with the store’s own, where BigCommerce names it', async () => {
    const own = new URL(world.sandbox.controlPanelUrl(store.hash)).hostname;
    expect(own).toContain(store.hash);
    expect(await check('https://shop.example/privacy')).toMatchObject({ is_own_host: false });
    world.sandbox.faults.add({
      kind: 'status',
      status: 403,
      match: { storeHash: store.hash, path: '/v2/store' },
    });
    expect(await check('https://shop.example/privacy')).toMatchObject({ is_own_host: null, status: 200 });
    const staff = await loadApp(world, store.hash);
    expect((await staff.call('GET', 'policy-checks')).status).toBe(200);
  });

  it('compare the host with those of all storefronts, where BigCommerce lists them', async () => {
    const many = addTestStore(world.sandbox, { storefronts: 2 });
    many.sites = [{ id: 1, channel_id: 1_001, url: 'https://trade.example/' }];
    client = await installApp(world, many.hash);
    expect(await check('https://www.trade.example/privacy')).toMatchObject({ is_own_host: true });
    expect(await check('https://shop.example/privacy')).toMatchObject({ is_own_host: false });
  });
});
