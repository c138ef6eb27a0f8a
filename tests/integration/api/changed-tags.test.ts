import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiClient, createApiClient } from '../../../lib/api/api-client.ts';
import { AppError } from '../../../lib/errors.ts';
import type { Store } from '../../../sandbox/sandbox.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';
import { type RewritingProxy, startRewritingProxy } from '../../harness/rewriting-proxy.ts';
import { installApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';

const inner = (etag: string) => etag.slice(1, -1);
const rewrites: Record<string, (etag: string) => string | null> = {
  'adds -gzip': (etag) => `"${inner(etag)}-gzip"`,
  'adds --gzip': (etag) => `"${inner(etag)}--gzip"`,
  'adds ;br': (etag) => `"${inner(etag)};br"`,
  'adds -gzip behind the quotes': (etag) => `${etag}-gzip`,
  'makes tags weak': (etag) => `W/${etag}`,
  'makes tags weak and adds -br': (etag) => `W/"${inner(etag)}-br"`,
  'removes tags': () => null,
  'puts its own tags in': () => '"of-the-proxy"',
};
const codings = Object.keys(rewrites).filter((name) => name.includes('adds') || name.includes('weak'));

describe('settings behind a proxy that', () => {
  let world: World;
  let store: Store;
  let client: StoreClient;
  let proxy: RewritingProxy;
  let api: ApiClient;
  beforeAll(async () => {
    world = await startWorld();
    store = addTestStore(world.sandbox, { storefronts: 2 });
    client = await installApp(world, store.hash);
  });
  afterAll(() => world.stop());
  afterEach(async () => {
    vi.unstubAllGlobals();
    await proxy.close();
  });

  /** The browser's own client, with the proxy between it and the app. */
  async function openBehind(name: string): Promise<void> {
    const rewrite = rewrites[name];
    if (rewrite === undefined) throw new Error(`no proxy ${name}`);
    proxy = await startRewritingProxy(Number(new URL(world.app.url).port), rewrite);
    const fetchDirectly = globalThis.fetch;
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => fetchDirectly(`${proxy.url}${path}`, init));
    api = createApiClient(store.hash, {
      current: () => client.seal,
      replace: () => undefined,
      noteRole: () => undefined,
    });
  }

  let count = 0;
  const nextUrl = () => ({ policyUrl: `https://shop.example/${(count += 1)}` });

  it.each(Object.keys(rewrites))('%s are saved by the app’s own pages', async (name) => {
    await openBehind(name);
    for (const scope of [api.storeSettings, api.storefrontSettings(1)]) {
      const read = await scope.get();
      const saved = await scope.put(nextUrl(), read.etag);
      const again = await scope.put(nextUrl(), saved.etag);
      const refused: unknown = await scope.put(nextUrl(), read.etag).catch((thrown: unknown) => thrown);
      expect(refused).toMatchObject({ code: 'settings_changed' });
      const { etag } = (refused as AppError).details.data as { etag: string };
      expect(etag).toBe(again.etag);
      await scope.put(nextUrl(), etag);
    }
  });

  it.each(Object.keys(rewrites))('%s are saved by the table of storefronts', async (name) => {
    await openBehind(name);
    const rows = new Map<number, string>();
    const onRow = (id: number, row: AppError | { etag: string }) =>
      rows.set(id, row instanceof AppError ? row.code : row.etag);
    const { signal } = new AbortController();
    await api.readStorefronts([1, 1_001], { onRow, onPause: () => undefined }, { inView: true, signal });
    expect([...rows.keys()].sort()).toEqual([1, 1_001]);
    for (const [id, etag] of rows) await api.storefrontSettings(id).put(nextUrl(), etag);
  });

  it.each(codings)('%s are saved with the tag of the header, too', async (name) => {
    await openBehind(name);
    const path = `${proxy.url}/api/stores/${store.hash}/v3/customers/settings`;
    const headers = { Authorization: `Bearer ${client.seal}`, 'Content-Type': 'application/json' };
    vi.unstubAllGlobals();
    const read = await fetch(path, { headers });
    const tag = read.headers.get('ETag') ?? '';
    expect(((await read.json()) as { meta: { etag: string } }).meta.etag).not.toBe(tag);
    const body = JSON.stringify({ privacy_settings: { policy_url: nextUrl().policyUrl } });
    const save = (etag: string) =>
      fetch(path, { method: 'PUT', headers: { ...headers, 'If-Match': etag }, body });
    expect((await save(tag)).status).toBe(200);
    expect((await save(tag)).status, 'it is still the tag of what was there before').toBe(412);
  });
});
