import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore, ownerId } from '../../harness/test-store.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';
import type { Store } from '../../../sandbox/sandbox.ts';

interface Record {
  dismissed: { rule: string; channel_id: number | null; fingerprint: string; reason: string }[];
  market: { country_code: string | null; currency: string | null } | null;
}

const finding = { rule: 'sameGroup', channel_id: null, fingerprint: '[[1,1],{"id":"1"}]' };

describe('the record of the checks', () => {
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

  async function read(): Promise<Record> {
    const response = await client.call('GET', 'checks');
    expect(response.status).toBe(200);
    return ((await response.json()) as { data: Record }).data;
  }

  const put = async (body: unknown) => (await client.call('PUT', 'checks', { body })).status;

  it('has the store’s country and currency, where BigCommerce says them', async () => {
    expect(await read()).toEqual({ dismissed: [], market: { country_code: 'US', currency: 'USD' } });
    const match = { storeHash: store.hash, path: '/v2/store' };
    world.sandbox.faults.add({ kind: 'missing', field: 'country_code', match });
    expect((await read()).market).toEqual({ country_code: null, currency: 'USD' });
    world.sandbox.faults.add({ kind: 'status', status: 403, match });
    expect((await read()).market).toBeNull();
  });

  it('keeps what was called not relevant, newest reason, until it is relevant again', async () => {
    const storefront = { ...finding, channel_id: 7 };
    expect(await put({ findings: [finding, storefront], reason: 'Meant so' })).toBe(204);
    expect(await put({ findings: [storefront], reason: ' Price test\nuntil May ' })).toBe(204);
    expect((await read()).dismissed).toMatchObject([
      { ...storefront, reason: 'Price test\nuntil May' },
      { ...finding, reason: 'Meant so' },
    ]);
    expect(await put({ findings: [finding], reason: null })).toBe(204);
    expect((await read()).dismissed).toMatchObject([storefront]);
    const other = await installApp(world, addTestStore(world.sandbox).hash);
    expect(await (await other.call('GET', 'checks')).json()).toMatchObject({ data: { dismissed: [] } });
  });

  it('has both in the history, with who, where and why', async () => {
    const storefront = { ...finding, channel_id: 7 };
    await put({ findings: [finding, storefront], reason: 'Meant so' });
    await put({ findings: [storefront], reason: null });
    const settings = await client.call('PUT', 'app-settings', { body: { reason_required: true } });
    expect(settings.status).toBe(200);
    const history = (await (await client.call('GET', 'changes')).json()) as { data: object[] };
    expect(history.data).toMatchObject([
      { app_settings_change: { reason_required: true, author: { user_id: ownerId } } },
      { check_change: { rule: 'sameGroup', channel_ids: [7], reason: null } },
      { check_change: { channel_ids: [null, 7], reason: 'Meant so', author: { user_id: ownerId } } },
    ]);
    const [, again] = (
      (await (await client.call('GET', 'changes?storefront=7')).json()) as { data: unknown[] }
    ).data;
    expect(again).toMatchObject({ check_change: { reason: 'Meant so' } });
    const file = await client.call('GET', 'changes/export?format=csv&source=check');
    expect(await file.text()).toContain('check_sameGroup,Called not relevant,Shown again');
  });

  it.each([
    [{}],
    [{ findings: [], reason: 'x' }],
    [{ findings: [finding], reason: '' }],
    [{ findings: [finding], reason: 'x'.repeat(301) }],
    [{ findings: [finding], reason: 'a\u0000b' }],
    [{ findings: [{ ...finding, rule: '../x' }], reason: 'x' }],
    [{ findings: [{ ...finding, channel_id: 0 }], reason: 'x' }],
    [{ findings: [{ ...finding, channel_id: 2 ** 31 }], reason: 'x' }],
    [{ findings: [{ ...finding, fingerprint: 'x'.repeat(8_193) }], reason: 'x' }],
    [{ findings: [{ ...finding, extra: 1 }], reason: 'x' }],
    [{ findings: Array.from({ length: 51 }, () => finding), reason: 'x' }],
    [[]],
  ])('refuses %j', async (body) => {
    expect(await put(body)).toBe(422);
    expect((await read()).dismissed).toEqual([]);
  });

  it('has the state at a past moment, from the history, and says what was not known', async () => {
    interface PastState {
      data: { channel_id: number | null; settings: unknown; unknown_until: string | null }[];
      meta: { at: string };
    }
    const at = async (moment: string) => {
      const response = await client.call('GET', `checks/state?at=${encodeURIComponent(moment)}`);
      expect(response.status).toBe(200);
      return (await response.json()) as PastState;
    };
    const settings = (await (await client.call('GET', 'v3/customers/settings')).json()) as {
      data: { privacy_settings: { policy_url: string } };
      meta: { etag: string };
    };
    const before = new Date().toISOString();
    const saved = await client.call('PUT', 'v3/customers/settings', {
      body: { privacy_settings: { policy_url: '' } },
      headers: { 'If-Match': settings.meta.etag },
    });
    expect(saved.status).toBe(200);
    expect((await at(before)).data).toMatchObject([
      {
        channel_id: null,
        settings: { privacy_settings: settings.data.privacy_settings },
        unknown_until: null,
      },
    ]);
    const now = await at('2999-01-01');
    expect(now.data).toMatchObject([{ settings: { privacy_settings: { policy_url: '' } } }]);
    expect(Date.parse(now.meta.at)).toBeLessThan(Date.now() + 60_000);
    const [unknown] = (await at('2001-01-01')).data;
    expect(unknown).toMatchObject({ settings: {} });
    expect(Date.parse(unknown?.unknown_until ?? '')).toBeGreaterThan(Date.parse('2001-01-02'));
    for (const query of ['', '?at=soon', '?at=2026-01-01&x=1'])
      expect((await client.call('GET', `checks/state${query}`)).status).toBe(422);
    expect((await client.call('GET', 'checks/state?at=2026-01-01', { seal: null })).status).toBe(401);
  });

  it('needs a session', async () => {
    expect((await client.call('GET', 'checks', { seal: null })).status).toBe(401);
    expect((await client.call('PUT', 'checks', { seal: null, body: {} })).status).toBe(401);
    expect((await client.call('DELETE', 'checks')).status).toBe(405);
  });
});
