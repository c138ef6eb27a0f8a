import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox, Store } from '../../../sandbox/sandbox.ts';
import { install, restOf, startTestSandbox, type Rest } from './sandbox-client.ts';

const SETTINGS = '/v3/customers/settings';

let now = 0;
let sandbox: Sandbox;
let store: Store;
let rest: Rest;
beforeEach(async () => {
  now = Date.parse('2026-03-02T10:00:00Z');
  sandbox = await startTestSandbox({ now: () => now });
  store = sandbox.stores.store('abc123');
  rest = restOf(sandbox, await install(sandbox));
});
afterEach(() => sandbox.close());

describe('settings', () => {
  it('change only the fields that were sent', async () => {
    const before = structuredClone(store.settings);
    const response = await rest('PUT', SETTINGS, { privacy_settings: { policy_url: '' } });
    expect(await response.json()).toEqual({
      data: { ...before, privacy_settings: { ...before.privacy_settings, policy_url: '' } },
      meta: {},
    });
  });

  it('delete an override by null, and keep 0 apart from it', async () => {
    const channel = `${SETTINGS}/channels/1024801`;
    await rest('PUT', channel, {
      customer_group_settings: { guest_customer_group_id: null, default_customer_group_id: 0 },
    });
    expect(store.settingsOfChannel(1024801).customer_group_settings).toEqual({
      guest_customer_group_id: null,
      default_customer_group_id: 0,
    });
  });

  it.each([
    [{ privacy_settings: { policy_url: 'not a url' } }, 'privacy_settings.policy_url'],
    [
      { privacy_settings: { ask_shopper_for_tracking_consent: 'yes' } },
      'privacy_settings.ask_shopper_for_tracking_consent',
    ],
    [
      { customer_group_settings: { guest_customer_group_id: null } },
      'customer_group_settings.guest_customer_group_id',
    ],
    [
      { customer_group_settings: { default_customer_group_id: 999 } },
      'customer_group_settings.default_customer_group_id',
    ],
  ])('refuse %j by its field', async (body, field) => {
    store.options.validateGroups = true;
    const response = await rest('PUT', SETTINGS, body);
    expect(response.status).toBe(422);
    expect(Object.keys(((await response.json()) as { errors: object }).errors)).toEqual([field]);
  });

  it('are 404 on a channel that is gone, and 415 without JSON', async () => {
    expect((await rest('GET', `${SETTINGS}/channels/777`)).status).toBe(404);
    const response = await fetch(`${sandbox.url}/stores/abc123${SETTINGS}`, {
      method: 'PUT',
      headers: { 'x-auth-token': store.installation?.accessToken ?? '', 'content-type': 'text/plain' },
      body: '{}',
    });
    expect(response.status).toBe(415);
  });
});

it('pages channels and groups', async () => {
  const big = restOf(sandbox, await install(sandbox, 'big500'), 'big500');
  const page = (await (await big('GET', '/v3/channels?available=true&limit=200&page=3')).json()) as {
    data: unknown[];
    meta: { pagination: object };
  };
  expect(page.data).toHaveLength(100);
  expect(page.meta.pagination).toMatchObject({ total: 500, total_pages: 3, current_page: 3 });
  expect(await (await big('GET', '/v2/customer_groups?limit=250&page=5')).json()).toHaveLength(200);
  expect((await big('GET', '/v2/customer_groups?limit=250&page=6')).status).toBe(204);
});

it('answers 429 with headers until the window is over', async () => {
  store.rateLimit.leave(1, now);
  const last = await rest('GET', SETTINGS);
  expect(last.headers.get('x-rate-limit-requests-left')).toBe('0');
  now += 10_000;
  const refused = await rest('GET', SETTINGS);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('x-rate-limit-time-reset-ms')).toBe('20000');
  now += 20_000;
  expect((await rest('GET', SETTINGS)).status).toBe(200);
});

it('remembers a call that it does not know', async () => {
  expect((await rest('GET', '/v3/orders')).status).toBe(404);
  expect((await rest('DELETE', SETTINGS)).status).toBe(405);
  expect(() => sandbox.assertNoUnknownCalls()).toThrow('GET /stores/abc123/v3/orders');
});

describe('faults', () => {
  it('match, count and end', async () => {
    sandbox.faults.add({ kind: 'status', status: 503, times: 1, match: { method: 'GET', path: SETTINGS } });
    expect((await rest('GET', '/v2/store')).status).toBe(200);
    expect((await rest('GET', SETTINGS)).status).toBe(503);
    expect((await rest('GET', SETTINGS)).status).toBe(200);
  });

  it('rate limit with and without headers', async () => {
    const remove = sandbox.faults.add({ kind: 'rate-limited', resetMs: 250 });
    expect((await rest('GET', SETTINGS)).headers.get('x-rate-limit-time-reset-ms')).toBe('250');
    remove();
    sandbox.faults.add({ kind: 'rate-limited', withoutHeaders: true });
    expect((await rest('GET', SETTINGS)).headers.get('x-rate-limit-time-reset-ms')).toBeNull();
  });

  it('drop a field silently', async () => {
    const { policy_url } = store.settings.privacy_settings;
    sandbox.faults.add({ kind: 'field-not-stored', field: 'privacy_settings.policy_url' });
    const response = await rest('PUT', SETTINGS, {
      privacy_settings: { policy_url: 'https://new.example', ask_shopper_for_tracking_consent: false },
    });
    expect(await response.json()).toMatchObject({
      data: { privacy_settings: { policy_url, ask_shopper_for_tracking_consent: false } },
    });
  });

  it('cut the connection, before the work and after it', async () => {
    const put = (): Promise<unknown> =>
      rest('PUT', SETTINGS, { privacy_settings: { policy_url: 'https://new.example' } }).then((r) =>
        r.json(),
      );
    sandbox.faults.add({ kind: 'cut', at: 'before-headers', times: 1 });
    await expect(put()).rejects.toThrow();
    expect(store.settings.privacy_settings.policy_url).not.toBe('https://new.example');
    sandbox.faults.add({ kind: 'cut', at: 'mid-body', times: 1 });
    await expect(put()).rejects.toThrow();
    expect(store.settings.privacy_settings.policy_url).toBe('https://new.example');
  });

  it('answer what is not JSON, or of the wrong shape', async () => {
    sandbox.faults.add({ kind: 'invalid-json', times: 1 });
    await expect((await rest('GET', SETTINGS)).json()).rejects.toThrow();
    sandbox.faults.add({ kind: 'wrong-shape', field: 'data.privacy_settings.policy_url', value: 7 });
    expect(await (await rest('GET', SETTINGS)).json()).toMatchObject({
      data: { privacy_settings: { policy_url: 7 } },
    });
  });

  it('let a call hang until the caller gives up', async () => {
    sandbox.faults.add({ kind: 'timeout' });
    const signal = AbortSignal.timeout(100);
    await expect(fetch(`${sandbox.url}/stores/abc123${SETTINGS}`, { signal })).rejects.toThrow();
  });
});
