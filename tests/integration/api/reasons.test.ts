import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines, startWorldOn } from '../../harness/engines';
import { installApp, loadApp, type StoreClient } from '../../harness/store-client';
import { addTestStore, staffId } from '../../harness/test-store';
import type { Store } from '../../../sandbox/sandbox';
import type { World } from '../../../sandbox/world';

const globalPath = 'v3/customers/settings';
const storefrontPath = `${globalPath}/channels/1001`;
const agreed = { 'X-Change-Note': encodeURIComponent('Agreed with Légal, 50 %') };

describe.each(engines)('the reasons of changes on %s', (engine) => {
  let world: World;
  let store: Store;
  let client: StoreClient;
  beforeAll(async () => {
    world = await startWorldOn(engine);
    // An event would make the app read, and these tests count requests.
    world.sandbox.webhooks.mode = 'off';
  });
  beforeEach(async () => {
    store = addTestStore(world.sandbox, { storefronts: 3 });
    client = await installApp(world, store.hash);
  });
  afterAll(() => world.stop());

  const writes = () => world.sandbox.requests.list({ storeHash: store.hash, method: 'PUT' }).length;

  async function callJson(method: string, path: string, init: Parameters<StoreClient['call']>[2] = {}) {
    const response = await client.call(method, path, init);
    return [response.status, (await response.json()) as unknown] as const;
  }

  const demand = (required: boolean) =>
    callJson('PUT', 'app-settings', { body: { reason_required: required } });

  async function save(path: string, policyUrl: string, headers: Record<string, string> = {}) {
    const read = await client.call('GET', path);
    const sent = { 'If-Match': read.headers.get('ETag') ?? '', ...headers };
    return callJson('PUT', path, { body: { privacy_settings: { policy_url: policyUrl } }, headers: sent });
  }

  async function notes(query = ''): Promise<unknown[]> {
    const [status, page] = await callJson('GET', `changes${query}`);
    expect(status).toBe(200);
    // Switching the requirement has an entry as well, of no change of settings.
    const { data } = page as { data: { change?: { note: unknown } }[] };
    return data.flatMap(({ change }) => (change === undefined ? [] : [change.note]));
  }

  it('are not demanded at first, and are once that is set, for this store alone', async () => {
    const off = { data: { reason_required: false }, meta: { may_change: true } };
    const on = { data: { reason_required: true }, meta: { may_change: true } };
    expect(await callJson('GET', 'app-settings')).toEqual([200, off]);
    expect(await demand(true)).toEqual([200, on]);
    expect(await callJson('GET', 'app-settings')).toEqual([200, on]);
    const other = await installApp(world, addTestStore(world.sandbox).hash);
    expect(await (await other.call('GET', 'app-settings')).json()).toEqual(off);
    expect(await demand(false)).toEqual([200, off]);
  });

  it('stay demanded when the app is installed again', async () => {
    await demand(true);
    client = await installApp(world, store.hash);
    expect(await callJson('GET', 'app-settings')).toMatchObject([200, { data: { reason_required: true } }]);
  });

  it.each([
    [{}, 'reason_required'],
    [{ reason_required: 'yes' }, 'reason_required'],
    [{ reason_required: true, evil: 1 }, 'evil'],
    [[], 'body'],
    [null, 'body'],
  ])('are not demanded by %j', async (body, path) => {
    const [status, problem] = await callJson('PUT', 'app-settings', { body });
    expect([status, problem]).toMatchObject([422, { code: 'invalid_fields' }]);
    expect(Object.keys((problem as { errors: object }).errors)).toEqual([path]);
    expect(await callJson('GET', 'app-settings')).toMatchObject([200, { data: { reason_required: false } }]);
  });

  it.each([
    ['the store', globalPath, {}],
    ['a storefront', storefrontPath, {}],
    ['a bulk change', storefrontPath, { 'X-Change-Source': 'bulk' }],
    ['an import', globalPath, { 'X-Change-Source': 'import' }],
    ['an undo', globalPath, { 'X-Change-Source': 'restore' }],
    ['a reason of blanks', globalPath, { 'X-Change-Note': '%20%0A' }],
  ])('where demanded, stop a save without one: %s', async (_what, path, headers) => {
    await demand(true);
    const refused = await save(path, 'https://shop.example/new', headers);
    expect(refused).toMatchObject([422, { code: 'reason_required', title: 'A reason is needed' }]);
    expect(writes()).toBe(0);
    expect(await notes()).toEqual([]);
    expect(await save(path, 'https://shop.example/new', { ...headers, ...agreed })).toMatchObject([200, {}]);
    expect(await notes()).toEqual(['Agreed with Légal, 50 %']);
  });

  it('are demanded of every user, and only admins decide that', async () => {
    await demand(true);
    const owner = client;
    client = await loadApp(world, store.hash, staffId);
    const body = { role: 'editor', before: 'viewer' };
    expect((await owner.call('PUT', `people/${staffId}`, { body })).ok).toBe(true);
    expect(await save(globalPath, 'https://shop.example/new')).toMatchObject([
      422,
      { code: 'reason_required' },
    ]);
    expect(await demand(false)).toMatchObject([403, { code: 'role_insufficient' }]);
    expect(await callJson('GET', 'app-settings')).toEqual([
      200,
      { data: { reason_required: true }, meta: { may_change: false } },
    ]);
  });

  it('are found in the history and exported', async () => {
    await save(globalPath, 'https://shop.example/new', agreed);
    await save(globalPath, 'https://shop.example/newer', { 'X-Change-Note': 'Autumn' });
    await save(globalPath, 'https://shop.example/newest');
    expect(await notes('?note=legal%2C%2050')).toEqual(['Agreed with Légal, 50 %']);
    expect(await notes('?note=AUT&source=app')).toEqual(['Autumn']);
    expect(await notes('?note=nothing')).toEqual([]);
    const json = await client.call('GET', 'changes/export?format=json&note=autumn');
    expect(await json.json()).toMatchObject([{ note: 'Autumn' }]);
    const csv = await (await client.call('GET', 'changes/export?format=csv&note=LÉGAL')).text();
    const rows = csv.trim().split('\r\n');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('"Agreed with Légal, 50 %"');
  });

  it.each(['', '%20', 'x'.repeat(101)])('are not searched for %j', async (note) => {
    const [status, problem] = await callJson('GET', `changes?note=${note}`);
    expect([status, problem]).toMatchObject([422, { errors: { note: expect.any(String) as string } }]);
  });
});
