import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { installApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import type { World } from '../../../sandbox/world.ts';
import { loadOpenApiCheck } from '../../../sandbox/openapi-check.ts';
import type { Store } from '../../../sandbox/sandbox.ts';

const path = 'v3/customers/settings';
const json = { 'Content-Type': 'application/json' };
const privacy = (value: object) => ({ privacy_settings: value });
const groups = (value: object) => ({ customer_group_settings: value });

describe.each(engines)('the settings API on %s', (engine) => {
  let world: World;
  let store: Store;
  let client: StoreClient;
  beforeAll(async () => {
    world = await startWorldOn(engine);
    // An event would be answered by a read of its own, and here reads are counted.
    world.sandbox.webhooks.mode = 'off';
    store = addTestStore(world.sandbox);
    client = await installApp(world, store.hash);
  });
  afterAll(() => world.stop());

  const upstream = () => world.sandbox.requests.list({ storeHash: store.hash });

  /** Tries something that has to be refused before BigCommerce hears of it. */
  async function refusedHere(attempt: () => Promise<Response>) {
    const before = upstream().length;
    const response = await attempt();
    expect(upstream().length, 'BigCommerce is not called').toBe(before);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const problem = (await response.json()) as {
      status: number;
      code: string;
      title: string;
      errors?: object;
    };
    expect(problem.status).toBe(response.status);
    expect(problem.title).toBeTruthy();
    return { response, ...problem, fields: Object.keys(problem.errors ?? {}) };
  }

  it('answers with BigCommerce’s own shape, further fields included, and a tag', async () => {
    store.options.extraFields = { 'privacy_settings.colour_of_banner': 'blue' };
    const response = await client.call('GET', path);
    store.options.extraFields = {};
    expect(response.status).toBe(200);
    expect(response.headers.get('ETag')).toMatch(/^"[\w-]{27}"$/);
    expect(await response.json()).toEqual({
      data: {
        privacy_settings: { ...store.settings.privacy_settings, colour_of_banner: 'blue' },
        customer_group_settings: store.settings.customer_group_settings,
      },
      meta: { etag: response.headers.get('ETag') },
    });
  });

  it('keeps the tag while nothing changes, and changes it with any setting', async () => {
    const { etag } = await client.getSettings();
    expect((await client.getSettings()).etag).toBe(etag);
    store.changeSettings(groups({ guest_customer_group_id: 2 }));
    expect((await client.getSettings()).etag).not.toBe(etag);
    const { etag: changed } = await client.getSettings();
    expect((await client.getSettings()).etag).toBe(changed);
  });

  it('has the tag of the same values again when a save brings them back', async () => {
    const { etag, data } = await client.getSettings();
    const other = await client.putSettings(privacy({ policy_url: 'https://shop.example/there' }), etag);
    const there = other.headers.get('ETag') ?? '';
    expect(there).not.toBe(etag);
    const policy_url = data.privacy_settings?.policy_url;
    const back = await client.putSettings(privacy({ policy_url }), there);
    expect(back.headers.get('ETag')).toBe(etag);
    expect(await back.json()).toMatchObject({ data, meta: { etag } });
    expect((await client.getSettings()).etag).toBe(etag);
  });

  it('writes exactly the fields that were asked for', async () => {
    const body = { ...privacy({ policy_url: '' }), ...groups({ default_customer_group_id: 3 }) };
    const response = await client.putSettings(body);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: body, meta: { not_stored: [] } });
    expect(world.sandbox.requests.last({ storeHash: store.hash, method: 'PUT' })?.body).toEqual(body);
    expect(response.headers.get('ETag')).toBe((await client.getSettings()).etag);
  });

  it('accepts an answer without envelope', async () => {
    store.options.putWithoutEnvelope = true;
    const response = await client.putSettings(privacy({ ask_shopper_for_tracking_consent: false }));
    store.options.putWithoutEnvelope = false;
    expect(response.status).toBe(200);
    expect(store.settings.privacy_settings.ask_shopper_for_tracking_consent).toBe(false);
  });

  it('tells which fields BigCommerce did not keep', async () => {
    world.sandbox.faults.add({ kind: 'field-not-stored', field: 'privacy_settings.policy_url', times: 1 });
    const response = await client.putSettings({
      ...privacy({ policy_url: 'https://shop.example/kept-out' }),
      ...groups({ guest_customer_group_id: 3 }),
    });
    expect(await response.json()).toMatchObject({ meta: { not_stored: ['privacy_settings.policy_url'] } });
    expect(store.settings.customer_group_settings.guest_customer_group_id).toBe(3);
  });

  it('refuses to overwrite a change made elsewhere, and answers with the current settings', async () => {
    const { etag } = await client.getSettings();
    store.changeSettings(privacy({ policy_url: 'https://shop.example/by-somebody-else' }));
    const writes = world.sandbox.requests.list({ storeHash: store.hash, method: 'PUT' }).length;
    const response = await client.putSettings(privacy({ policy_url: 'https://shop.example/mine' }), etag);
    expect(response.status).toBe(412);
    const current = await client.getSettings();
    expect(response.headers.get('ETag')).toBe(current.etag);
    expect(await response.json()).toMatchObject({
      code: 'settings_changed',
      data: current.data,
      etag: current.etag,
    });
    expect(world.sandbox.requests.list({ storeHash: store.hash, method: 'PUT' })).toHaveLength(writes);
  });

  it('takes a tag that a compressing proxy made weak', async () => {
    const { etag } = await client.getSettings();
    const response = await client.putSettings(
      privacy({ policy_url: 'https://shop.example/weak' }),
      `W/${etag}`,
    );
    expect(response.status).toBe(200);
  });

  it('says which methods there are', async () => {
    const response = await client.call('OPTIONS', path);
    expect([response.status, response.headers.get('Allow')]).toEqual([204, 'GET, PUT, HEAD']);
    const health = await fetch(`${world.app.url}/api/health`, { method: 'POST' });
    expect([health.status, health.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('needs a tag to save', async () => {
    for (const headers of [{}, { 'If-Match': '*' }, { 'If-Match': 'x' }]) {
      const attempt = () =>
        client.call('PUT', path, {
          body: privacy({ policy_url: '' }),
          headers: headers,
        });
      expect(await refusedHere(attempt)).toMatchObject({ status: 428, code: 'if_match_required' });
    }
  });

  describe('bad input', () => {
    it.each([
      [{ colour: 'red' }, ['colour']],
      [privacy({ policy: '' }), ['privacy_settings.policy']],
      [{ allow_global_logins: true }, ['allow_global_logins']],
      [
        privacy({ ask_shopper_for_tracking_consent: 'yes' }),
        ['privacy_settings.ask_shopper_for_tracking_consent'],
      ],
      [privacy({ policy_url: null }), ['privacy_settings.policy_url']],
      [privacy({ policy_url: 'http://shop.example' }), ['privacy_settings.policy_url']],
      [privacy({ policy_url: '/privacy' }), ['privacy_settings.policy_url']],
      [privacy({ policy_url: 'https://user:word@shop.example' }), ['privacy_settings.policy_url']],
      [privacy({ policy_url: 'https://shop.example/'.padEnd(2_049, 'x') }), ['privacy_settings.policy_url']],
      [groups({ guest_customer_group_id: -1 }), ['customer_group_settings.guest_customer_group_id']],
      [groups({ default_customer_group_id: 1.5 }), ['customer_group_settings.default_customer_group_id']],
      [groups({ default_customer_group_id: 2 ** 31 }), ['customer_group_settings.default_customer_group_id']],
      [{}, ['body']],
      [[], ['body']],
    ])('is answered 422 with the field: %j', async (body, fields) => {
      const { etag } = await client.getSettings();
      const refused = await refusedHere(() => client.putSettings(body, etag));
      expect(refused).toMatchObject({ status: 422, code: 'invalid_fields', fields });
    });

    it.each(['{', 'null,', "{'a':1}", '<settings/>'])(
      'is answered 400 where it is no JSON: %j',
      async (body) => {
        const refused = await refusedHere(() =>
          client.call('PUT', path, { body, headers: { 'If-Match': '"x"' } }),
        );
        expect(refused).toMatchObject({ status: 400, code: 'malformed_json' });
      },
    );

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
      'is answered 415 where it is %s',
      async (type) => {
        const headers = { 'Content-Type': type, 'If-Match': '"x"' };
        const refused = await refusedHere(() => client.call('PUT', path, { body: '{}', headers }));
        expect(refused).toMatchObject({ status: 415, code: 'unsupported_media_type' });
      },
    );

    it('is answered 413 where it is over 64 KiB', async () => {
      const body = JSON.stringify(privacy({ policy_url: 'x'.repeat(64 * 1024) }));
      const refused = await refusedHere(() =>
        client.call('PUT', path, { body, headers: { 'If-Match': '"x"' } }),
      );
      expect(refused).toMatchObject({ status: 413, code: 'body_too_large' });
    });

    it('is answered 413 before a body of 1 GiB has been sent', async () => {
      const socket = connect(world.app.port, 'localhost');
      await once(socket, 'connect');
      socket.write(
        `PUT /api/stores/${store.hash}/${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${client.seal}\r\n` +
          `Content-Type: application/json\r\nIf-Match: "x"\r\nContent-Length: 1073741824\r\n\r\n{"privacy_settings":`,
      );
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      expect(chunk.toString()).toMatch(/^HTTP\/1\.1 413 /);
    });

    it('ends the connection of a body that does not end', async () => {
      const socket = connect(world.app.port, 'localhost');
      await once(socket, 'connect');
      socket.write(
        `PUT /api/stores/${store.hash}/${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${client.seal}\r\n` +
          `Content-Type: application/json\r\nIf-Match: "x"\r\nTransfer-Encoding: chunked\r\n\r\n`,
      );
      const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`;
      socket.on('drain', () => socket.write(chunk));
      for (let sent = 0; sent < 6; sent++) socket.write(chunk);
      const answer: Buffer[] = [];
      socket.on('data', (data: Buffer) => answer.push(data));
      socket.on('error', () => undefined);
      await once(socket, 'close');
      expect(Buffer.concat(answer).toString()).toMatch(/^HTTP\/1\.1 413 /);
    });

    it.each(['POST', 'PATCH', 'DELETE'])('is answered 405 with Allow for %s', async (method) => {
      const { response, code } = await refusedHere(() => client.call(method, path));
      expect(response.status).toBe(405);
      expect(code).toBe('method_not_allowed');
      expect(response.headers.get('Allow')).toBe('GET, PUT, HEAD');
    });

    it('is answered 409 for the path of another store, and that store is not asked', async () => {
      const other = addTestStore(world.sandbox);
      const call = (method: string) =>
        fetch(`${world.app.url}/api/stores/${other.hash}/${path}`, {
          method,
          headers: { ...json, Authorization: `Bearer ${client.seal}`, 'If-Match': '"x"' },
          ...(method === 'PUT' ? { body: '{}' } : {}),
        });
      for (const method of ['GET', 'PUT'])
        expect(await refusedHere(() => call(method))).toMatchObject({ status: 409, code: 'store_mismatch' });
      expect(world.sandbox.requests.list({ storeHash: other.hash })).toEqual([]);
    });

    it.each([
      [null, 'session_missing'],
      ['', 'session_invalid'],
      ['rubbish', 'session_invalid'],
      ['Fe26.2*1*a*b*c*9999999999999*d*e~2', 'session_invalid'],
    ])('is answered 401 for the session %j', async (seal, code) => {
      for (const method of ['GET', 'PUT']) {
        const { response, ...problem } = await refusedHere(() => client.call(method, path, { seal }));
        expect(problem).toMatchObject({ status: 401, code });
        expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
      }
    });
  });

  it.each(['/api/nothing', '/api/stores', '/api/stores/x/v3/customers'])(
    'answers 404 for %s as a problem',
    async (at) => {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const response = await fetch(`${world.app.url}${at}`, { method });
        expect(response.status).toBe(404);
        expect(response.headers.get('Content-Type')).toBe('application/problem+json');
        expect(response.headers.get('Cache-Control')).toBe('no-store');
        expect(await response.json()).toMatchObject({ code: 'not_found' });
      }
    },
  );

  it('answers the customer groups, all pages of them', async () => {
    store.options.groupFlags = { guests: 1, newCustomers: 0 };
    const response = await client.call('GET', 'v2/customer_groups');
    expect(await response.json()).toEqual({
      data: store.groups.map(({ id, name }) => ({
        id,
        name,
        discounts: [],
        categories: 'all',
        flags: id === 1 ? ['guests'] : [],
      })),
      meta: { complete: true },
    });
    const many = addTestStore(world.sandbox);
    const [group] = many.groups;
    if (!group) throw new Error('a store without groups');
    many.groups = Array.from({ length: 1_200 }, (_, index) => ({
      ...group,
      id: index + 1,
      name: `Group of ${index}`,
    }));
    const all = await (await installApp(world, many.hash)).call('GET', 'v2/customer_groups');
    const { data, meta } = (await all.json()) as { data: { id: number }[]; meta: object };
    expect(new Set(data.map(({ id }) => id)).size).toBe(1_200);
    expect(meta).toEqual({ complete: true });
  });

  it('answers no groups where BigCommerce answers 204', async () => {
    const none = addTestStore(world.sandbox);
    none.groups = [];
    const response = await (await installApp(world, none.hash)).call('GET', 'v2/customer_groups');
    expect(await response.json()).toEqual({ data: [], meta: { complete: true } });
  });

  it('asked BigCommerce only for what its OpenAPI files describe', (context) => {
    const check = loadOpenApiCheck();
    if (!check.available) {
      context.skip(`BigCommerce's OpenAPI files are not here: ${check.reason}`);
      return;
    }
    // Answers that a test makes wrong, or adds to the sandbox, are not in the files.
    const requests = world.sandbox.requests.list();
    expect(requests.length).toBeGreaterThan(20);
    expect(check.check(requests).filter(({ side }) => side === 'request')).toEqual([]);
    expect(world.sandbox.unknownCalls).toEqual([]);
  });
});
