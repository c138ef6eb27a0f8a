import type { World } from '../../sandbox/world.ts';

/** The sealed session in a page, which is how a callback hands it to the browser. */
export function sealIn(html: string): string {
  const [seal] = /Fe26\.2\*[\w*-]+~\d+/.exec(html) ?? [];
  if (seal === undefined) throw new Error(`no session in this page: ${html.slice(0, 500)}`);
  return seal;
}

/** The requests that a browser in a control panel can make, without the browser. */
export interface StoreClient {
  storeHash: string;
  seal: string;
  /** @param path below `/api/stores/{hash}/` */
  call(
    method: string,
    path: string,
    init?: {
      body?: unknown;
      headers?: Record<string, string>;
      seal?: string | null;
      signal?: AbortSignal;
    },
  ): Promise<Response>;
  getSettings(): Promise<{ data: Record<string, Record<string, unknown>>; etag: string }>;
  /** A save based on what the store holds now, unless another tag is given. */
  putSettings(body: unknown, etag?: string): Promise<Response>;
}

function createStoreClient(world: World, storeHash: string, seal: string): StoreClient {
  const client: StoreClient = {
    storeHash,
    seal,
    call(method, path, { body, headers = {}, seal: given = client.seal, signal } = {}) {
      const sent: Record<string, string> = { ...headers };
      if (given !== null) sent.Authorization = `Bearer ${given}`;
      const init: RequestInit = { method, headers: sent };
      if (signal) init.signal = signal;
      if (body !== undefined) {
        init.body = typeof body === 'string' ? body : JSON.stringify(body);
        sent['Content-Type'] ??= 'application/json';
      }
      return fetch(`${world.app.url}/api/stores/${storeHash}/${path}`, init);
    },
    async getSettings() {
      const response = await client.call('GET', 'v3/customers/settings');
      const { data } = (await response.json()) as { data: Record<string, Record<string, unknown>> };
      return { data, etag: response.headers.get('ETag') ?? '' };
    },
    async putSettings(body, etag) {
      const tag = etag ?? (await client.getSettings()).etag;
      return client.call('PUT', 'v3/customers/settings', { body, headers: { 'If-Match': tag } });
    },
  };
  return client;
}

/**
 * Waits until the app has subscribed to a store's webhooks, which it does behind its answer: what a test counts
 * afterwards is then the test's own.
 */
async function untilSubscribed({ sandbox }: World, storeHash: string): Promise<void> {
  const store = sandbox.stores.store(storeHash);
  const deadline = performance.now() + 15_000;
  while (store.hooks.length < 2) {
    if (performance.now() > deadline)
      throw new Error(`the app did not subscribe to webhooks of ${storeHash}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Installs the app as the store's owner does. Where nothing goes wrong on purpose, its webhooks are there, too. */
export async function installApp(world: World, storeHash: string): Promise<StoreClient> {
  const response = await fetch(world.sandbox.callbacks.authUrl(storeHash), { redirect: 'manual' });
  const html = await response.text();
  if (response.status !== 200) throw new Error(`the install was answered with ${response.status}: ${html}`);
  if (world.sandbox.faults.list().length === 0) await untilSubscribed(world, storeHash);
  return createStoreClient(world, storeHash, sealIn(html));
}

/** Opens the installed app from the control panel. */
export async function loadApp(world: World, storeHash: string, userId?: number): Promise<StoreClient> {
  const response = await fetch(await world.sandbox.callbacks.loadUrl(storeHash, userId), {
    redirect: 'manual',
  });
  const html = await response.text();
  if (response.status !== 200) throw new Error(`the load was answered with ${response.status}: ${html}`);
  return createStoreClient(world, storeHash, sealIn(html));
}

/** Gives a user of the store another role. */
export async function setRole(
  owner: StoreClient,
  userId: number,
  change: { before: string; role: string },
): Promise<void> {
  const { status } = await owner.call('PUT', `people/${userId}`, { body: change });
  if (status !== 204) throw new Error(`the change of a role was answered with ${status}`);
}
