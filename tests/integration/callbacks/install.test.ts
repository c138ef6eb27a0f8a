import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { installApp, loadApp, sealIn } from '../../harness/store-client.ts';
import { addTestStore, ownerId, staffId } from '../../harness/test-store.ts';
import type { World } from '../../../sandbox/world.ts';

const anySeal = /Fe26\.2\*/;

describe.each(engines)('GET /auth on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorldOn(engine);
  });
  afterEach(() => world.sandbox.faults.clear());
  afterAll(() => world.stop());

  const visit = (url: string | URL, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });

  /** The answer to a callback that must not have installed anything. */
  async function refused(url: string | URL, storeHash: string) {
    const response = await visit(url);
    const html = await response.text();
    expect(html).not.toMatch(anySeal);
    expect(response.headers.get('Content-Type')).toContain('text/html');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(html).toContain('<h1');
    const load = await visit(await world.sandbox.callbacks.loadUrl(storeHash, ownerId));
    expect(load.status, 'the store is not installed').toBe(404);
    return { status: response.status, html };
  }

  it('installs, and answers with the filled form', async () => {
    const store = addTestStore(world.sandbox);
    const response = await visit(world.sandbox.callbacks.authUrl(store.hash));
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('https://shop.example/privacy');
    expect(html).toContain('Retail');
    expect(sealIn(html)).toMatch(anySeal);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('replaces the token when installed again, and ends the sessions of before', async () => {
    const store = addTestStore(world.sandbox);
    const before = await installApp(world, store.hash);
    const after = await installApp(world, store.hash);
    expect((await after.call('GET', 'v3/customers/settings')).status).toBe(200);
    const old = await before.call('GET', 'v3/customers/settings');
    expect(old.status).toBe(401);
    expect(await old.json()).toMatchObject({ code: 'installation_gone' });
  });

  it.each(['a change of the owner’s e-mail', 'a change of scopes'])('works again after %s', async (what) => {
    const store = addTestStore(world.sandbox);
    const before = await installApp(world, store.hash);
    if (what.includes('e-mail')) store.changeOwnerEmail('new-owner@shop.example');
    else store.revokeToken();
    const dead = await before.call('GET', 'v3/customers/settings');
    expect(dead.status).toBe(502);
    expect(await dead.json()).toMatchObject({ code: 'store_token_rejected' });
    const after = await installApp(world, store.hash);
    expect((await after.call('GET', 'v3/customers/settings')).status).toBe(200);
    expect((await loadApp(world, store.hash, staffId)).seal).toMatch(anySeal);
  });

  it('takes the person who installed for who that is', async () => {
    const store = addTestStore(world.sandbox);
    const response = await visit(world.sandbox.callbacks.authUrl(store.hash, { userId: staffId }));
    expect(await response.text()).toContain('\\"isOwner\\":false');
    const byOwner = await visit(world.sandbox.callbacks.authUrl(store.hash));
    expect(await byOwner.text()).toContain('\\"isOwner\\":true');
  });

  describe('external_install', () => {
    it('ends on BigCommerce’s page of success, with the app installed', async () => {
      const store = addTestStore(world.sandbox);
      const response = await visit(world.sandbox.callbacks.authUrl(store.hash, { externalInstall: true }));
      expect(response.status).toBe(302);
      const { clientId } = world.sandbox.app;
      expect(response.headers.get('Location')).toBe(`${world.sandbox.url}/app/${clientId}/install/succeeded`);
      await loadApp(world, store.hash);
    });

    it('ends on BigCommerce’s page of failure, with nothing installed', async () => {
      const store = addTestStore(world.sandbox);
      const url = world.sandbox.callbacks.authUrl(store.hash, { externalInstall: true, code: 'unknown' });
      const response = await visit(url);
      expect(response.headers.get('Location')).toMatch(/\/install\/failed$/);
      const load = await visit(await world.sandbox.callbacks.loadUrl(store.hash));
      expect(load.status).toBe(404);
    });
  });

  describe('refuses', () => {
    it('a code that is unknown', async () => {
      const { hash } = addTestStore(world.sandbox);
      const { status } = await refused(world.sandbox.callbacks.authUrl(hash, { code: 'unknown' }), hash);
      expect(status).toBe(401);
    });

    it('a code that is expired', async () => {
      const { hash } = addTestStore(world.sandbox);
      const { status } = await refused(world.sandbox.callbacks.authUrl(hash, { lifetimeMs: -1 }), hash);
      expect(status).toBe(401);
    });

    it('a code whose session was signed out, and says that the app is installed', async () => {
      const store = addTestStore(world.sandbox);
      const url = world.sandbox.callbacks.authUrl(store.hash);
      const seal = sealIn(await (await visit(url)).text());
      const loaded = await loadApp(world, store.hash);
      expect((await loaded.call('DELETE', 'session', { seal })).status).toBe(204);
      const again = await visit(url);
      expect([again.status, await again.text()]).toEqual([
        409,
        expect.stringContaining('The app is installed'),
      ]);
      expect((await loaded.call('GET', 'v3/customers/settings')).status).toBe(200);
    });

    it.each(['abc123', 'stores/', 'stores/../x', 'stores/ABC', 'stores/a/b'])(
      'context %j',
      async (context) => {
        const { hash } = addTestStore(world.sandbox);
        const url = new URL(world.sandbox.callbacks.authUrl(hash));
        url.searchParams.set('context', context);
        expect((await refused(url, hash)).status).toBe(400);
      },
    );

    it('the context of another store, whose code it is not', async () => {
      const [store, other] = [addTestStore(world.sandbox), addTestStore(world.sandbox)];
      const url = new URL(world.sandbox.callbacks.authUrl(store.hash));
      url.searchParams.set('context', other.context);
      expect((await refused(url, other.hash)).status).toBe(401);
    });

    it('a token answer for another store than asked', async () => {
      const [store, other] = [addTestStore(world.sandbox), addTestStore(world.sandbox)];
      world.sandbox.faults.add({
        kind: 'wrong-shape',
        field: 'context',
        value: other.context,
        match: { target: 'login' },
      });
      const { status } = await refused(world.sandbox.callbacks.authUrl(store.hash), store.hash);
      expect(status).toBe(403);
      const load = await visit(await world.sandbox.callbacks.loadUrl(other.hash));
      expect(load.status).toBe(404);
    });

    it('a grant without the scope that the app cannot do without, and names it', async () => {
      const { hash } = addTestStore(world.sandbox);
      const scopes = ['store_channel_settings_read_only', 'store_v2_information_read_only'];
      const { status, html } = await refused(world.sandbox.callbacks.authUrl(hash, { scopes }), hash);
      expect(status).toBe(403);
      expect(html).toContain('store_v2_customers');
    });

    it('a token answer that lacks the scope which the callback named', async () => {
      const { hash } = addTestStore(world.sandbox);
      world.sandbox.faults.add({
        kind: 'wrong-shape',
        field: 'scope',
        value: 'store_v2_default',
        match: { target: 'login' },
      });
      expect((await refused(world.sandbox.callbacks.authUrl(hash), hash)).status).toBe(403);
    });

    it.each(['code', 'scope', 'context'])('a callback without %s, or with two', async (name) => {
      const { hash } = addTestStore(world.sandbox);
      const without = new URL(world.sandbox.callbacks.authUrl(hash));
      without.searchParams.delete(name);
      expect((await refused(without, hash)).status).toBe(400);
      const twice = new URL(world.sandbox.callbacks.authUrl(hash));
      twice.searchParams.append(name, 'another');
      expect((await refused(twice, hash)).status).toBe(400);
    });

    it.each([
      [{ kind: 'status', status: 500 }, 502],
      [{ kind: 'status', status: 503 }, 502],
      [{ kind: 'cut', at: 'before-headers' }, 502],
      [{ kind: 'cut', at: 'mid-body' }, 502],
      [{ kind: 'invalid-json' }, 502],
      [{ kind: 'html', status: 200 }, 502],
      [{ kind: 'wrong-shape', field: 'access_token', value: 7 }, 502],
      [{ kind: 'wrong-shape', field: 'user', value: null }, 502],
    ] as const)('a login server with %j, and offers to try again', async (fault, expected) => {
      const { hash } = addTestStore(world.sandbox);
      world.sandbox.faults.add({ ...fault, match: { target: 'login' } });
      const { status, html } = await refused(world.sandbox.callbacks.authUrl(hash), hash);
      expect(status).toBe(expected);
      expect(html).toMatch(/<a [^>]*href=""[^>]*>Try again/);
    });

    it('a login server that does not answer', async () => {
      const { hash } = addTestStore(world.sandbox);
      world.sandbox.faults.add({ kind: 'timeout', match: { target: 'login' } });
      const { status, html } = await refused(world.sandbox.callbacks.authUrl(hash), hash);
      expect(status).toBe(504);
      expect(html).toMatch(/<a [^>]*href=""[^>]*>Try again/);
    });

    it.each(['POST', 'PUT', 'DELETE'])('%s, and says what is allowed', async (method) => {
      const { hash } = addTestStore(world.sandbox);
      const response = await visit(world.sandbox.callbacks.authUrl(hash), { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('Allow')).toBe('GET');
      await response.body?.cancel();
    });
  });

  it('works when tried again after a first try that failed', async () => {
    const store = addTestStore(world.sandbox);
    const url = world.sandbox.callbacks.authUrl(store.hash);
    const clear = world.sandbox.faults.add({ kind: 'status', status: 500, match: { target: 'login' } });
    expect((await visit(url)).status).toBe(502);
    clear();
    expect((await visit(url)).status).toBe(200);
  });

  it('works without the scopes that are not needed for the settings, and says what is missing', async () => {
    const store = addTestStore(world.sandbox);
    const response = await visit(
      world.sandbox.callbacks.authUrl(store.hash, { scopes: ['store_v2_customers'] }),
    );
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('https://shop.example/privacy');
    expect(html).toContain('store_v2_information_read_only');
  });

  it('does not let a page be opened by headers that only the proxy may set', async () => {
    const store = addTestStore(world.sandbox);
    const client = await installApp(world, store.hash);
    const response = await visit(`${world.app.url}/stores/${store.hash}`, {
      headers: {
        Authorization: `Bearer ${client.seal}`,
        'x-app-opening': '{"firstRun":true,"missingScopes":["x"]}',
      },
    });
    const html = await response.text();
    expect(html).not.toMatch(anySeal);
    expect(html).not.toContain('https://shop.example/privacy');
    const forged = await visit(`${world.app.url}/refused`, {
      headers: { 'x-app-refused': '{"code":"internal","values":{}}' },
    });
    expect(forged.status).toBe(404);
  });
});
