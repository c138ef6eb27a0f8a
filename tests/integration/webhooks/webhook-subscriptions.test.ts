import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { installApp, loadApp } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import type { World } from '../../../sandbox/world.ts';
import { loadOpenApiCheck } from '../../../sandbox/openapi-check.ts';
import type { Store } from '../../../sandbox/sandbox.ts';

const scopes = [
  'store/channel/*/settings/customerPrivacy/updated',
  'store/channel/*/settings/defaultCustomerGroup/updated',
];
const openApi = loadOpenApiCheck();

describe.each(engines)('webhooks of a store on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorldOn(engine);
  });
  afterEach(() => world.sandbox.faults.clear());
  afterAll(() => world.stop());

  const visit = (url: string) => fetch(url, { redirect: 'manual' });
  const destination = () => `${world.app.url}/api/webhooks`;
  const calls = ({ hash }: Store) => world.sandbox.requests.list({ storeHash: hash, path: '/v3/hooks' });
  const summary = ({ hooks }: Store) =>
    hooks.map(({ scope, destination: to, is_active: active }) => `${scope} ${to} ${String(active)}`).sort();
  const asWanted = () => scopes.map((scope) => `${scope} ${destination()} true`);

  async function installedStore(): Promise<Store> {
    const store = addTestStore(world.sandbox);
    await installApp(world, store.hash);
    return store;
  }

  /** Once another store was installed and has its webhooks, whatever was begun before had its chance. */
  const afterOthers = () => installedStore();

  it('are there after the install, and asked for as BigCommerce documents it', async () => {
    const store = await installedStore();
    expect(summary(store)).toEqual(asWanted());
    expect(calls(store).map(({ method, status }) => `${method} ${status}`)).toEqual([
      'GET 200',
      'POST 200',
      'POST 200',
    ]);
    if (openApi.available) expect(openApi.check(calls(store))).toEqual([]);
  });

  it('are the same after another install', async () => {
    const store = await installedStore();
    const ids = store.hooks.map(({ id }) => id);
    world.sandbox.requests.clear();
    await installApp(world, store.hash);
    await expect
      .poll(() => calls(store).map(({ method, status }) => `${method} ${status}`))
      .toEqual(['GET 200']);
    await afterOthers();
    expect(calls(store)).toHaveLength(1);
    expect(store.hooks.map(({ id }) => id)).toEqual(ids);
  });

  it('cost loads nothing for some minutes', async () => {
    const store = await installedStore();
    world.sandbox.requests.clear();
    for (let time = 1; time <= 3; time++) await loadApp(world, store.hash);
    await afterOthers();
    expect(calls(store)).toEqual([]);
  });

  it('are repaired when the app is opened later: switched on, made anew, and no more than one of each', async () => {
    const [asleep, missing, doubled] = [
      await installedStore(),
      await installedStore(),
      await installedStore(),
    ];
    asleep.hooks = asleep.hooks.map((hook) => ({ ...hook, is_active: false }));
    missing.hooks = missing.hooks.slice(1);
    const [first] = doubled.hooks;
    if (!first) throw new Error('no hook');
    const foreign = {
      ...first,
      id: 3,
      destination: 'https://another.example/api/webhooks',
      is_active: false,
    };
    doubled.hooks = [
      { ...first, id: 1, is_active: false },
      ...doubled.hooks,
      { ...first, id: 40_000_000 },
      foreign,
    ];
    await world.restartApp();
    world.sandbox.requests.clear();
    for (const store of [asleep, missing, doubled]) await loadApp(world, store.hash);
    await expect.poll(() => summary(asleep)).toEqual(asWanted());
    await expect.poll(() => summary(missing)).toEqual(asWanted());
    await expect.poll(() => doubled.hooks.filter((hook) => hook !== foreign)).toHaveLength(2);
    expect(summary(doubled)).toEqual([...asWanted(), `${foreign.scope} ${foreign.destination} false`].sort());
    expect(doubled.hooks).toContain(first);
    expect(doubled.hooks).toContain(foreign);
    const made = [asleep, missing, doubled].flatMap(calls);
    expect(made.filter(({ status }) => status !== 200)).toEqual([]);
    if (openApi.available) expect(openApi.check(made)).toEqual([]);
  });

  it('are found on any page of the list', async () => {
    const store = await installedStore();
    const [first] = store.hooks;
    if (!first) throw new Error('no hook');
    const elsewhere = Array.from({ length: 300 }, (_, index) => ({
      ...first,
      id: index + 1,
      destination: `https://another.example/${index}`,
    }));
    store.hooks = [...elsewhere, ...store.hooks];
    await world.restartApp();
    world.sandbox.requests.clear();
    await loadApp(world, store.hash);
    await expect.poll(() => calls(store).length).toBe(2);
    await afterOthers();
    expect(calls(store).map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(store.hooks).toHaveLength(302);
  });

  it('are removed by the uninstall, and those that lead elsewhere are not', async () => {
    const store = await installedStore();
    const [first] = store.hooks;
    if (!first) throw new Error('no hook');
    const foreign = { ...first, id: 3, destination: 'https://another.example/api/webhooks' };
    store.hooks = [...store.hooks, foreign];
    expect((await world.sandbox.callbacks.uninstall(store.hash)).status).toBe(200);
    expect(store.hooks).toEqual([foreign]);
    if (openApi.available) expect(openApi.check(calls(store))).toEqual([]);
    await installApp(world, store.hash);
    await expect
      .poll(() => summary(store))
      .toEqual([...asWanted(), `${foreign.scope} ${foreign.destination} true`].sort());
  });

  it('stay when an uninstall of before a reinstall comes again', async () => {
    const store = await installedStore();
    const payload = await world.sandbox.signPayload(store.hash);
    const uninstall = () => visit(`${world.app.url}/uninstall?signed_payload_jwt=${payload}`);
    expect((await uninstall()).status).toBe(200);
    expect(store.hooks).toEqual([]);
    await installApp(world, store.hash);
    expect((await uninstall()).status).toBe(200);
    expect(summary(store)).toEqual(asWanted());
  });

  it('are done without where the grant lacks the scope, and made once it has it', async () => {
    const store = addTestStore(world.sandbox);
    const less = await visit(world.sandbox.callbacks.authUrl(store.hash, { scopes: ['store_v2_customers'] }));
    expect(less.status).toBe(200);
    await less.text();
    await loadApp(world, store.hash);
    await afterOthers();
    expect(calls(store)).toEqual([]);
    await installApp(world, store.hash);
    expect(summary(store)).toEqual(asWanted());
  });

  describe.each([
    ['500', { kind: 'status', status: 500 }],
    ['403', { kind: 'status', status: 403 }],
    ['429', { kind: 'rate-limited', resetMs: 20_000 }],
    ['422', { kind: 'status', status: 422 }],
    ['html', { kind: 'html' }],
    ['no answer', { kind: 'timeout' }],
  ] as const)('when BigCommerce answers them with %s', (_what, fault) => {
    it('do not prevent installing, opening and uninstalling the app', async () => {
      const store = addTestStore(world.sandbox);
      world.sandbox.faults.add({ ...fault, match: { storeHash: store.hash, path: '/v3/hooks' } });
      const timed = async (work: () => Promise<unknown>) => {
        const from = performance.now();
        await work();
        return performance.now() - from;
      };
      const slowest = async ({ hash }: Store) =>
        Math.max(
          await timed(() => installApp(world, hash)),
          await timed(() => loadApp(world, hash)),
          await timed(async () => expect((await world.sandbox.callbacks.uninstall(hash)).status).toBe(200)),
        );
      const quiet = await slowest(addTestStore(world.sandbox));
      // The app waits for longer than 5 s for an answer that does not come.
      expect(await slowest(store)).toBeLessThan(5_000 + 2 * quiet);
      expect(calls(store).length).toBeGreaterThan(0);
      expect(store.hooks).toEqual([]);
      expect((await visit(await world.sandbox.callbacks.loadUrl(store.hash))).status).toBe(404);
    });
  });

  it('are tried again at a later load after a failure', async () => {
    const store = addTestStore(world.sandbox);
    world.sandbox.faults.add({
      kind: 'status',
      status: 403,
      match: { storeHash: store.hash, path: '/v3/hooks' },
    });
    await installApp(world, store.hash);
    await expect.poll(() => calls(store).length).toBe(1);
    world.sandbox.faults.clear();
    await world.restartApp();
    await loadApp(world, store.hash);
    await expect.poll(() => summary(store)).toEqual(asWanted());
  });
});
