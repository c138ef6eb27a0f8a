import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { installApp, loadApp, sealIn } from '../../harness/store-client.ts';
import { addTestStore, ownerId, staffId } from '../../harness/test-store.ts';
import type { World } from '../../../sandbox/world.ts';

const minute = 60 * 1000;
const day = 24 * 60 * minute;

describe.each(engines)('GET /load on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorldOn(engine);
  });
  afterEach(() => {
    world.sandbox.clock.skewMs = 0;
  });
  afterAll(() => world.stop());

  const visit = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });
  const loadWith = async (payload: string) => visit(`${world.app.url}/load?signed_payload_jwt=${payload}`);

  async function installedStore() {
    const store = addTestStore(world.sandbox);
    await installApp(world, store.hash);
    return store;
  }

  async function expectRefusal(response: Response, status: number) {
    const html = await response.text();
    expect(response.status).toBe(status);
    expect(html).toContain('<h1');
    expect(html).not.toContain('Fe26.2');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    return html;
  }

  it('opens the app for the owner and for a user, known or not', async () => {
    const store = await installedStore();
    for (const userId of [ownerId, staffId, staffId]) {
      const client = await loadApp(world, store.hash, userId);
      expect((await client.call('GET', 'v3/customers/settings')).status).toBe(200);
    }
    const owner = await visit(await world.sandbox.callbacks.loadUrl(store.hash, ownerId));
    expect(await owner.text()).toContain('\\"isOwner\\":true');
    const staff = await visit(await world.sandbox.callbacks.loadUrl(store.hash, staffId));
    expect(await staff.text()).toContain('\\"isOwner\\":false');
  });

  it('sets no cookie and keeps the page out of every cache', async () => {
    const store = await installedStore();
    const response = await visit(await world.sandbox.callbacks.loadUrl(store.hash));
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.headers.get('X-Frame-Options')).toBeNull();
    expect(response.headers.get('X-Powered-By')).toBeNull();
    expect(response.headers.get('Content-Security-Policy')).toContain(
      `frame-ancestors ${new URL(world.sandbox.controlPanelUrl(store.hash)).origin}`,
    );
    await response.body?.cancel();
  });

  it('asks BigCommerce for everything at once, and needs one wait', async () => {
    const store = await installedStore();
    world.sandbox.requests.clear();
    store.traffic.reset();
    world.sandbox.faults.add({ kind: 'latency', ms: 300, match: { storeHash: store.hash } });
    const response = await visit(await world.sandbox.callbacks.loadUrl(store.hash));
    await response.text();
    world.sandbox.faults.clear();
    const reads = world.sandbox.requests.list({ storeHash: store.hash });
    expect(reads.map(({ path }) => path.replace(/^\/stores\/[^/]+/, '')).sort()).toEqual([
      '/v2/customer_groups',
      '/v2/store',
      '/v3/channels',
      '/v3/customers/settings',
    ]);
    expect(store.traffic.peak).toBe(reads.length);
  });

  it('follows a deep link and the storefront whose link was clicked', async () => {
    const store = await installedStore();
    const open = async (options: object) => {
      const response = await visit(await world.sandbox.callbacks.loadUrl(store.hash, ownerId, options));
      expect(response.status).toBe(200);
      return response.text();
    };
    expect(await open({ channelId: 7 })).toContain(`/stores/${store.hash}?channel=7`);
    expect(await open({ url: '/?field=policy_url' })).toContain(`/stores/${store.hash}?field=policy_url`);
    expect(await open({ url: 'https://elsewhere.example/?field=<x>' })).not.toContain('elsewhere.example');
  });

  it('honours the person’s language where the app speaks it, and speaks English elsewhere', async () => {
    const store = await installedStore();
    const pageOf = async (userId: number) =>
      (await visit(await world.sandbox.callbacks.loadUrl(store.hash, userId))).text();
    expect(await pageOf(ownerId)).toMatch(/<html [^>]*lang="en"/);
    const german = await pageOf(staffId);
    expect(german).toMatch(/<html [^>]*lang="de"/);
    // A reload has no session that names the user.
    expect(german).toContain(`/stores/${store.hash}?language=de`);
  });

  it('takes the same payload again, as a reload of the iframe sends it', async () => {
    const store = await installedStore();
    const url = await world.sandbox.callbacks.loadUrl(store.hash);
    const [first, second] = [await visit(url), await visit(url)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(sealIn(await first.text())).not.toBe(sealIn(await second.text()));
  });

  it('refuses a payload that was used for another callback', async () => {
    const store = await installedStore();
    const payload = await world.sandbox.signPayload(store.hash, { userId: staffId });
    await visit(`${world.app.url}/remove_user?signed_payload_jwt=${payload}`);
    await expectRefusal(await loadWith(payload), 409);
    const loaded = await world.sandbox.signPayload(store.hash, { userId: ownerId });
    expect((await loadWith(loaded)).status).toBe(200);
    const uninstall = await visit(`${world.app.url}/uninstall?signed_payload_jwt=${loaded}`);
    expect(uninstall.status).toBe(409);
    expect((await visit(await world.sandbox.callbacks.loadUrl(store.hash))).status).toBe(200);
  });

  it('allows 60 seconds of skew and no more', async () => {
    const store = await installedStore();
    const status = async (skewMs: number) => {
      world.sandbox.clock.skewMs = skewMs;
      const response = await visit(await world.sandbox.callbacks.loadUrl(store.hash));
      await response.body?.cancel();
      return response.status;
    };
    expect(await status(50_000)).toBe(200);
    expect(await status(90_000)).toBe(401);
    expect(await status(-50_000)).toBe(200);
    expect(await status(-11 * minute)).toBe(401);
    expect(await status(-2 * day)).toBe(401);
  });

  it.each([
    ['another audience', { overrides: { aud: 'another-app' } }, 403],
    ['another issuer', { overrides: { iss: 'somebody' } }, 403],
    ['another key', { secret: 'another-secret-of-somebody-else' }, 401],
    ['no user', { overrides: { user: undefined } }, 422],
    ['no jti', { overrides: { jti: undefined } }, 422],
    ['no expiry', { overrides: { exp: undefined } }, 422],
    ['a subject that is no store', { overrides: { sub: 'stores/../etc' } }, 422],
    ['a user without id', { overrides: { user: { email: 'x@shop.example' } } }, 422],
  ])('refuses %s', async (_what, options, status) => {
    const store = await installedStore();
    await expectRefusal(await loadWith(await world.sandbox.signPayload(store.hash, options)), status);
  });

  it.each([
    ['no owner', { owner: undefined }],
    ['an owner that is null', { owner: null }],
    ['an owner without e-mail', { owner: { id: ownerId } }],
    ['an id as text', { user: { id: String(ownerId), email: 'o@shop.example' } }],
    ['a user without e-mail', { user: { id: ownerId } }],
    ['a storefront in quotes', { channel_id: '1' }],
    ['the storefront 0', { channel_id: 0 }],
    ['a storefront of words', { channel_id: 'two' }],
    ['a locale that is no text', { user: { id: ownerId, email: 'o@shop.example', locale: 7 } }],
    ['a deep link that is no text', { url: 7 }],
    ['a long locale', { user: { id: ownerId, email: 'o@shop.example', locale: 'x'.repeat(60) } }],
    ['a long deep link', { url: `/${'x'.repeat(3_000)}` }],
  ])('opens the app with %s', async (_what, overrides) => {
    const store = await installedStore();
    const response = await loadWith(
      await world.sandbox.signPayload(store.hash, { userId: ownerId, overrides }),
    );
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('\\"isOwner\\":true');
  });

  it('opens the app with a fraction of a second', async () => {
    const store = await installedStore();
    const overrides = { iat: Math.floor(Date.now() / 1_000) + 0.5 };
    expect((await loadWith(await world.sandbox.signPayload(store.hash, { overrides }))).status).toBe(200);
  });

  it('refuses a tampered payload, other algorithms, rubbish and nothing', async () => {
    const store = await installedStore();
    const payload = await world.sandbox.signPayload(store.hash);
    const [header = '', body = '', signature = ''] = payload.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const tampered = Buffer.from(
      JSON.stringify({ ...claims, user: { id: 99, email: 'x@y.example' } }),
    ).toString('base64url');
    await expectRefusal(await loadWith(`${header}.${tampered}.${signature}`), 401);
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    await expectRefusal(await loadWith(`${none}.${body}.`), 401);
    const key = new TextEncoder().encode(world.sandbox.app.clientSecret.padEnd(64, 'x'));
    const hs512 = await new SignJWT(claims).setProtectedHeader({ alg: 'HS512' }).sign(key);
    await expectRefusal(await loadWith(hs512), 401);
    await expectRefusal(await loadWith('rubbish'), 400);
    await expectRefusal(await loadWith(''), 400);
    await expectRefusal(await visit(`${world.app.url}/load`), 400);
  });

  it('refuses a store that did not install the app, or did and uninstalled it', async () => {
    const store = addTestStore(world.sandbox);
    const url = await world.sandbox.callbacks.loadUrl(store.hash);
    await expectRefusal(await visit(url), 404);
    await installApp(world, store.hash);
    await world.sandbox.callbacks.uninstall(store.hash);
    await expectRefusal(await visit(await world.sandbox.callbacks.loadUrl(store.hash)), 404);
  });

  it('does not let a removed person in with a link from before, and does with a new one', async () => {
    const store = await installedStore();
    world.sandbox.clock.skewMs = -minute / 2;
    const before = await world.sandbox.callbacks.loadUrl(store.hash, staffId);
    world.sandbox.clock.skewMs = 0;
    expect((await visit(before)).status).toBe(200);
    await world.sandbox.callbacks.removeUser(store.hash, staffId);
    await expectRefusal(await visit(before), 401);
    world.sandbox.clock.skewMs = minute / 2;
    await loadApp(world, store.hash, staffId);
  });

  it('does not let in a person who was removed before ever opening the app, nor by a clock that is ahead', async () => {
    const never = await installedStore();
    const link = await world.sandbox.callbacks.loadUrl(never.hash, staffId);
    await world.sandbox.callbacks.removeUser(never.hash, staffId);
    await expectRefusal(await visit(link), 401);
    const ahead = await installedStore();
    world.sandbox.clock.skewMs = 45_000;
    const early = await world.sandbox.callbacks.loadUrl(ahead.hash, staffId);
    await world.sandbox.callbacks.removeUser(ahead.hash, staffId);
    await expectRefusal(await visit(early), 401);
  });

  it('answers a load that races with a removal by a page, whichever wins', async () => {
    const store = await installedStore();
    for (let round = 0; round < 10; round++) {
      const link = await world.sandbox.callbacks.loadUrl(store.hash, staffId);
      const [response] = await Promise.all([
        visit(link),
        world.sandbox.callbacks.removeUser(store.hash, staffId),
      ]);
      expect([200, 401]).toContain(response.status);
      expect(await response.text()).toContain('<h1');
    }
  });

  it.each(['/load/', '/LOAD', '/load/x'])('leads nowhere from %s, and repeats no payload', async (path) => {
    const store = await installedStore();
    const payload = await world.sandbox.signPayload(store.hash);
    const response = await visit(`${world.app.url}${path}?signed_payload_jwt=${payload}`);
    expect(JSON.stringify([...response.headers])).not.toContain(payload);
    expect(response.headers.get('Cache-Control')).toContain('no-store');
    await response.body?.cancel();
    expect((await visit(await world.sandbox.callbacks.loadUrl(store.hash))).status).toBe(200);
  });

  it('keeps the page readable when BigCommerce fails', async () => {
    const store = await installedStore();
    world.sandbox.faults.add({ kind: 'status', status: 500, match: { storeHash: store.hash } });
    const response = await visit(await world.sandbox.callbacks.loadUrl(store.hash));
    world.sandbox.faults.clear();
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain('Try again');
    expect(sealIn(html)).toBeTruthy();
  });
});
