import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { startApp } from '../../../sandbox/app-server.ts';
import { installApp, loadApp } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startPostgres } from '../../postgres.ts';
import { clientId, clientSecret, sessionSecret, startWorld, type World } from '../../../sandbox/world.ts';

describe('a faulty environment', () => {
  it('stops the start with every fault and no value', async () => {
    const started = startApp({
      CLIENT_ID: clientId,
      CLIENT_SECRET: '',
      APP_URL: 'http://customer-settings.example.com',
      SESSION_SECRET: 'too-short-a-secret',
      DATABASE_URL: 'mysql://user:word@localhost/x',
      LOG_LEVEL: 'loud',
    });
    const error: unknown = await started.catch((thrown: unknown) => thrown);
    const text = String(error);
    expect(text).toContain('ended with 1');
    for (const name of ['CLIENT_SECRET', 'APP_URL', 'SESSION_SECRET', 'DATABASE_URL', 'LOG_LEVEL'])
      expect(text).toContain(`${name}:`);
    expect(text).not.toMatch(/too-short-a-secret|user:word|CLIENT_ID:/);
  });

  it('says so where the port of the metrics is in use', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const started = startApp({
      CLIENT_ID: clientId,
      CLIENT_SECRET: clientSecret,
      APP_URL: 'http://localhost:3000',
      SESSION_SECRET: sessionSecret,
      DATABASE_URL: 'postgres://user:word@localhost:1/x',
      METRICS_PORT: String(port),
    });
    const text = String(await started.catch((thrown: unknown) => thrown));
    other.close();
    expect(text).toContain('ended with 1');
    expect(text).toContain('"reason":"metrics_port"');
    expect(text).toContain(`METRICS_PORT ${port} is in use.`);
  });

  it('says so where the database cannot be reached, without its password', async () => {
    const started = startApp({
      CLIENT_ID: clientId,
      CLIENT_SECRET: clientSecret,
      APP_URL: 'http://localhost:3000',
      SESSION_SECRET: sessionSecret,
      DATABASE_URL: 'postgres://user:pass-of-database@localhost:1/x',
    });
    const text = String(await started.catch((thrown: unknown) => thrown));
    expect(text).toContain('database_unavailable');
    expect(text).not.toContain('pass-of-database');
  });
});

describe.each(engines)('the server on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorldOn(engine);
  });
  afterAll(() => world.stop());

  it('answers requests under way before it stops', async () => {
    const client = await installApp(world, addTestStore(world.sandbox).hash);
    world.sandbox.requests.clear();
    const clear = world.sandbox.faults.add({ kind: 'latency', ms: 1_500 });
    const underWay = client.call('GET', 'v3/customers/settings');
    await expect.poll(() => world.sandbox.requests.list().length).toBe(1);
    const stopped = world.app.stop();
    const response = await underWay;
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveProperty('data.privacy_settings');
    await stopped;
    clear();
    await expect(fetch(`${world.app.url}/api/health`)).rejects.toThrow();
    await world.restartApp();
  });

  it('starts several times at once on one database, and each serves', async () => {
    const store = addTestStore(world.sandbox);
    const client = await installApp(world, store.hash);
    const servers = await Promise.all([1, 2, 3].map(() => startApp(world.environment)));
    for (const server of servers) {
      const response = await fetch(`${server.url}/api/stores/${store.hash}/v3/customers/settings`, {
        headers: { Authorization: `Bearer ${client.seal}` },
      });
      expect(response.status).toBe(200);
    }
    // A change by one server takes effect on the others at their next request.
    expect((await client.call('DELETE', 'session')).status).toBe(204);
    for (const server of servers) {
      const response = await fetch(`${server.url}/api/stores/${store.hash}/v3/customers/settings`, {
        headers: { Authorization: `Bearer ${client.seal}` },
      });
      expect(response.status).toBe(401);
    }
    await Promise.all(servers.map((server) => server.stop()));
  });

  it('says that it is alive and ready', async () => {
    const alive = await fetch(`${world.app.url}/api/health`);
    expect([alive.status, await alive.json()]).toEqual([200, { status: 'alive' }]);
    const ready = await fetch(`${world.app.url}/api/health?ready=1`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });
});

