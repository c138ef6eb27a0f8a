import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { installApp, type StoreClient } from '../../harness/store-client.ts';
import {
  openStorefrontStream,
  readStorefronts,
  type StorefrontLine,
} from '../../harness/storefront-stream.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';
import { RateLimit } from '../../../sandbox/rate-limit.ts';
import type { Fault, FaultKind, Store } from '../../../sandbox/sandbox.ts';

const path = 'v3/customers/settings/channels';
const channelPath = '/v3/customers/settings/channels/';

/** The most that the app reads at once for one store. What is asked at once may arrive in any order. */
const readsAtOnce = 6;

const idsOf = (lines: readonly StorefrontLine[]) =>
  lines.flatMap(({ channel_id: id }) => (id === undefined ? [] : [id]));
const ascending = (ids: readonly number[]) => [...ids].sort((one, other) => one - other);

describe('the settings of many storefronts', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    // An event would be answered by a read of its own, and here reads are counted.
    world.sandbox.webhooks.mode = 'off';
  });
  afterEach(() => world.sandbox.faults.clear());
  afterAll(() => world.stop());

  interface Opened {
    store: Store;
    client: StoreClient;
    ids: number[];
    /** The channels that BigCommerce was asked for, in the order of the questions. */
    reads: () => number[];
  }

  async function openStore(
    storefronts: number,
    rateLimit: { quota: number; windowMs?: number } = { quota: 10_000 },
  ): Promise<Opened> {
    const store = addTestStore(world.sandbox, { storefronts });
    const client = await installApp(world, store.hash);
    // The calls of the install itself are not what is measured here.
    store.rateLimit = new RateLimit(rateLimit.quota, rateLimit.windowMs);
    world.sandbox.requests.clear();
    store.traffic.reset();
    return {
      store,
      client,
      ids: store.channels.map(({ id }) => id),
      reads: () =>
        world.sandbox.requests
          .list({ storeHash: store.hash, method: 'GET', path: channelPath })
          .map(({ path: asked }) => Number(asked.split('/').at(-1))),
    };
  }

  const fail = ({ store }: Opened, kind: FaultKind & Pick<Fault, 'times'>, channelId: number | '' = '') =>
    world.sandbox.faults.add({
      ...kind,
      match: { storeHash: store.hash, path: new RegExp(`${channelPath}${channelId}${channelId && '$'}`) },
    });

  it.each([1, 3, 500])('cost as many reads as there are storefronts: %d', async (count) => {
    const opened = await openStore(count);
    const { store, client, ids, reads } = opened;
    store.changeChannelSettings(1, { privacy_settings: { policy_url: 'https://own.example/' } });
    const lines: StorefrontLine[] = [];
    for (let at = 0; at < count; at += 250) {
      const asked = ids.slice(at, at + 250);
      lines.push(...(await readStorefronts(client, asked)));
    }
    expect(ascending(idsOf(lines))).toEqual(ascending(ids));
    expect(ascending(reads())).toEqual(ascending(ids));
    expect(store.traffic.requests).toBe(count);
    expect(store.traffic.peak).toBeLessThanOrEqual(readsAtOnce);
    const first = lines.find(({ channel_id: id }) => id === 1);
    const single = await client.call('GET', `${path}/1`);
    expect(first?.etag).toBe(single.headers.get('ETag'));
    expect(first?.data).toEqual(((await single.json()) as { data: object }).data);
    expect(first?.data).toMatchObject({ privacy_settings: { policy_url: 'https://own.example/' } });
  });

  it('are read a few at once', async () => {
    const opened = await openStore(20);
    fail(opened, { kind: 'latency', ms: 100 });
    await readStorefronts(opened.client, opened.ids);
    expect(opened.store.traffic.peak).toBe(readsAtOnce);
  });

  it.each(['identity', 'gzip', 'br', 'gzip, deflate, br, zstd'])(
    'arrive one by one where the browser takes %s',
    async (encoding) => {
      const opened = await openStore(5);
      const [slow = 0, ...quick] = opened.ids;
      fail(opened, { kind: 'latency', ms: 2_000 }, slow);
      fail(opened, { kind: 'latency', ms: 200 }, quick[1] ?? 0);
      const stream = await openStorefrontStream(opened.client, opened.ids, {
        headers: { 'Accept-Encoding': encoding },
      });
      const { response } = stream;
      expect(response.headers.get('Content-Type')).toBe('application/x-ndjson');
      expect(response.headers.get('Cache-Control')).toMatch(/no-store/);
      const statusOfSlow = () =>
        world.sandbox.requests.last({ storeHash: opened.store.hash, path: new RegExp(`/${slow}$`) })?.status;
      const came: StorefrontLine[] = [];
      while (came.length < quick.length) {
        const { value } = await stream.lines.next();
        if (value) came.push(value);
        expect(statusOfSlow(), 'a row is here while another one is still read').toBe(0);
      }
      expect(ascending(idsOf(came))).toEqual(ascending(quick));
      expect(idsOf(await stream.rest())).toEqual([slow]);
    },
  );

  it('come first where they are visible, before earlier requests', async () => {
    const opened = await openStore(40);
    const { client, ids, reads } = opened;
    fail(opened, { kind: 'latency', ms: 400 });
    const background = readStorefronts(client, ids);
    await expect.poll(() => reads().length).toBe(readsAtOnce);
    const visible = ids.slice(-3);
    const inView = await readStorefronts(client, visible, { inView: true });
    expect(ascending(idsOf(inView))).toEqual(visible);
    expect(ascending(reads().slice(readsAtOnce, readsAtOnce + 3))).toEqual(visible);
    expect(idsOf(await background)).toHaveLength(40);
    expect(reads()).toHaveLength(40);
  });

  it('stay first where another tab asks for all of them without looking', async () => {
    const opened = await openStore(40);
    const { client, ids, reads } = opened;
    fail(opened, { kind: 'latency', ms: 400 });
    const visible = ids.slice(20, 30);
    const background = readStorefronts(client, ids.slice(0, 20));
    await expect.poll(() => reads().length).toBe(readsAtOnce);
    const inView = readStorefronts(client, visible, { inView: true });
    await expect.poll(() => reads().length).toBe(2 * readsAtOnce);
    await Promise.all([background, inView, readStorefronts(client, ids)]);
    expect(ascending(reads().slice(readsAtOnce, readsAtOnce + visible.length))).toEqual(visible);
    expect(reads()).toHaveLength(40);
  });

  it('go newest first while the user scrolls', async () => {
    const opened = await openStore(40);
    const { client, ids, reads } = opened;
    fail(opened, { kind: 'latency', ms: 400 });
    const above = readStorefronts(client, ids.slice(0, 20), { inView: true });
    await expect.poll(() => reads().length).toBe(readsAtOnce);
    await Promise.all([above, readStorefronts(client, ids.slice(20, 24), { inView: true })]);
    expect(ascending(reads().slice(readsAtOnce, readsAtOnce + 4))).toEqual(ids.slice(20, 24));
  });

  it('are read once for two tabs, at the same time and right after', async () => {
    const opened = await openStore(30);
    const { client, ids, reads, store } = opened;
    const [first, second] = await Promise.all([readStorefronts(client, ids), readStorefronts(client, ids)]);
    const third = await readStorefronts(client, ids);
    const rows = (lines: readonly StorefrontLine[]) =>
      lines
        .map(({ channel_id: id, etag, data }) => ({ id, etag, data }))
        .sort((one, other) => (one.id ?? 0) - (other.id ?? 0));
    expect(rows(second)).toEqual(rows(first));
    expect(rows(third)).toEqual(rows(first));
    expect(reads()).toHaveLength(30);
    expect(store.traffic.requests).toBe(30);
  });

  it('ask once for a storefront that is named twice', async () => {
    const { client, reads } = await openStore(2);
    const lines = await readStorefronts(client, [1, 1001, 1, 1001, 1]);
    expect(ascending(idsOf(lines))).toEqual([1, 1001]);
    expect(reads()).toHaveLength(2);
  });

  it('are not shared between stores, nor with a store that was installed anew', async () => {
    const one = await openStore(3);
    const other = await openStore(3);
    one.store.changeChannelSettings(1, { privacy_settings: { policy_url: 'https://one.example/' } });
    const [ofOne, ofOther] = await Promise.all([
      readStorefronts(one.client, one.ids),
      readStorefronts(other.client, other.ids),
    ]);
    const urlOf = (lines: StorefrontLine[]) => lines.find(({ channel_id: id }) => id === 1)?.data;
    expect(urlOf(ofOne)).toMatchObject({ privacy_settings: { policy_url: 'https://one.example/' } });
    expect(urlOf(ofOther)).toMatchObject({ privacy_settings: { policy_url: null } });
    const before = one.reads().length;
    // Opening the app looks through what is known of the store; the rows share those reads, and no older ones.
    const again = await installApp(world, one.store.hash);
    await readStorefronts(again, one.ids);
    expect(one.reads()).toHaveLength(before + 3);
  });

  it('forget what was written, and nothing else', async () => {
    const { client, ids, reads } = await openStore(5);
    const [before] = await readStorefronts(client, ids);
    const written = before?.channel_id ?? 0;
    const saved = await client.call('PUT', `${path}/${written}`, {
      body: { customer_group_settings: { guest_customer_group_id: 0 } },
      headers: { 'If-Match': before?.etag ?? '' },
    });
    expect(saved.status).toBe(200);
    const already = reads().length;
    const after = await readStorefronts(client, ids);
    expect(reads().slice(already)).toEqual([written]);
    const row = after.find(({ channel_id: id }) => id === written);
    expect(row?.data).toMatchObject({ customer_group_settings: { guest_customer_group_id: 0 } });
    expect(row?.etag).toBe(saved.headers.get('ETag'));
  });

  it('forget what was being read while it was written', async () => {
    const opened = await openStore(2);
    const { client, reads } = opened;
    const tag = (await client.call('GET', `${path}/1`)).headers.get('ETag') ?? '';
    const already = reads().length;
    fail(opened, { kind: 'latency', ms: 1_500, after: true, times: 1 }, 1);
    const early = readStorefronts(client, [1]);
    await expect.poll(() => reads().slice(already)).toContain(1);
    const saved = await client.call('PUT', `${path}/1`, {
      body: { privacy_settings: { policy_url: 'https://late.example/' } },
      headers: { 'If-Match': tag },
    });
    expect(saved.status).toBe(200);
    const [late] = await readStorefronts(client, [1]);
    expect(late?.data).toMatchObject({ privacy_settings: { policy_url: 'https://late.example/' } });
    expect((await early)[0]?.data).toMatchObject({ privacy_settings: { policy_url: null } });
    const [later] = await readStorefronts(client, [1]);
    expect(later?.data).toMatchObject({ privacy_settings: { policy_url: 'https://late.example/' } });
  });

  it('are not read any further once the browser has gone', async () => {
    const opened = await openStore(60);
    const { client, ids, reads, store } = opened;
    fail(opened, { kind: 'latency', ms: 300 });
    const stream = await openStorefrontStream(client, ids);
    await stream.lines.next();
    stream.leave();
    const atLeave = reads().length;
    // As long as anything waits, something is under way.
    await expect.poll(() => store.traffic.underWay, { timeout: 20_000 }).toBe(0);
    expect(reads().length).toBeLessThanOrEqual(atLeave + readsAtOnce);
    const lines = await readStorefronts(client, ids.slice(-1));
    expect(idsOf(lines)).toEqual(ids.slice(-1));
  });

  it('are read on for the tab that stays', async () => {
    const opened = await openStore(30);
    const { client, ids, reads } = opened;
    fail(opened, { kind: 'latency', ms: 150 });
    const leaving = await openStorefrontStream(client, ids);
    const staying = await openStorefrontStream(client, ids);
    await leaving.lines.next();
    leaving.leave();
    expect(ascending(idsOf(await staying.rest()))).toEqual(ids);
    expect(reads()).toHaveLength(30);
  });

  it('leave half of the store’s quota to other apps', async () => {
    const { client, ids, store } = await openStore(30, { quota: 24, windowMs: 2_500 });
    const lines = await readStorefronts(client, ids);
    expect(ascending(idsOf(lines))).toEqual(ids);
    expect(lines.filter(({ problem }) => problem)).toEqual([]);
    expect(store.rateLimit.leastLeft).toBeGreaterThanOrEqual(12);
    expect(store.traffic.requests, 'nothing was asked in vain').toBe(30);
    const pauses = lines.flatMap(({ pause_seconds: seconds }) => seconds ?? []);
    expect(pauses.length).toBeGreaterThanOrEqual(1);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(3);
  });

  it('take half of what other apps left of the quota, and wait then', async () => {
    const { client, ids, store, reads } = await openStore(12, { quota: 24, windowMs: 4_000 });
    store.rateLimit.leave(9, Date.now());
    await client.getSettings();
    const stream = await openStorefrontStream(client, ids);
    const came: StorefrontLine[] = [];
    for (let line = await stream.lines.next(); line.value?.pause_seconds === undefined;) {
      if (line.value) came.push(line.value);
      line = await stream.lines.next();
    }
    // The pause may be said before the reads that were sent have come back.
    await expect.poll(() => reads().length).toBeGreaterThanOrEqual(2);
    expect(reads().length).toBeLessThanOrEqual(4);
    expect(store.rateLimit.leastLeft, 'what is left to other apps').toBeGreaterThanOrEqual(4);
    expect([...came, ...(await stream.rest())].filter(({ channel_id: id }) => id)).toHaveLength(12);
  });

  it('wait where other apps have used all of the quota, and say so to who comes later', async () => {
    const { client, ids, store, reads } = await openStore(12, { quota: 24, windowMs: 4_000 });
    store.rateLimit.leave(1, Date.now());
    await client.getSettings();
    const early = await openStorefrontStream(client, ids.slice(0, 6));
    expect((await early.lines.next()).value).toMatchObject({ pause_seconds: expect.any(Number) as number });
    expect(reads()).toEqual([]);
    const late = await openStorefrontStream(client, ids.slice(6), { inView: true });
    expect((await late.lines.next()).value).toMatchObject({ pause_seconds: expect.any(Number) as number });
    expect(reads()).toEqual([]);
    await Promise.all([early.rest(), late.rest()]);
    expect(ascending(reads().slice(0, 6)), 'what is in view goes first after the pause').toEqual(
      ids.slice(6),
    );
  });

  it.each([
    [{ kind: 'status', status: 500 }, 'store_failed', 502],
    [{ kind: 'status', status: 404 }, 'channel_not_found', 404],
    [{ kind: 'status', status: 403 }, 'oauth_scope_missing', 403],
    [{ kind: 'status', status: 401 }, 'store_token_rejected', 502],
    [{ kind: 'invalid-json' }, 'store_unreadable', 502],
    [{ kind: 'wrong-shape', field: 'data', value: 'none' }, 'store_unreadable', 502],
    [{ kind: 'cut', at: 'before-headers' }, 'store_unavailable', 503],
  ] as [FaultKind, string, number][])(
    'tell of a row that failed with %j, and read the rest',
    async (kind, code, status) => {
      const opened = await openStore(8);
      const { client, ids } = opened;
      const failing = ids[3] ?? 0;
      fail(opened, kind, failing);
      const lines = await readStorefronts(client, ids);
      expect(ascending(idsOf(lines))).toEqual(ids);
      const failed = lines.filter(({ problem }) => problem);
      expect(failed).toHaveLength(1);
      expect(failed[0]).toMatchObject({ channel_id: failing, problem: { code, status } });
      expect(failed[0]?.problem?.title).toBeTruthy();
      await expect
        .poll(() => world.app.output())
        .toMatch(new RegExp(`"${opened.store.hash}","channelId":${failing},"errorCode":"${code}"`));
      world.sandbox.faults.clear();
      const [again] = await readStorefronts(client, [failing], { inView: true });
      expect(again).toMatchObject({ channel_id: failing, etag: expect.any(String) as string });
    },
  );

  it('survive a storm of 429', async () => {
    const opened = await openStore(15);
    const { client, ids, store, reads } = opened;
    fail(opened, { kind: 'rate-limited', resetMs: 900, times: 14 });
    const lines = await readStorefronts(client, ids);
    expect(ascending(idsOf(lines))).toEqual(ids);
    expect(lines.filter(({ problem }) => problem)).toEqual([]);
    expect(reads()).toHaveLength(15 + 14);
    const pauses = lines.filter(({ pause_seconds: seconds }) => seconds);
    // A pause after each six that were refused, not one for each of them.
    expect(pauses.length).toBeGreaterThanOrEqual(2);
    expect(pauses.length).toBeLessThanOrEqual(4);
    expect(store.traffic.peak).toBeLessThanOrEqual(readsAtOnce);
  });

  it('back off all together after a 429 without headers', async () => {
    const opened = await openStore(20);
    const { client, ids, reads } = opened;
    fail(opened, { kind: 'rate-limited', withoutHeaders: true, times: 6 });
    const stream = await openStorefrontStream(client, ids);
    const { value: first } = await stream.lines.next();
    expect(first).toMatchObject({ pause_seconds: 2 });
    expect(reads(), 'no request is sent while the platform is overloaded').toHaveLength(6);
    expect(ascending(idsOf(await stream.rest()))).toEqual(ids);
    expect(reads()).toHaveLength(26);
  });

  it('do not let a person wait who saves meanwhile', async () => {
    const opened = await openStore(60);
    const { client, ids, reads } = opened;
    fail(opened, { kind: 'latency', ms: 300 });
    const rows = readStorefronts(client, ids);
    await expect.poll(() => reads().length).toBe(readsAtOnce);
    const saved = await client.putSettings({ privacy_settings: { policy_url: 'https://shop.example/x' } });
    expect(saved.status).toBe(200);
    expect(reads().length, 'the person did not wait for the rows').toBeLessThan(60);
    await rows;
  });

  it.each([
    ['', 'not_found'],
    ['?channel_id:in=', 'not_found'],
    [`?channel_id:in=${Array.from({ length: 251 }, (_, index) => index + 1).join(',')}`, 'not_found'],
    ['?channel_id:in=1,0', 'channel_not_found'],
    ['?channel_id:in=1,abc', 'channel_not_found'],
    ['?channel_id:in=1,2147483648', 'channel_not_found'],
    ['?channel_id:in=1,,2', 'channel_not_found'],
  ])('are not asked for with %j', async (query, code) => {
    const { client, store } = await openStore(1);
    const response = await client.call('GET', `${path}${query}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code });
    expect(store.traffic.requests).toBe(0);
  });

  it('need a session, and the one of this store', async () => {
    const { client, store } = await openStore(1);
    const other = await openStore(1);
    const query = `${path}?channel_id:in=1`;
    const without = await client.call('GET', query, { seal: null });
    expect([without.status, await without.json()]).toMatchObject([401, { code: 'session_missing' }]);
    const forged = await client.call('GET', query, { seal: 'rubbish' });
    expect([forged.status, await forged.json()]).toMatchObject([401, { code: 'session_invalid' }]);
    const foreign = await client.call('GET', query, { seal: other.client.seal });
    expect([foreign.status, await foreign.json()]).toMatchObject([409, { code: 'store_mismatch' }]);
    expect(store.traffic.requests).toBe(0);
    await world.sandbox.callbacks.uninstall(store.hash);
    store.traffic.reset();
    const ended = await client.call('GET', query);
    expect([ended.status, await ended.json()]).toMatchObject([401, { code: 'installation_gone' }]);
    expect(store.traffic.requests).toBe(0);
  });

  it('are not read for a HEAD, and not written', async () => {
    const { client, store } = await openStore(3);
    const head = await client.call('HEAD', `${path}?channel_id:in=1,1001,1002`);
    expect([head.status, head.headers.get('Content-Type')]).toEqual([200, 'application/x-ndjson']);
    const put = await client.call('PUT', path, { body: {} });
    expect([put.status, put.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
    expect(store.traffic.requests).toBe(0);
  });
});
