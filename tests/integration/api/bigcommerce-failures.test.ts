import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';
import type { Fault, Store } from '../../../sandbox/sandbox.ts';

const path = 'v3/customers/settings';
const body = { privacy_settings: { policy_url: 'https://shop.example/changed' } };

describe('when BigCommerce fails', () => {
  let world: World;
  let store: Store;
  let client: StoreClient;
  beforeAll(async () => {
    world = await startWorld();
    // An event would be answered by a read of its own, and here reads are counted.
    world.sandbox.webhooks.mode = 'off';
  });
  beforeEach(async () => {
    store = addTestStore(world.sandbox);
    client = await installApp(world, store.hash);
    world.sandbox.requests.clear();
  });
  afterEach(() => world.sandbox.faults.clear());
  afterAll(() => world.stop());

  const fail = (fault: Omit<Fault, 'match'> & Pick<Fault, 'kind'>, method?: string) =>
    world.sandbox.faults.add({
      ...fault,
      match: { storeHash: store.hash, ...(method ? { method } : {}) },
    } as Fault);
  const attempts = (method: string) => world.sandbox.requests.list({ storeHash: store.hash, method }).length;

  it.each([
    [401, 502, 'store_token_rejected'],
    [403, 403, 'oauth_scope_missing'],
    [409, 409, 'store_conflict'],
    [422, 422, 'rejected_by_store'],
    [423, 423, 'store_locked'],
    [500, 502, 'store_failed'],
    [503, 503, 'store_unavailable'],
  ])('names its %d', async (status, answered, code) => {
    fail({ kind: 'status', status } as Fault);
    const response = await client.call('GET', path);
    expect(response.status).toBe(answered);
    expect(await response.json()).toMatchObject({ status: answered, code });
  });

  it('passes on the fields that BigCommerce refused', async () => {
    const { etag } = await client.getSettings();
    const errors = { 'privacy_settings.policy_url': 'The page cannot be reached' };
    fail({ kind: 'status', status: 422, errors } as Fault, 'PUT');
    const response = await client.putSettings(body, etag);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'rejected_by_store', errors });
  });

  it.each([
    [{ kind: 'invalid-json' }, 502, 'store_unreadable'],
    [{ kind: 'html', status: 200 }, 503, 'store_unavailable'],
    [{ kind: 'wrong-shape', field: 'data', value: [] }, 502, 'store_unreadable'],
  ])('does not take rubbish for settings: %j', async (fault, status, code) => {
    fail(fault as Fault);
    const response = await client.call('GET', path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it('takes a field that is absent for absent', async () => {
    store.options.omitConsentOnCheckout = true;
    const { data } = await client.getSettings();
    expect(data.privacy_settings).not.toHaveProperty('ask_shopper_for_tracking_consent_on_checkout');
  });

  it.each([
    ['a 500', { kind: 'status', status: 500, times: 2 }, 3],
    ['a 503', { kind: 'status', status: 503, times: 2 }, 3],
    ['a connection cut before the answer', { kind: 'cut', at: 'before-headers', times: 2 }, 3],
    ['a connection cut in the answer', { kind: 'cut', at: 'mid-body', times: 2 }, 1],
  ])('asks again after %s, reading and, where nothing was written, writing', async (_what, fault, writes) => {
    fail(fault as Fault, 'GET');
    const { etag } = await client.getSettings();
    expect(attempts('GET')).toBe(3);
    fail(fault as Fault, 'PUT');
    const response = await client.putSettings(body, etag);
    expect(response.status).toBe(200);
    expect(attempts('PUT')).toBe(writes);
    expect(store.settings.privacy_settings.policy_url).toBe(body.privacy_settings.policy_url);
  });

  const url = (settings: Store['settings']) => settings.privacy_settings.policy_url;

  it('takes a write for done whose answer got lost, and does not repeat it', async () => {
    for (const lost of [
      { kind: 'cut', at: 'mid-body' },
      { kind: 'invalid-json' },
      { kind: 'status', status: 500 },
    ]) {
      const { etag } = await client.getSettings();
      world.sandbox.requests.clear();
      fail({ ...lost, applied: true, times: 1 } as Fault, 'PUT');
      const asked = { privacy_settings: { policy_url: `https://shop.example/${lost.kind}` } };
      const response = await client.putSettings(asked, etag);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ data: asked, meta: { not_stored: [] } });
      expect(attempts('PUT')).toBe(1);
    }
  });

  it('does not repeat a write over a change made in between', async () => {
    const { etag } = await client.getSettings();
    fail({ kind: 'timeout', applied: true, times: 1 } as Fault, 'PUT');
    const saving = client.putSettings(body, etag);
    await expect.poll(() => url(store.settings)).toBe(body.privacy_settings.policy_url);
    store.changeSettings({ privacy_settings: { policy_url: 'https://shop.example/theirs' } });
    const response = await saving;
    expect(response.status).toBe(412);
    expect(await response.json()).toMatchObject({
      data: { privacy_settings: { policy_url: 'https://shop.example/theirs' } },
    });
    expect(url(store.settings)).toBe('https://shop.example/theirs');
  });

  it('does not answer a read after a save with one that began before it', async () => {
    const { etag } = await client.getSettings();
    fail({ kind: 'latency', ms: 1_500, after: true, times: 1 } as Fault, 'GET');
    const before = client.getSettings();
    await expect.poll(() => attempts('GET')).toBe(2);
    expect((await client.putSettings(body, etag)).status).toBe(200);
    const after = await client.getSettings();
    expect(after.data.privacy_settings?.policy_url).toBe(body.privacy_settings.policy_url);
    expect((await before).data.privacy_settings?.policy_url).not.toBe(body.privacy_settings.policy_url);
  });

  it('gives up after three attempts', async () => {
    fail({ kind: 'status', status: 500 } as Fault);
    expect((await client.call('GET', path)).status).toBe(502);
    expect(attempts('GET')).toBe(3);
  });

  it('does not ask again what was refused', async () => {
    fail({ kind: 'status', status: 403 } as Fault);
    await client.call('GET', path);
    expect(attempts('GET')).toBe(1);
  });

  it('waits as long as a 429 says, then succeeds', async () => {
    fail({ kind: 'rate-limited', resetMs: 700, times: 1 } as Fault);
    const began = performance.now();
    expect((await client.call('GET', path)).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThanOrEqual(700);
    expect(attempts('GET')).toBe(2);
  });

  it('backs off after a 429 without headers', async () => {
    fail({ kind: 'rate-limited', withoutHeaders: true, times: 2 } as Fault);
    expect((await client.call('GET', path)).status).toBe(200);
    expect(attempts('GET')).toBe(3);
  });

  it.each([
    ['privacy_settings.policy_url', 7],
    ['customer_group_settings', 'none'],
  ])('leaves out an odd %s, and shows the rest', async (field, value) => {
    fail({ kind: 'wrong-shape', field: `data.${field}`, value } as Fault);
    const response = await client.call('GET', path);
    expect(response.status).toBe(200);
    const { data } = (await response.json()) as { data: Record<string, Record<string, unknown>> };
    expect(data.privacy_settings).toMatchObject({ ask_shopper_for_tracking_consent: true });
  });

  it('says when to come back where a 429 lasts longer than a person should wait', async () => {
    fail({ kind: 'rate-limited', resetMs: 20_000 } as Fault);
    const response = await client.call('GET', path);
    expect(response.status).toBe(429);
    const seconds = Number(response.headers.get('Retry-After'));
    // A little jitter keeps waiting callers apart.
    expect(seconds).toBeGreaterThanOrEqual(20);
    expect(seconds).toBeLessThanOrEqual(25);
    expect(await response.json()).toMatchObject({ code: 'store_rate_limited', values: { seconds } });
    expect(attempts('GET')).toBe(1);
  });

  it('shares identical reads that are under way, and never with another store', async () => {
    const other = await installApp(world, addTestStore(world.sandbox).hash);
    world.sandbox.requests.clear();
    world.sandbox.faults.add({ kind: 'latency', ms: 400 });
    const calls = Array.from({ length: 20 }, () => client.call('GET', path));
    const answers = await Promise.all([...calls, other.call('GET', path)]);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(attempts('GET')).toBeLessThan(5);
    expect(world.sandbox.requests.list({ storeHash: other.storeHash })).toHaveLength(1);
  });

  it('ends with an answer when BigCommerce does not', async () => {
    fail({ kind: 'timeout' });
    const response = await client.call('GET', path);
    expect(response.status).toBe(504);
    expect(await response.json()).toMatchObject({ code: 'store_timeout' });
  });
});
