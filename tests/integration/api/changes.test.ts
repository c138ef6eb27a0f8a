import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addChanges, type ChangeToInsert } from '../../harness/change-rows';
import type { ComparisonWire } from '../../../lib/api/change-wire';
import { engines, startWorldOn } from '../../harness/engines';
import { installApp, loadApp, type StoreClient } from '../../harness/store-client';
import { addTestStore, ownerId, staffId } from '../../harness/test-store';
import type { World } from '../../../sandbox/world';

interface EntryPage {
  data: { id: string; count: number; change: Record<string, unknown> }[];
  meta: { next_cursor: string | null };
}

const noon = Date.UTC(2026, 0, 5, 12);
const owner = { userId: ownerId, email: null, role: 'owner' } as const;

describe.each(engines)('the history on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorldOn(engine);
  });
  afterAll(() => world.stop());

  async function openStore(changes: readonly ChangeToInsert[] = []): Promise<StoreClient> {
    const store = addTestStore(world.sandbox);
    await installApp(world, store.hash);
    const client = await loadApp(world, store.hash);
    await addChanges(world, store.hash, changes);
    return client;
  }

  async function getPage(client: StoreClient, query = ''): Promise<EntryPage> {
    const response = await client.call('GET', `changes${query}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toContain('no-store');
    return (await response.json()) as EntryPage;
  }

  it("answers entries in the API's own words", async () => {
    const id = randomUUID();
    const change: ChangeToInsert = {
      id,
      channelId: 1_024_801,
      status: 'partly',
      author: owner,
      before: { policyUrl: '', guestCustomerGroupId: null },
      requested: { policyUrl: 'https://shop.example/', guestCustomerGroupId: 0 },
      stored: { policyUrl: 'https://shop.example/', guestCustomerGroupId: null },
      names: { storefront: 'Harbor & Pine', groups: { '1': 'Retail' } },
      createdAt: noon,
    };
    const client = await openStore([change]);
    const { data, meta } = await getPage(client);
    expect(meta).toEqual({ next_cursor: null });
    expect(data).toEqual([
      {
        id,
        at: '2026-01-05T12:00:00.000Z',
        count: 1,
        statuses: { partly: 1 },
        scopes: 1,
        whole_store: false,
        change: {
          id,
          channel_id: 1_024_801,
          source: 'app',
          status: 'partly',
          restores_id: null,
          author: { user_id: ownerId, email: `owner@${client.storeHash}.example`, role: 'owner' },
          before: {
            privacy_settings: { policy_url: '' },
            customer_group_settings: { guest_customer_group_id: null },
          },
          requested: {
            privacy_settings: { policy_url: 'https://shop.example/' },
            customer_group_settings: { guest_customer_group_id: 0 },
          },
          stored: {
            privacy_settings: { policy_url: 'https://shop.example/' },
            customer_group_settings: { guest_customer_group_id: null },
          },
          // The store's own value at that time.
          inherited: { customer_group_settings: { guest_customer_group_id: 1 } },
          names: { storefront: 'Harbor & Pine', groups: { '1': 'Retail' } },
          side_effects: null,
          late: null,
          note: null,
          request_id: null,
          created_at: '2026-01-05T12:00:00.000Z',
        },
      },
    ]);
  });

  it('pages through entries and through the changes of one, by cursor', async () => {
    const entryId = randomUUID();
    const client = await openStore([
      ...Array.from({ length: 7 }, (_, index) => ({ createdAt: noon + index })),
      ...Array.from({ length: 5 }, (_, index) => ({
        entryId,
        entryAt: noon + 10,
        createdAt: noon + 10 + index,
        channelId: index + 1,
      })),
    ]);
    const seen: string[] = [];
    let query = '?limit=3';
    for (;;) {
      const { data, meta } = await getPage(client, query);
      seen.push(...data.map(({ id }) => id));
      if (meta.next_cursor === null) break;
      expect(data).toHaveLength(3);
      query = `?limit=3&cursor=${meta.next_cursor}`;
    }
    expect(seen).toHaveLength(8);
    expect(seen[0]).toBe(entryId);
    expect(new Set(seen).size).toBe(8);

    const first = (await (await client.call('GET', `changes/${entryId}?limit=3`)).json()) as EntryPage;
    const cursor = first.meta.next_cursor ?? '';
    const second = (await (
      await client.call('GET', `changes/${entryId}?limit=3&cursor=${cursor}`)
    ).json()) as EntryPage;
    const channels = [...first.data, ...second.data].map(
      (change) => 'channel_id' in change && change.channel_id,
    );
    expect(channels).toEqual([1, 2, 3, 4, 5]);
    expect(second.meta.next_cursor).toBeNull();

    const one = second.data[0]?.id ?? '';
    const alone = (await (await client.call('GET', `changes/${one}`)).json()) as EntryPage;
    expect(alone).toEqual({ data: [second.data[0]], meta: { next_cursor: null } });
  });

  it('counts storefronts and not attempts, and finds one entry by its id', async () => {
    const entryId = randomUUID();
    const at = { entryId, entryAt: noon };
    const client = await openStore([
      { ...at, createdAt: noon, channelId: 1, status: 'failed' },
      { ...at, createdAt: noon + 1, channelId: 2, status: 'failed' },
      { ...at, createdAt: noon + 2, channelId: 1, status: 'partly' },
      { ...at, createdAt: noon + 3, channelId: 1, status: 'failed' },
      { ...at, createdAt: noon + 4, channelId: 3 },
      { createdAt: noon + 9 },
    ]);
    const { data } = await getPage(client, `?entry=${entryId}`);
    expect(data).toEqual([
      expect.objectContaining({
        id: entryId,
        count: 5,
        scopes: 3,
        whole_store: false,
        statuses: { failed: 1, partly: 1, applied: 1 },
      }),
    ]);
    expect((await client.call('GET', 'changes?entry=1')).status).toBe(422);
  });

  it('says what a storefront inherited at that time', async () => {
    const own = { channelId: 7, before: { policyUrl: null }, requested: { policyUrl: '' } };
    const client = await openStore([
      { ...own, createdAt: noon },
      { createdAt: noon + 10, before: { policyUrl: 'https://shop.example/then' } },
      { ...own, createdAt: noon + 20 },
      { createdAt: noon + 30, before: { policyUrl: 'https://shop.example/later' }, status: 'failed' },
      { createdAt: noon + 40, before: { policyUrl: 'https://shop.example/latest' } },
    ]);
    const { data } = await getPage(client, '?storefront=7');
    expect(data.map(({ change }) => change.inherited)).toEqual([
      { privacy_settings: { policy_url: 'https://shop.example/latest' } },
      { privacy_settings: { policy_url: 'https://shop.example/then' } },
    ]);
  });

  it('compares any two moments from what the changes replaced', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const client = await openStore([
      { id: first, createdAt: noon, channelId: 7, requested: { policyUrl: 'https://shop.example/1' } },
      { createdAt: noon + 10, channelId: 7, before: { policyUrl: 'https://shop.example/1' } },
      { createdAt: noon + 11, channelId: 7, before: { policyUrl: 'https://never' }, status: 'failed' },
      { createdAt: noon + 12, before: { trackingConsent: true }, requested: { trackingConsent: false } },
      { id: second, createdAt: noon + 20, channelId: 8 },
      { createdAt: noon + 30, channelId: 7, before: { policyUrl: null } },
      { createdAt: noon + 31, before: { trackingConsent: false }, requested: { trackingConsent: true } },
    ]);
    const response = await client.call('GET', `changes/comparison?first=${first}&second=${second}`);
    const { data, meta } = (await response.json()) as ComparisonWire;
    const byChannel = new Map(data.map((one) => [one.channel_id, one]));
    expect([...byChannel.keys()]).toEqual([null, 7]);
    expect(byChannel.get(7)).toEqual({
      channel_id: 7,
      first: { privacy_settings: { policy_url: 'https://shop.example/1' } },
      second: { privacy_settings: { policy_url: null } },
    });
    expect(meta.store.first.privacy_settings?.ask_shopper_for_tracking_consent).toBe(true);
    expect(meta.store.second.privacy_settings?.ask_shopper_for_tracking_consent).toBe(false);
    for (const [query, status] of [
      [`first=${randomUUID()}`, 404],
      [`first=${first}&second=${randomUUID()}`, 404],
      ['first=1', 422],
      ['', 422],
    ] as const)
      expect((await client.call('GET', `changes/comparison?${query}`)).status).toBe(status);
  });

  it("never shows another store's changes, whatever is asked", async () => {
    const secret = randomUUID();
    const entryId = randomUUID();
    const theirs = await openStore([
      { id: secret, author: owner, note: 'theirs', createdAt: noon },
      { entryId, entryAt: noon, note: 'theirs', createdAt: noon },
      { note: 'theirs', createdAt: noon - 1 },
    ]);
    const mine = await openStore([{ id: randomUUID(), note: 'mine', createdAt: noon }]);
    const { meta } = await getPage(theirs, '?limit=1');
    const answers: string[] = [];
    for (const path of [
      'changes',
      `changes?cursor=${meta.next_cursor ?? ''}`,
      `changes?user=${ownerId}`,
      'changes/people',
      'changes/export?format=json',
      'changes/export?format=csv',
    ]) {
      const response = await mine.call('GET', path);
      expect(response.status).toBe(200);
      answers.push(await response.text());
    }
    expect(answers.join()).toContain('mine');
    expect(answers.join()).not.toMatch(new RegExp(`theirs|${secret}|${entryId}|${theirs.storeHash}`));
    for (const id of [secret, entryId]) expect((await mine.call('GET', `changes/${id}`)).status).toBe(404);
    const foreign = await mine.call('GET', 'changes', { seal: theirs.seal });
    expect(foreign.status).toBe(409);
    expect((await mine.call('GET', 'changes/export?format=csv', { seal: null })).status).toBe(401);
  });

  it.each([
    ['changes?cursor=abc', 'cursor'],
    [`changes?cursor=${Buffer.from('[1,"\\u0000"]').toString('base64url')}`, 'cursor'],
    [`changes?cursor=${Buffer.from(`[1,"' or 1=1 --"]`).toString('base64url')}`, 'cursor'],
    ['changes?limit=1000', 'limit'],
    ['changes?storefront=%00', 'storefront'],
    ['changes?store=abc', 'store'],
    ['changes?constructor=1', 'constructor'],
    ['changes/export', 'format'],
    ['changes/export?format=csv&source=%27', 'source'],
    ['changes/export?format=csv&separator=tab', 'separator'],
    [`changes/${randomUUID()}?source=app`, 'source'],
  ])('refuses %s and names the parameter', async (path, parameter) => {
    const client = await openStore();
    const response = await client.call('GET', path);
    expect(response.status).toBe(422);
    const { code, errors } = (await response.json()) as { code: string; errors: Record<string, string> };
    expect(code).toBe('invalid_fields');
    expect(Object.keys(errors)).toEqual([parameter]);
  });

  it.each(['x', '1', `${randomUUID()}'`, '%00', randomUUID()])('knows no change %s', async (id) => {
    const client = await openStore();
    const response = await client.call('GET', `changes/${id}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not_found' });
  });

  it('takes no writes', async () => {
    const client = await openStore();
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await client.call(method, 'changes')).status).toBe(405);
  });

  it('names the people who changed something, and forgets who was removed', async () => {
    const client = await openStore();
    await loadApp(world, client.storeHash, staffId);
    await addChanges(world, client.storeHash, [
      { author: owner },
      { author: { userId: staffId, email: null, role: 'user' } },
    ]);
    const people = async () =>
      ((await (await client.call('GET', 'changes/people')).json()) as { data: object[] }).data;
    const boss = { user_id: ownerId, email: `owner@${client.storeHash}.example`, role: 'owner' };
    expect(await people()).toEqual([
      boss,
      { user_id: staffId, email: `staff@${client.storeHash}.example`, role: 'user' },
    ]);
    await world.sandbox.callbacks.removeUser(client.storeHash, staffId);
    expect(await people()).toEqual([boss, { user_id: staffId, email: null, role: 'user' }]);
    const csv = await (await client.call('GET', 'changes/export?format=csv')).text();
    expect(csv).toContain(`Removed user ${staffId}`);
    expect(csv).not.toContain('staff@');
  });

  it('exports one history at a time for each person', async () => {
    const note = 'x'.repeat(500);
    const client = await openStore(Array.from({ length: 8_000 }, () => ({ note })));
    const staff = await loadApp(world, client.storeHash, staffId);
    const get = (by: StoreClient) => by.call('GET', 'changes/export?format=json');
    // Its body is not read, so that it waits with most of its rows.
    const first = await get(client);
    const refused = await get(client);
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'export_running' }]);
    const theirs = await get(staff);
    expect(theirs.status).toBe(200);
    await theirs.body?.cancel();
    await first.body?.cancel();
    await expect
      .poll(async () => {
        const { status, body } = await get(client);
        await body?.cancel();
        return status;
      })
      .toBe(200);
  });

  it('exports what is filtered, whole and in order, as CSV and as JSON', async () => {
    const changes = Array.from({ length: 1_234 }, (_, index) => ({
      createdAt: noon + index,
      channelId: index % 2 === 0 ? null : 7,
      note: `=${index}`,
    }));
    const client = await openStore(changes);
    const json = await client.call('GET', 'changes/export?format=json&storefront=7');
    expect(json.headers.get('Content-Disposition')).toMatch(
      new RegExp(`^attachment; filename="customer-settings-history-${client.storeHash}-[\\d-]{10}\\.json"$`),
    );
    const exported = (await json.json()) as { note: string; entry_id: string; id: string }[];
    expect(exported.map(({ note }) => note)).toEqual(
      changes
        .filter(({ channelId }) => channelId === 7)
        .map(({ note }) => note)
        .toReversed(),
    );
    expect(exported.every(({ id, entry_id }) => id === entry_id)).toBe(true);

    const csv = await client.call('GET', 'changes/export?format=csv');
    expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    const bytes = new Uint8Array(await csv.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1_235);
    expect(lines.filter((line) => line.includes(`,'=`))).toHaveLength(1_234);
    expect(lines.filter((line) => line.startsWith('time (UTC),'))).toHaveLength(1);
    const semicolons = await client.call('GET', 'changes/export?format=csv&separator=semicolon');
    expect(await semicolons.text()).toMatch(/^time \(UTC\);user;user_id;/);

    const none = await client.call('GET', 'changes/export?format=json&storefront=8');
    expect(await none.json()).toEqual([]);
    const head = await client.call('HEAD', 'changes/export?format=csv');
    expect(head.status).toBe(200);
    expect(head.headers.get('Content-Disposition')).toContain('attachment');
  });
});