describe('behind a proxy that ends TLS', () => {
  let world: World;
  beforeAll(async () => {
    // The app believes in https, and its proxy speaks http to it, as in production.
    world = await startWorld({ environment: { APP_URL: 'https://customer-settings.example.com' } });
  });
  afterAll(() => world.stop());

  it('installs and loads, and promises https', async () => {
    world.sandbox.app.url = 'https://customer-settings.example.com';
    const store = addTestStore(world.sandbox);
    const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'customer-settings.example.com' };
    const local = (url: string) => url.replace('https://customer-settings.example.com', world.app.url);
    const install = await fetch(local(world.sandbox.callbacks.authUrl(store.hash)), { headers: forwarded });
    expect(install.status).toBe(200);
    expect(await install.text()).toContain('https://shop.example/privacy');
    const load = await fetch(local(await world.sandbox.callbacks.loadUrl(store.hash)), {
      headers: forwarded,
    });
    expect(await load.text()).toContain('https://shop.example/privacy');
    for (const path of ['/', '/api/stores/x/session', '/uninstall']) {
      const response = await fetch(`${world.app.url}${path}`, { headers: forwarded });
      expect(response.headers.get('Strict-Transport-Security'), path).toMatch(/^max-age=\d{8}/);
    }
  });
});

describe('a database that goes away', () => {
  it('refuses an install with a page and a way on, and installs nothing by halves', async () => {
    const postgres = await startPostgres();
    const world = await startWorld({ databaseUrl: await postgres.createDatabase() });
    const store = addTestStore(world.sandbox);
    const installed = await installApp(world, addTestStore(world.sandbox).hash);
    await postgres.stop();
    const url = world.sandbox.callbacks.authUrl(store.hash);
    const response = await fetch(url);
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(html).toMatch(/<a [^>]*href=""[^>]*>Try again/);
    // The code was not spent on a database that could not keep the token.
    expect(world.sandbox.requests.list({ path: '/oauth2/token', storeHash: store.hash })).toEqual([]);
    expect(store.installation).toBeNull();
    const api = await installed.call('GET', 'v3/customers/settings');
    expect(api.status).toBe(503);
    expect(await api.json()).toMatchObject({ code: 'database_unavailable' });
    const ready = await fetch(`${world.app.url}/api/health?ready=1`);
    expect(ready.status).toBe(503);
    expect((await fetch(`${world.app.url}/api/health`)).status).toBe(200);
    const load = await fetch(await world.sandbox.callbacks.loadUrl(installed.storeHash));
    expect(load.status).toBe(503);
    await world.stop();
  });
});

describe('a token at rest', () => {
  it('is nowhere in the database file', async () => {
    const world = await startWorld();
    const store = addTestStore(world.sandbox);
    await installApp(world, store.hash);
    await loadApp(world, store.hash);
    const token = store.installation?.accessToken ?? '';
    expect(token).not.toBe('');
    const folder = dirname((world.environment.DATABASE_URL ?? '').replace(/^sqlite:/, ''));
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    expect(files.length).toBeGreaterThan(0);
    expect(files.some((bytes) => bytes.includes(store.hash))).toBe(true);
    expect(files.some((bytes) => bytes.includes(token))).toBe(false);
    await world.stop();
  });
});

describe('static files', () => {
  it('are cached for good, and compressed with brotli where the browser takes it', async () => {
    const world = await startWorld();
    const page = await (await fetch(`${world.app.url}/`)).text();
    const [path] = /\/_next\/static\/[\w/-]+\.js/.exec(page) ?? [''];
    for (const encoding of ['br', 'gzip']) {
      const response = await fetch(`${world.app.url}${path}`, { headers: { 'Accept-Encoding': encoding } });
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Encoding')).toBe(encoding);
      expect(response.headers.get('Content-Type')).toContain('javascript');
      expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
      expect(await response.text()).toContain('TURBOPACK');
    }
    await world.stop();
  });
});
