import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { installApp, loadApp, sealIn } from '../../harness/store-client.ts';
import { createDatabase } from '../../../lib/database/database';
import { limits } from '../../../lib/limits';
import { addTestStore, ownerId, staffId } from '../../harness/test-store.ts';
import type { World } from '../../../sandbox/world.ts';

describe.each(engines)('a sign-in on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorldOn(engine, { environment: { TRUSTED_ADDRESS_HEADER: 'X-Forwarded-For' } });
  });
  afterEach(() => {
    world.sandbox.clock.skewMs = 0;
  });
  afterAll(() => world.stop());

  const visit = async (url: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url, { redirect: 'manual', headers });
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
  const exchanges = (storeHash: string) =>
    world.sandbox.requests.list({ path: '/oauth2/token', storeHash }).length;
  const settings = (storeHash: string, seal: string) =>
    fetch(`${world.app.url}/api/stores/${storeHash}/v3/customers/settings`, {
      headers: { Authorization: `Bearer ${seal}` },
    });

  async function installedStore() {
    const store = addTestStore(world.sandbox);
    await installApp(world, store.hash);
    return store;
  }

  /** Waits until the uninstall of a store was checked, after the minute that BigCommerce has for it is taken as over. */
  async function untilUninstallChecked(storeHash: string, outcome: 'kept' | 'ended') {
    const database = createDatabase(world.environment.DATABASE_URL ?? '');
    const { numUpdatedRows } = await database
      .updateTable('installations')
      .set(({ eb }) => ({ uninstallCheckAt: eb('uninstallCheckAt', '-', limits.uninstallCheckMs) }))
      .where('storeHash', '=', storeHash)
      .where('uninstallCheckAt', '>', Date.now() + limits.uninstallCheckMs / 2)
      .executeTakeFirst();
    await database.destroy();
    expect(numUpdatedRows, 'a check is planned for a minute later').toBe(1n);
    await expect
      .poll(() => world.app.output(), { timeout: 75_000, interval: 500 })
      .toMatch(new RegExp(`uninstall_checked[^\\n]*${storeHash}[^\\n]*${outcome}`));
  }

  it('does not happen again once a session of the payload was signed out', async () => {
    const store = await installedStore();
    const url = await world.sandbox.callbacks.loadUrl(store.hash);
    const seal = sealIn((await visit(url)).html);
    expect((await visit(url)).status).toBe(200);
    const session = `${world.app.url}/api/stores/${store.hash}/session`;
    await fetch(session, { method: 'DELETE', headers: { Authorization: `Bearer ${seal}` } });
    expect((await visit(url)).status).toBe(409);
    expect((await visit(await world.sandbox.callbacks.loadUrl(store.hash))).status).toBe(200);
  });

  it('does not happen with a payload of the installation before', async () => {
    const store = await installedStore();
    const used = await world.sandbox.callbacks.loadUrl(store.hash);
    expect((await visit(used)).status).toBe(200);
    world.sandbox.clock.skewMs = -90_000;
    const unused = await world.sandbox.callbacks.loadUrl(store.hash);
    world.sandbox.clock.skewMs = 0;
    await world.sandbox.callbacks.uninstall(store.hash, ownerId);
    await installApp(world, store.hash);
    expect((await visit(used)).status).toBe(409);
    const former = await visit(unused);
    expect(former.status).toBe(401);
    expect(former.html).toContain('installed again');
  });

  it('leaves the sessions of a removed person dead when the person is let in again', async () => {
    const store = await installedStore();
    const before = await loadApp(world, store.hash, staffId);
    await world.sandbox.callbacks.removeUser(store.hash, staffId);
    store.user(staffId).mayOpenApp = true;
    world.sandbox.clock.skewMs = 30_000;
    const after = await loadApp(world, store.hash, staffId);
    expect((await after.call('GET', 'v3/customers/settings')).status).toBe(200);
    expect((await before.call('GET', 'v3/customers/settings')).status).toBe(401);
  });

  it('happens with one exchange when the install callback is sent twice, at once or later', async () => {
    const store = addTestStore(world.sandbox);
    const url = world.sandbox.callbacks.authUrl(store.hash);
    const answers = [...(await Promise.all([visit(url), visit(url)])), await visit(url)];
    for (const { status, html } of answers) {
      expect(status).toBe(200);
      expect((await settings(store.hash, sealIn(html))).status).toBe(200);
    }
    expect(exchanges(store.hash)).toBe(1);
  });

  it.each([
    ['Sec-Purpose', 'prefetch'],
    ['Sec-Purpose', 'prefetch;prerender'],
    ['Purpose', 'prefetch'],
  ])('is not made by a prefetch (%s: %s)', async (name, value) => {
    const store = addTestStore(world.sandbox);
    const url = world.sandbox.callbacks.authUrl(store.hash);
    expect((await visit(url, { [name]: value })).status).toBe(503);
    expect(exchanges(store.hash)).toBe(0);
    expect((await visit(url)).status).toBe(200);
  });

  it('is refused to invented codes from one address, and to no other store', async () => {
    const store = addTestStore(world.sandbox);
    const invented = (n: number, address: string) =>
      visit(world.sandbox.callbacks.authUrl(store.hash, { code: `invented-${engine}-${n}` }), {
        'X-Forwarded-For': `203.0.113.99, ${address}`,
      });
    const statuses = [];
    for (let n = 0; n < 12; n++) statuses.push((await invented(n, '198.51.100.1')).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    expect((await invented(1, '198.51.100.2')).status).toBe(401);
    expect(exchanges(store.hash)).toBe(10);
    expect(
      (await visit(world.sandbox.callbacks.authUrl(store.hash), { 'X-Forwarded-For': '198.51.100.3' }))
        .status,
    ).toBe(200);
  });

  it.each(['/load', '/uninstall', '/remove_user'])('refuses a doubled parameter of %s', async (path) => {
    const store = await installedStore();
    const payload = await world.sandbox.signPayload(store.hash);
    const { status } = await visit(
      `${world.app.url}${path}?signed_payload_jwt=${payload}&signed_payload_jwt=${payload}`,
    );
    expect(status).toBe(400);
    expect((await visit(await world.sandbox.callbacks.loadUrl(store.hash))).status).toBe(200);
  });

  it('outlives an uninstall that a load link of another user was sent as', async () => {
    const store = await installedStore();
    const owner = await loadApp(world, store.hash);
    const payload = await world.sandbox.signPayload(store.hash, { userId: staffId });
    expect((await visit(`${world.app.url}/uninstall?signed_payload_jwt=${payload}`)).status).toBe(200);
    expect((await owner.call('GET', 'v3/customers/settings')).status).toBe(200);
    await untilUninstallChecked(store.hash, 'kept');
    expect((await owner.call('GET', 'v3/customers/settings')).status).toBe(200);
  }, 120_000);

  it('ends with the uninstall by another user once BigCommerce refuses the token', async () => {
    const store = await installedStore();
    expect((await world.sandbox.callbacks.uninstall(store.hash, staffId)).status).toBe(200);
    await untilUninstallChecked(store.hash, 'ended');
    expect((await visit(await world.sandbox.callbacks.loadUrl(store.hash))).status).toBe(404);
  }, 120_000);

  it('leaves lines in the log for sign-in, refusal and sign-out, with person, store, address and request', async () => {
    const store = await installedStore();
    const from = { 'X-Forwarded-For': '192.0.2.44', 'X-Request-Id': `trace-of-${store.hash}` };
    const url = await world.sandbox.callbacks.loadUrl(store.hash, staffId);
    const { html } = await visit(url, from);
    await fetch(`${world.app.url}/api/stores/${store.hash}/session`, {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${sealIn(html)}`, ...from },
    });
    await visit(url, from);
    const lines = world.app
      .output()
      .split('\n')
      .filter((line) => line.includes(`trace-of-${store.hash}`))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ event }) => String(event).startsWith('sign_'));
    const common = { storeHash: store.hash, userId: staffId, address: '192.0.2.44' };
    expect(lines).toMatchObject([
      { event: 'sign_in', by: 'load', ...common },
      { event: 'sign_out', ...common },
      { event: 'sign_in_refused', errorCode: 'payload_reused', ...common },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/eyJ|Fe26|@/);
  });

  it('is framed by the control panel of its own store, and no other page by any', async () => {
    const store = await installedStore();
    const panel = new URL(world.sandbox.controlPanelUrl(store.hash)).origin;
    const ancestors = async (url: string) =>
      /frame-ancestors ([^;]*)/.exec((await visit(url)).headers.get('Content-Security-Policy') ?? '')?.[1];
    expect(await ancestors(await world.sandbox.callbacks.loadUrl(store.hash))).toBe(panel);
    expect(await ancestors(`${world.app.url}/stores/${store.hash}`)).toBe(panel);
    expect(await ancestors(world.sandbox.callbacks.authUrl(store.hash, { code: 'x' }))).toBe(panel);
    for (const path of [
      '/',
      '/nothing',
      '/load?signed_payload_jwt=x',
      '/refused',
      '/stores/..%2f',
      '/api/nothing',
      '/icon.svg',
    ])
      expect(await ancestors(`${world.app.url}${path}`), path).toBe("'none'");
  });
});
