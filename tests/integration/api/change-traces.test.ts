import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChangeRow, toChange } from '../../../lib/database/change-row';
import { createDatabase, type Database } from '../../../lib/database/database';
import type { Change } from '../../../lib/settings/change';
import { startApp } from '../../../sandbox/app-server.ts';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { createChangeRow, insertChanges } from '../../harness/change-rows.ts';
import { letNewUsersEdit } from '../../harness/new-users.ts';
import { installApp, loadApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore, ownerId, staffId } from '../../harness/test-store.ts';
import type { World } from '../../../sandbox/world.ts';
import type { Fault, Store } from '../../../sandbox/sandbox.ts';

const globalPath = 'v3/customers/settings';
const groupId = '0b8c5a0e-6f0b-4f5e-9a53-0c5a3f1d2e4f';
const privacy = (value: object) => ({ privacy_settings: value });
const groups = (value: object) => ({ customer_group_settings: value });
const at = (channelId: number | null) =>
  channelId === null ? globalPath : `${globalPath}/channels/${channelId}`;

describe.each(engines)('the trace of changes on %s', (engine) => {
  let world: World;
  let database: Database;
  let store: Store;
  let client: StoreClient;
  beforeAll(async () => {
    world = await startWorldOn(engine);
    // The effect of an event is proven elsewhere. Here its read would come between the reads of the test.
    world.sandbox.webhooks.mode = 'off';
    database = createDatabase(world.environment.DATABASE_URL ?? '');
  });
  beforeEach(async () => {
    store = addTestStore(world.sandbox, { storefronts: 3 });
    store.rateLimit.quota = 10_000;
    client = await installApp(world, store.hash);
  });
  afterEach(() => world.sandbox.faults.clear());
  afterAll(async () => {
    await database.destroy();
    await world.stop();
  });

  const writes = () => world.sandbox.requests.list({ storeHash: store.hash, method: 'PUT' });
  const fail = (fault: object) =>
    world.sandbox.faults.add({ match: { storeHash: store.hash, method: 'PUT' }, ...fault } as Fault);

  async function traces(): Promise<Change[]> {
    const rows = await database
      .selectFrom('changes')
      .leftJoin('users', (join) =>
        join.onRef('users.storeHash', '=', 'changes.storeHash').onRef('users.userId', '=', 'changes.userId'),
      )
      .selectAll('changes')
      .select('users.email')
      .where('changes.storeHash', '=', store.hash)
      .orderBy('changes.createdAt')
      .execute();
    return rows.map((row) => toChange(row as ChangeRow));
  }

  async function etagOf(channelId: number | null, by = client): Promise<string> {
    return (await by.call('GET', at(channelId))).headers.get('ETag') ?? '';
  }

  async function put(
    channelId: number | null,
    body: object,
    { etag, by = client, ...headers }: { etag?: string; by?: StoreClient } & Record<string, unknown> = {},
  ) {
    const sent = {
      'If-Match': etag ?? (await etagOf(channelId, by)),
      ...(headers as Record<string, string>),
    };
    const response = await by.call('PUT', at(channelId), { body, headers: sent });
    return { response, status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  it('tells all of a save: who, what, when, from what to what, by which request', async () => {
    await letNewUsersEdit(world, store.hash);
    const staff = await loadApp(world, store.hash, staffId);
    await staff.call('GET', 'v2/customer_groups');
    const began = Date.now();
    const body = { ...groups({ guest_customer_group_id: 3 }), ...privacy({ policy_url: '' }) };
    const { response, status } = await put(null, body, { by: staff });
    expect(status).toBe(200);
    const [change, ...others] = await traces();
    expect(others).toEqual([]);
    expect(change).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      channelId: null,
      source: 'app',
      status: 'applied',
      restoresId: null,
      author: { userId: staffId, email: store.user(staffId).email, role: 'user' },
      before: { policyUrl: 'https://shop.example/privacy', guestCustomerGroupId: 1 },
      requested: { policyUrl: '', guestCustomerGroupId: 3 },
      stored: { policyUrl: '', guestCustomerGroupId: 3 },
      names: { groups: { 1: 'Retail', 3: 'Loyalty' } },
      sideEffects: null,
      late: null,
      note: null,
      requestId: response.headers.get('X-Request-Id'),
      createdAt: expect.any(Number) as number,
    });
    expect(change?.createdAt).toBeGreaterThanOrEqual(began);
    expect(change?.createdAt).toBeLessThanOrEqual(Date.now());
  });

  it('keeps null, 0 and "" apart, names the storefront, and tells source, restored change and note', async () => {
    await client.call('GET', 'v3/channels');
    const note = 'Für „alle“ – 50 %';
    await insertChanges(database, [createChangeRow(store.hash, { id: groupId })]);
    const { status } = await put(
      1001,
      {
        ...groups({ guest_customer_group_id: 0 }),
        ...privacy({ policy_url: '' }),
        allow_global_logins: true,
      },
      {
        'X-Change-Source': 'restore',
        'X-Change-Restores': groupId,
        'X-Change-Note': encodeURIComponent(note),
      },
    );
    expect(status).toBe(200);
    expect((await traces()).slice(1)).toMatchObject([
      {
        channelId: 1001,
        source: 'restore',
        restoresId: groupId,
        note,
        author: { userId: ownerId, role: 'owner' },
        before: { policyUrl: null, guestCustomerGroupId: null, allowGlobalLogins: null },
        requested: { policyUrl: '', guestCustomerGroupId: 0, allowGlobalLogins: true },
        names: { storefront: 'Storefront 2' },
      },
    ]);
  });

  it('is partly where BigCommerce keeps some, and failed where it keeps none or refuses', async () => {
    fail({ kind: 'field-not-stored', field: 'privacy_settings.policy_url', times: 2 });
    await put(null, { ...privacy({ policy_url: '' }), ...groups({ guest_customer_group_id: 2 }) });
    await put(null, privacy({ policy_url: '' }));
    fail({ kind: 'status', status: 422, times: 1 });
    expect((await put(null, privacy({ policy_url: '' }))).status).toBe(422);
    fail({ kind: 'status', status: 401, times: 1 });
    expect((await put(null, privacy({ policy_url: '' }))).status).toBe(502);
    const kept = 'https://shop.example/privacy';
    expect((await traces()).map(({ status, stored }) => [status, stored])).toEqual([
      ['partly', { policyUrl: kept, guestCustomerGroupId: 2 }],
      ['failed', { policyUrl: kept }],
      ['failed', null],
      ['failed', null],
    ]);
  });

  it('is not made, and nothing is written, where nothing would change', async () => {
    const { status, body } = await put(null, privacy({ policy_url: 'https://shop.example/privacy' }));
    expect(status).toBe(200);
    expect(body).toMatchObject({ data: store.settings, meta: { not_stored: [] } });
    expect(writes()).toEqual([]);
    expect(await traces()).toEqual([]);
  });

  it.each([null, 1001])('is one for a double click, and so is the write (scope %s)', async (channelId) => {
    const etag = await etagOf(channelId);
    const body = privacy({ policy_url: 'https://shop.example/once' });
    const answers = await Promise.all([1, 2, 3].map(() => put(channelId, body, { etag })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    // The second save is answered with the settings: they are already as it wanted them.
    for (const answer of answers) expect(answer.body).toMatchObject({ data: body });
    expect(writes()).toHaveLength(1);
    expect(await traces()).toMatchObject([{ status: 'applied' }]);
  });

  it('is there before BigCommerce hears of the change', async () => {
    fail({ kind: 'latency', ms: 700, times: 1 });
    const saving = put(null, privacy({ policy_url: '' }));
    await expect.poll(() => writes().length).toBe(1);
    expect(await traces()).toMatchObject([{ status: 'pending', stored: null }]);
    // A read meanwhile does not record it as a change from outside.
    await client.getSettings();
    expect((await saving).status).toBe(200);
    await client.getSettings();
    expect(await traces()).toMatchObject([{ status: 'applied' }]);
  });

  describe('of a write whose answer got lost', () => {
    const body = privacy({ policy_url: 'https://shop.example/lost' });
    const requested = { policyUrl: 'https://shop.example/lost' };

    it('is applied where the write is to be seen', async () => {
      fail({ kind: 'cut', at: 'before-headers', applied: true, times: 1 });
      expect((await put(null, body)).status).toBe(200);
      expect(await traces()).toMatchObject([{ status: 'applied', stored: requested }]);
    });

    it('stays pending where no read succeeds, and the next read finds that it was written', async () => {
      const etag = await etagOf(null);
      fail({ kind: 'latency', ms: 600, after: true, times: 1 });
      fail({ kind: 'cut', at: 'mid-body', times: 1 });
      const saving = put(null, body, { etag });
      await expect.poll(() => store.settings.privacy_settings.policy_url).toBe(requested.policyUrl);
      const clear = world.sandbox.faults.add({
        kind: 'status',
        status: 500,
        match: { storeHash: store.hash },
      });
      expect((await saving).status).toBe(502);
      expect(await traces()).toMatchObject([{ status: 'pending' }]);
      clear();
      await client.getSettings();
      expect(await traces()).toMatchObject([{ status: 'applied', stored: requested }]);
    });

    it('stays open while a read finds nothing, and is applied if the write comes late after all', async () => {
      fail({ kind: 'cut', at: 'before-headers', times: 3 });
      expect((await put(null, body)).status).toBe(503);
      expect(await traces()).toMatchObject([{ status: 'pending' }]);
      await client.getSettings();
      // A read may be older than the write: that it shows the former value proves nothing yet.
      expect(await traces()).toMatchObject([{ status: 'pending', stored: null }]);
      store.changeSettings(body);
      await client.getSettings();
      expect(await traces()).toMatchObject([{ source: 'app', status: 'applied', stored: requested }]);
    });

    it('does not take a refused change for one that came late', async () => {
      fail({ kind: 'status', status: 423, times: 1 });
      expect((await put(null, body)).status).toBe(423);
      store.changeSettings(body);
      await client.getSettings();
      expect(await traces()).toMatchObject([
        { source: 'app', status: 'failed' },
        { source: 'outside', status: 'applied', requested, author: null },
      ]);
    });

    it('does not keep the next save waiting', async () => {
      fail({ kind: 'cut', at: 'before-headers', times: 3 });
      expect((await put(null, body)).status).toBe(503);
      expect((await put(null, privacy({ policy_url: '' }))).status).toBe(200);
      expect((await traces()).map(({ status }) => status)).toEqual(['failed', 'applied']);
    });
  });

  describe('of what was changed elsewhere', () => {
    const outside = { source: 'outside', status: 'applied', author: null, requestId: null };

    it('is made by a read, once', async () => {
      await client.call('GET', 'v2/customer_groups');
      await client.getSettings();
      store.changeSettings({ ...groups({ guest_customer_group_id: 2 }), ...privacy({ policy_url: '' }) });
      await Promise.all([1, 2, 3, 4].map(() => client.getSettings()));
      await client.getSettings();
      expect(await traces()).toMatchObject([
        {
          ...outside,
          channelId: null,
          before: { policyUrl: 'https://shop.example/privacy', guestCustomerGroupId: 1 },
          requested: { policyUrl: '', guestCustomerGroupId: 2 },
          stored: { policyUrl: '', guestCustomerGroupId: 2 },
          names: { groups: { 1: 'Retail', 2: 'Trade' } },
        },
      ]);
    });

    it('is made by a save before it is refused', async () => {
      const etag = await etagOf(null);
      store.changeSettings(privacy({ policy_url: 'https://shop.example/theirs' }));
      expect((await put(null, privacy({ policy_url: '' }), { etag })).status).toBe(412);
      expect(await traces()).toMatchObject([
        { ...outside, requested: { policyUrl: 'https://shop.example/theirs' } },
      ]);
    });

    it('is told with our own, where it happened between the read and the write', async () => {
      const etag = await etagOf(null);
      fail({ kind: 'latency', ms: 500, times: 1 });
      const saving = put(null, privacy({ policy_url: '' }), { etag });
      await expect.poll(() => writes().length).toBe(1);
      store.changeSettings(groups({ default_customer_group_id: 2 }));
      expect((await saving).status).toBe(200);
      const made = await traces();
      expect(made).toHaveLength(1);
      expect(made).toContainEqual(expect.objectContaining({ source: 'app', requested: { policyUrl: '' } }));
      expect(JSON.stringify(made[0]?.sideEffects)).toContain('"defaultCustomerGroupId":2');
    });

    it('is made by opening the app: of the store, of the storefront that it is opened for, and of others', async () => {
      for (const channelId of [null, 1, 1001]) await client.call('GET', at(channelId));
      store.changeSettings(privacy({ policy_url: '' }));
      store.changeChannelSettings(1, { allow_global_logins: true });
      store.changeChannelSettings(1001, groups({ default_customer_group_id: 0 }));
      // Nothing is known of this one: whatever it has is how things are.
      store.changeChannelSettings(1002, { allow_global_logins: true });
      // A server that has looked through no store yet.
      const server = await startApp(world.environment);
      const load = async (channelId: number | null) => {
        const url = await world.sandbox.callbacks.loadUrl(store.hash, ownerId, { channelId });
        await (await fetch(url.replace(world.app.url, server.url))).text();
      };
      await load(1);
      const scopes = async () => (await traces()).map(({ channelId }) => channelId).sort();
      await expect.poll(scopes).toEqual([1, 1001, null]);
      // Others are looked through now and then, not at each load.
      world.sandbox.requests.clear();
      await load(null);
      await server.stop();
      const asked = world.sandbox.requests.list({ storeHash: store.hash }).map(({ path }) => path);
      expect(asked.filter((path) => path.includes('/channels/'))).toEqual([]);
    });

    it('is made by the rows of storefronts', async () => {
      const rows = async () =>
        (await client.call('GET', `${globalPath}/channels?channel_id:in=1,1001`)).text();
      await client.call('GET', at(1001));
      store.changeChannelSettings(1001, { allow_global_logins: false });
      await rows();
      expect(await traces()).toMatchObject([
        {
          ...outside,
          channelId: 1001,
          before: { allowGlobalLogins: null },
          requested: { allowGlobalLogins: false },
        },
      ]);
    });

    it('is not made of a field that an answer lacks, nor of one that it has again', async () => {
      await client.getSettings();
      store.options.omitConsentOnCheckout = true;
      await client.getSettings();
      store.options.omitConsentOnCheckout = false;
      await client.getSettings();
      expect(await traces()).toEqual([]);
      store.options.omitConsentOnCheckout = true;
      store.changeSettings(privacy({ ask_shopper_for_tracking_consent_on_checkout: true }));
      await client.getSettings();
      store.options.omitConsentOnCheckout = false;
      await client.getSettings();
      expect(await traces()).toMatchObject([{ requested: { trackingConsentOnCheckout: true } }]);
    });

    it('is not made of a read that began before a save', async () => {
      const etag = await etagOf(null);
      const match = { storeHash: store.hash, method: 'GET' };
      world.sandbox.faults.add({ kind: 'latency', ms: 1_200, after: true, times: 1, match });
      const before = client.getSettings();
      const asked = world.sandbox.requests.list({ storeHash: store.hash }).length;
      await expect.poll(() => world.sandbox.requests.list({ storeHash: store.hash }).length).toBe(asked + 1);
      expect((await put(null, privacy({ policy_url: '' }), { etag })).status).toBe(200);
      expect((await before).data.privacy_settings?.policy_url).not.toBe('');
      await client.getSettings();
      expect(await traces()).toMatchObject([{ source: 'app', status: 'applied' }]);
    });
  });

  describe('of changes made together', () => {
    const bulk = { 'X-Change-Source': 'bulk', 'X-Change-Group': groupId };
    const entries = () =>
      database
        .selectFrom('changes')
        .select(['channelId', 'entryId', 'entryAt', 'source'])
        .where('storeHash', '=', store.hash)
        .orderBy('channelId')
        .execute();

    it('is one entry', async () => {
      const body = privacy({ policy_url: '' });
      const etag = await etagOf(1);
      const saves = [1, 1001, 1002].map((channelId) => put(channelId, body, { etag, ...bulk }));
      for (const { status } of await Promise.all(saves)) expect(status).toBe(200);
      const [first] = await entries();
      expect(await entries()).toEqual(
        [1, 1001, 1002].map((channelId) => ({ ...first, channelId, entryId: groupId, source: 'bulk' })),
      );
    });

    it('is not joined by another person, and nothing is written', async () => {
      await put(1, privacy({ policy_url: '' }), bulk);
      await letNewUsersEdit(world, store.hash);
      const staff = await loadApp(world, store.hash, staffId);
      const refused = await put(1001, privacy({ policy_url: '' }), { by: staff, ...bulk });
      expect([refused.status, refused.body]).toMatchObject([422, { code: 'invalid_change_headers' }]);
      expect(writes()).toHaveLength(1);
      expect(await entries()).toHaveLength(1);
    });

    it('takes no more after a quarter of an hour, and no name of another’s change', async () => {
      const before = [
        createChangeRow(store.hash, {
          author: { userId: ownerId, role: 'owner', email: null },
          entryId: groupId,
          createdAt: Date.now() - 16 * 60_000,
        }),
        createChangeRow(store.hash, { author: { userId: staffId, role: 'user', email: null } }),
      ];
      await insertChanges(database, before);
      for (const group of [groupId, before[0]?.id, before[1]?.id]) {
        const headers = { 'X-Change-Source': 'bulk', 'X-Change-Group': group };
        const refused = await put(1001, privacy({ policy_url: '' }), headers);
        expect([refused.status, refused.body]).toMatchObject([422, { code: 'invalid_change_headers' }]);
      }
      expect(writes()).toHaveLength(0);
    });

    it('restores no change of another store, and none that is unknown', async () => {
      const other = addTestStore(world.sandbox);
      await installApp(world, other.hash);
      const theirs = createChangeRow(other.hash);
      await insertChanges(database, [theirs]);
      for (const id of [theirs.id, groupId]) {
        const headers = { 'X-Change-Source': 'restore', 'X-Change-Restores': id };
        const refused = await put(1001, privacy({ policy_url: '' }), headers);
        expect([refused.status, refused.body]).toMatchObject([422, { code: 'invalid_change_headers' }]);
      }
      expect(writes()).toHaveLength(0);
    });
  });

  it.each([
    ['X-Change-Source', 'outside'],
    ['X-Change-Group', 'x'],
    ['X-Change-Restores', '1'],
    ['X-Change-Note', '%'],
  ])('refuses %s: %s before anything is asked or written', async (name, value) => {
    for (const channelId of [null, 1]) {
      const etag = await etagOf(channelId);
      const asked = store.traffic.requests;
      const refused = await put(channelId, privacy({ policy_url: '' }), { etag, [name]: value });
      expect([refused.status, refused.body]).toMatchObject([422, { code: 'invalid_change_headers' }]);
      expect(store.traffic.requests).toBe(asked);
    }
    expect(await traces()).toEqual([]);
  });

  it('tells each request’s id, and the log knows it', async () => {
    const ids = new Set<string>();
    for (const path of [globalPath, 'v3/channels', at(999_999)]) {
      const id = (await client.call('GET', path, { headers: { 'X-Request-Id': 'mine' } })).headers.get(
        'X-Request-Id',
      );
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
      ids.add(id ?? '');
      // The output of another process arrives a moment later.
      const logged = () => world.app.output().includes(`"requestId":"${id ?? ''}"`);
      if (path === at(999_999)) await expect.poll(logged).toBe(true);
    }
    expect(ids.size).toBe(3);
  });

  it('is still there when the app comes back after an uninstall, and another store never sees it', async () => {
    await put(null, privacy({ policy_url: '' }));
    await world.sandbox.callbacks.uninstall(store.hash);
    store.changeSettings(privacy({ policy_url: 'https://shop.example/meanwhile' }));
    await (await installApp(world, store.hash)).getSettings();
    expect(await traces()).toMatchObject([
      { source: 'app' },
      { source: 'outside', requested: { policyUrl: 'https://shop.example/meanwhile' } },
    ]);
  });
});
