import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { installApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore, testStorefronts } from '../../harness/test-store.ts';
import type { World } from '../../../sandbox/world.ts';
import { loadOpenApiCheck } from '../../../sandbox/openapi-check.ts';
import { createChannel, type Store } from '../../../sandbox/sandbox.ts';

const path = 'v3/customers/settings/channels';
const privacy = (value: object) => ({ privacy_settings: value });
const groups = (value: object) => ({ customer_group_settings: value });

interface Row {
  id: number;
  name: string;
  platform: string;
  status: string;
}

describe.each(engines)('storefronts on %s', (engine) => {
  let world: World;
  let store: Store;
  let client: StoreClient;
  beforeAll(async () => {
    world = await startWorldOn(engine);
    // An event would be answered by a read of its own, and here reads are counted.
    world.sandbox.webhooks.mode = 'off';
  });
  beforeEach(async () => {
    store = addTestStore(world.sandbox, { storefronts: 3 });
    store.rateLimit.quota = 10_000;
    client = await installApp(world, store.hash);
    store.traffic.reset();
  });
  afterEach(() => world.sandbox.faults.clear());
  afterAll(() => world.stop());

  const writes = () => world.sandbox.requests.list({ storeHash: store.hash, method: 'PUT' });
  const channelReads = () => world.sandbox.requests.list({ storeHash: store.hash, path: /\/v3\/channels$/ });

  async function listed(): Promise<Row[]> {
    const response = await client.call('GET', 'v3/channels');
    expect(response.status).toBe(200);
    return ((await response.json()) as { data: Row[] }).data;
  }

  async function etagOf(channelId: number): Promise<string> {
    const response = await client.call('GET', `${path}/${channelId}`);
    expect(response.status).toBe(200);
    return response.headers.get('ETag') ?? '';
  }

  async function put(channelId: number | string, body: unknown, headers: Record<string, string> = {}) {
    const response = await client.call('PUT', `${path}/${channelId}`, { body, headers });
    const answer = (await response.json()) as {
      code?: string;
      errors?: object;
      data?: object;
      meta?: object;
    };
    return { response, status: response.status, ...answer };
  }

  describe('the list', () => {
    it.each([0, 1, 3, 500])('has each of %d', async (count) => {
      store.channels = testStorefronts(count);
      const rows = await listed();
      expect(rows).toEqual(
        store.channels.map(({ id, name, platform, status }) => ({ id, name, platform, status })),
      );
    });

    it('has storefronts that can be used, and no other channels', async () => {
      store.channels = [
        createChannel(1, 'Shop', 'bigcommerce'),
        createChannel(2, 'Soon', 'catalyst', { status: 'prelaunch' }),
        createChannel(3, 'Off', 'next', { status: 'inactive' }),
        createChannel(4, 'Linked', 'custom', { status: 'connected' }),
        createChannel(5, 'Old', 'custom', { status: 'archived' }),
        createChannel(6, 'Gone', 'custom', { status: 'deleted' }),
        createChannel(7, 'Ended', 'custom', { status: 'terminated' }),
        createChannel(8, 'Cut', 'custom', { status: 'disconnected' }),
        createChannel(9, 'Market', 'amazon', { type: 'marketplace' }),
        createChannel(10, 'Till', 'custom', { type: 'pos' }),
      ];
      expect((await listed()).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    });

    const changes: [string, (all: Store['channels']) => Store['channels']][] = [
      ['added at the front', (all) => [createChannel(5_000, 'New', 'next'), ...all]],
      ['added at the end', (all) => [...all, createChannel(5_000, 'New', 'next')]],
      ['removed from the first page', (all) => all.filter((_, index) => index !== 10)],
      ['removed from the last page', (all) => all.slice(0, -1)],
    ];
    it.each(changes)('is whole, each once, where one is %s while pages are read', async (_what, change) => {
      store.channels = testStorefronts(600);
      const before = channelReads().length;
      world.sandbox.faults.add({
        kind: 'latency',
        ms: 300,
        times: 2,
        match: { storeHash: store.hash, path: '/v3/channels' },
      });
      const listing = listed();
      // The second page is asked for once the first one was answered.
      await expect.poll(() => channelReads().length).toBe(before + 2);
      store.channels = change(store.channels);
      expect((await listing).map(({ id }) => id)).toEqual(store.channels.map(({ id }) => id));
    });

    it('ends where storefronts come and go all the time', async () => {
      store.channels = testStorefronts(600);
      const total = 'meta.pagination.total';
      const before = channelReads().length;
      for (let page = 1; page <= 40; page += 1)
        world.sandbox.faults.add({
          kind: 'wrong-shape',
          field: total,
          value: page,
          times: 1,
          match: { storeHash: store.hash, path: /\/v3\/channels$/ },
        });
      const rows = await listed();
      expect(rows).toHaveLength(600);
      expect(channelReads().length - before).toBeLessThanOrEqual(9);
    });

    it.each([
      [{ kind: 'wrong-shape', field: 'data', value: 'none' }, 502, 'store_unreadable'],
      [{ kind: 'status', status: 403 }, 403, 'oauth_scope_missing'],
      [{ kind: 'status', status: 401 }, 502, 'store_token_rejected'],
      [{ kind: 'status', status: 500 }, 502, 'store_failed'],
    ] as const)('is an error after %j', async (fault, status, code) => {
      world.sandbox.faults.add({
        ...fault,
        match: { storeHash: store.hash, path: /\/v3\/channels$/ },
      });
      const response = await client.call('GET', 'v3/channels');
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ code });
    });

    it('is read on where the pages are not told, as long as they are full', async () => {
      store.channels = testStorefronts(251);
      world.sandbox.faults.add({
        kind: 'wrong-shape',
        field: 'meta',
        value: null,
        match: { storeHash: store.hash, path: /\/v3\/channels$/ },
      });
      expect(await listed()).toHaveLength(251);
    });

    it('is refused where the scope was not granted, and the rest of the app works', async () => {
      const ungranted = addTestStore(world.sandbox, { storefronts: 2 });
      const url = world.sandbox.callbacks.authUrl(ungranted.hash, { scopes: ['store_v2_customers'] });
      const html = await (await fetch(url)).text();
      const seal = /Fe26\.2\*[\w*-]+~\d+/.exec(html)?.[0] ?? '';
      const get = (at: string) =>
        fetch(`${world.app.url}/api/stores/${ungranted.hash}/${at}`, {
          headers: { Authorization: `Bearer ${seal}` },
        });
      const refused = await get('v3/channels');
      expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'oauth_scope_missing' }]);
      expect((await get('v3/customers/settings')).status).toBe(200);
      expect((await get(`${path}/1`)).status).toBe(200);
    });

    it('needs the session of this store', async () => {
      const other = await installApp(world, addTestStore(world.sandbox).hash);
      for (const [seal, status] of [
        [null, 401],
        ['rubbish', 401],
        [other.seal, 409],
      ] as const)
        expect((await client.call('GET', 'v3/channels', { seal })).status).toBe(status);
      expect(store.traffic.requests).toBe(0);
    });
  });

  describe('the settings of one', () => {
    it('are BigCommerce’s own, null and further fields included, with a tag', async () => {
      store.changeChannelSettings(1001, {
        ...groups({ guest_customer_group_id: 0 }),
        allow_global_logins: false,
      });
      store.options.extraFields = { 'privacy_settings.colour': 'blue' };
      const response = await client.call('GET', `${path}/1001`);
      expect(response.status).toBe(200);
      expect(response.headers.get('ETag')).toMatch(/^"[\w-]{27}"$/);
      const { privacy_settings: shown, ...rest } = store.settingsOfChannel(1001);
      expect(await response.json()).toEqual({
        data: { ...rest, privacy_settings: { ...shown, colour: 'blue' } },
        meta: { etag: response.headers.get('ETag') },
      });
    });

    it('have a tag that tells null, 0, "" and values apart', async () => {
      const tags = [await etagOf(1001)];
      for (const change of [
        groups({ guest_customer_group_id: 0 }),
        groups({ guest_customer_group_id: 2 }),
        { ...groups({ guest_customer_group_id: null }), ...privacy({ policy_url: '' }) },
        { ...privacy({ policy_url: null }), allow_global_logins: false },
        { allow_global_logins: true },
      ]) {
        store.changeChannelSettings(1001, change);
        tags.push(await etagOf(1001));
      }
      expect(new Set(tags).size).toBe(tags.length);
      expect(await etagOf(1)).toBe(tags[0]);
    });

    it.each([
      [
        'a value of its own',
        { ...privacy({ policy_url: 'https://own.example/' }), allow_global_logins: true },
      ],
      ['a reset', privacy({ policy_url: null, ask_shopper_for_tracking_consent: null })],
      [
        'no group and no address',
        { ...groups({ guest_customer_group_id: 0 }), ...privacy({ policy_url: '' }) },
      ],
    ])('are written exactly as asked: %s', async (_what, body) => {
      store.changeChannelSettings(1001, privacy({ policy_url: 'https://before.example/' }));
      const answer = await put(1001, body, { 'If-Match': await etagOf(1001) });
      expect(answer).toMatchObject({ status: 200, data: body, meta: { not_stored: [] } });
      expect(writes().map(({ path: at, body: sent }) => [at.split('/').at(-1), sent])).toEqual([
        ['1001', body],
      ]);
      expect(answer.response.headers.get('ETag')).toBe(await etagOf(1001));
      expect(store.settingsOfChannel(1001)).toMatchObject(body);
      expect(store.settingsOfChannel(1)).toMatchObject(privacy({ policy_url: null }));
    });

    it('tell which fields BigCommerce did not keep', async () => {
      const etag = await etagOf(1001);
      world.sandbox.faults.add({ kind: 'field-not-stored', field: 'allow_global_logins', times: 1 });
      const answer = await put(1001, { allow_global_logins: true }, { 'If-Match': etag });
      expect(answer).toMatchObject({ status: 200, meta: { not_stored: ['allow_global_logins'] } });
    });

    it('do not overwrite a change made elsewhere', async () => {
      const etag = await etagOf(1001);
      store.changeChannelSettings(1001, groups({ default_customer_group_id: 0 }));
      const answer = await put(1001, privacy({ policy_url: '' }), { 'If-Match': etag });
      expect(answer).toMatchObject({
        status: 412,
        code: 'settings_changed',
        data: groups({ default_customer_group_id: 0 }),
      });
      expect(answer.response.headers.get('ETag')).toBe(await etagOf(1001));
      expect(writes()).toEqual([]);
      // A change of the whole store, or of another storefront, is not a change of this one.
      const current = await etagOf(1001);
      store.changeSettings(privacy({ policy_url: 'https://global.example/' }));
      store.changeChannelSettings(1002, { allow_global_logins: true });
      expect(await put(1001, privacy({ policy_url: '' }), { 'If-Match': current })).toMatchObject({
        status: 200,
      });
    });

    it('need a tag to be written', async () => {
      for (const headers of [{}, { 'If-Match': '*' }, { 'If-Match': 'x' }])
        expect(await put(1001, privacy({ policy_url: '' }), headers)).toMatchObject({
          status: 428,
          code: 'if_match_required',
        });
      expect(store.traffic.requests).toBe(0);
    });

    it('do not take the tag of the whole store', async () => {
      const { etag } = await client.getSettings();
      expect(await put(1001, privacy({ policy_url: '' }), { 'If-Match': etag })).toMatchObject({
        status: 412,
      });
      expect(writes()).toEqual([]);
    });

    it('say which methods there are', async () => {
      const options = await client.call('OPTIONS', `${path}/1`);
      expect([options.status, options.headers.get('Allow')]).toEqual([204, 'GET, PUT, HEAD']);
      for (const method of ['POST', 'PATCH', 'DELETE']) {
        const refused = await client.call(method, `${path}/1`);
        expect([refused.status, refused.headers.get('Allow')]).toEqual([405, 'GET, PUT, HEAD']);
      }
      expect(store.traffic.requests).toBe(0);
    });
  });

  describe('bad input', () => {
    it.each([
      [{ colour: 'red' }, ['colour']],
      [privacy({ policy: '' }), ['privacy_settings.policy']],
      [{ allow_global_logins: null }, ['allow_global_logins']],
      [{ allow_global_logins: 'yes' }, ['allow_global_logins']],
      [privacy({ policy_url: 'http://shop.example' }), ['privacy_settings.policy_url']],
      [privacy({ policy_url: '/privacy' }), ['privacy_settings.policy_url']],
      [privacy({ policy_url: 'https:privacy' }), ['privacy_settings.policy_url']],
      [privacy({ policy_url: 7 }), ['privacy_settings.policy_url']],
      [
        privacy({ ask_shopper_for_tracking_consent: 0 }),
        ['privacy_settings.ask_shopper_for_tracking_consent'],
      ],
      [groups({ guest_customer_group_id: '' }), ['customer_group_settings.guest_customer_group_id']],
      [groups({ default_customer_group_id: -1 }), ['customer_group_settings.default_customer_group_id']],
      [
        { ...privacy({ policy_url: 'ftp://x' }), ...groups({ guest_customer_group_id: 1.5 }) },
        ['customer_group_settings.guest_customer_group_id', 'privacy_settings.policy_url'],
      ],
      [{ privacy_settings: null }, ['privacy_settings']],
      [{}, ['body']],
      [[], ['body']],
    ])('is answered 422 with the field, and nothing is asked: %j', async (body, fields) => {
      const answer = await put(1001, body, { 'If-Match': '"x"' });
      expect(answer).toMatchObject({ status: 422, code: 'invalid_fields' });
      expect(Object.keys(answer.errors ?? {}).sort()).toEqual(fields);
      expect(answer.response.headers.get('Content-Type')).toBe('application/problem+json');
      expect(store.traffic.requests).toBe(0);
    });

    it.each(['0', '-1', '1.5', '1e3', '0x1', '01', 'abc', '1,2', '2147483648', '%20', '1%2F2', '__proto__'])(
      'is answered 404 for the channel id %s, and nothing is asked',
      async (id) => {
        const read = await client.call('GET', `${path}/${id}`);
        expect([read.status, await read.json()]).toMatchObject([404, { code: 'channel_not_found' }]);
        const write = await put(id, privacy({ policy_url: '' }), { 'If-Match': '"x"' });
        expect(write).toMatchObject({ status: 404, code: 'channel_not_found' });
        expect(store.traffic.requests).toBe(0);
      },
    );

    it('is answered 404 for a channel that is deleted, never was, or is another store’s', async () => {
      const other = addTestStore(world.sandbox);
      other.channels = [createChannel(77_001, 'Theirs', 'bigcommerce')];
      other.changeChannelSettings(77_001, privacy({ policy_url: 'https://theirs.example/' }));
      store.channels.push(createChannel(77_002, 'Gone', 'bigcommerce', { status: 'deleted' }));
      for (const id of [77_001, 77_002, 77_003]) {
        const read = await client.call('GET', `${path}/${id}`);
        expect([read.status, await read.json()]).toMatchObject([404, { code: 'channel_not_found' }]);
        const write = await put(id, privacy({ policy_url: '' }), { 'If-Match': '"x"' });
        expect(write).toMatchObject({ status: 404, code: 'channel_not_found' });
      }
      expect(writes()).toEqual([]);
      expect(other.traffic.requests).toBe(0);
      expect(other.settingsOfChannel(77_001)).toMatchObject(
        privacy({ policy_url: 'https://theirs.example/' }),
      );
    });

    it.each([
      ['{', 'application/json', 400, 'malformed_json'],
      ['{}', 'text/plain', 415, 'unsupported_media_type'],
      [
        JSON.stringify(privacy({ policy_url: 'x'.repeat(64 * 1024) })),
        'application/json',
        413,
        'body_too_large',
      ],
    ])('is refused: %.20j as %s', async (body, type, status, code) => {
      const answer = await put(1001, body, { 'If-Match': '"x"', 'Content-Type': type });
      expect(answer).toMatchObject({ status, code });
      expect(store.traffic.requests).toBe(0);
    });

    it('is answered 401 or 409 without the session of this store', async () => {
      const other = await installApp(world, addTestStore(world.sandbox, { storefronts: 3 }).hash);
      for (const [seal, status] of [
        [null, 401],
        ['rubbish', 401],
        [other.seal, 409],
      ] as const)
        for (const method of ['GET', 'PUT']) {
          const body = method === 'PUT' ? { body: privacy({ policy_url: '' }) } : {};
          const headers = { 'If-Match': '"x"' };
          const response = await client.call(method, `${path}/1`, { ...body, headers, seal });
          expect(response.status).toBe(status);
        }
      expect(store.traffic.requests).toBe(0);
    });
  });

  describe('a save that is one of many', () => {
    const bulk = { 'X-Change-Source': 'bulk' };
    const body = privacy({ policy_url: 'https://bulk.example/' });

    it('is made while more than half of the quota is left', async () => {
      const answer = await put(1001, body, { 'If-Match': await etagOf(1001), ...bulk });
      expect(answer).toMatchObject({ status: 200, data: body });
    });

    it('is told to wait while less is left, and writes and asks nothing', async () => {
      const few = addTestStore(world.sandbox, { storefronts: 2 });
      Object.assign(few.rateLimit, { quota: 40, windowMs: 3_000 });
      const saver = await installApp(world, few.hash);
      const read = await saver.call('GET', `${path}/1`);
      const etag = read.headers.get('ETag') ?? '';
      few.rateLimit.leave(15, Date.now());
      await saver.getSettings();
      const asked = few.traffic.requests;
      const save = (headers: Record<string, string>) =>
        saver.call('PUT', `${path}/1`, { body, headers: { 'If-Match': etag, ...headers } });
      const refused = await save(bulk);
      expect(refused.status).toBe(429);
      const seconds = Number(refused.headers.get('Retry-After'));
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(3);
      expect(await refused.json()).toMatchObject({ code: 'store_rate_limited', values: { seconds } });
      expect(few.traffic.requests).toBe(asked);
      // A single save of a person does not wait.
      expect((await save({})).status).toBe(200);
      expect(few.settingsOfChannel(1)).toMatchObject(body);
    });

    it('goes on once the window is over', async () => {
      const few = addTestStore(world.sandbox, { storefronts: 2 });
      Object.assign(few.rateLimit, { quota: 40, windowMs: 2_500 });
      const saver = await installApp(world, few.hash);
      const etag = (await saver.call('GET', `${path}/1`)).headers.get('ETag') ?? '';
      few.rateLimit.leave(3, Date.now());
      await saver.getSettings();
      const save = async () =>
        (await saver.call('PUT', `${path}/1`, { body, headers: { 'If-Match': etag, ...bulk } })).status;
      expect(await save()).toBe(429);
      await expect.poll(save, { timeout: 5_000 }).toBe(200);
    });
  });

  it('asked BigCommerce only for what its OpenAPI files describe', (context) => {
    const check = loadOpenApiCheck();
    if (!check.available) {
      context.skip(`BigCommerce's OpenAPI files are not here: ${check.reason}`);
      return;
    }
    const requests = world.sandbox.requests.list();
    expect(requests.filter(({ path: at }) => at.includes('/channels')).length).toBeGreaterThan(20);
    expect(check.check(requests).filter(({ side }) => side === 'request')).toEqual([]);
    expect(world.sandbox.unknownCalls).toEqual([]);
  });
});
