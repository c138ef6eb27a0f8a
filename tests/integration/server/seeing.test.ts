import { renameSync, rmSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricPrefix, metricTable } from '../../../lib/metric-table.ts';
import { freePort, startApp } from '../../../sandbox/app-server.ts';
import { installApp, loadApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startPostgres } from '../../postgres.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';

const token = 'scrape-token-of-the-tests-5d1f0c7a9b3e';

describe('a running server', () => {
  let world: World;
  let client: StoreClient;
  beforeAll(async () => {
    world = await startWorld({ environment: { METRICS_TOKEN: token } });
    client = await installApp(world, addTestStore(world.sandbox).hash);
  });
  afterAll(() => world.stop());

  const lines = (requestId: string) =>
    world.app
      .output()
      .split('\n')
      .filter((line) => line.includes(requestId))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  it('says in one line what a request was, and how long BigCommerce took', async () => {
    const requestId = 'save-of-the-test-0001';
    const { etag } = await client.getSettings();
    world.sandbox.requests.clear();
    const response = await client.call('PUT', 'v3/customers/settings', {
      body: { privacy_settings: { policy_url: 'https://shop.example/new' } },
      headers: { 'If-Match': etag, 'X-Request-Id': requestId, traceparent },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('X-Request-Id')).toBe(requestId);
    await expect.poll(() => lines(requestId).filter(({ event }) => event === 'request')).toHaveLength(1);
    const [line] = lines(requestId).filter(({ event }) => event === 'request');
    expect(line).toMatchObject({
      method: 'PUT',
      route: '/api/stores/{storeHash}/v3/customers/settings',
      status: 200,
      storeHash: client.storeHash,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    });
    expect(line?.bigCommerceCalls).toBeGreaterThan(0);
    const calls = world.sandbox.requests.list({ storeHash: client.storeHash });
    const sent = calls.filter(({ method }) => method === 'PUT');
    expect(sent.length).toBeGreaterThan(0);
    for (const { headers } of sent) expect(headers).toMatchObject({ 'x-request-id': requestId, traceparent });
  });

  it('names a refusal, and gives an id of its own for one that is not well-formed', async () => {
    const response = await client.call('GET', 'v3/customers/settings', {
      seal: null,
      headers: { 'X-Request-Id': 'bad id; drop', traceparent: '00-zz' },
    });
    const requestId = response.headers.get('X-Request-Id') ?? '';
    expect(requestId).toMatch(/^[\da-f-]{36}$/);
    await expect
      .poll(() => lines(requestId))
      .toContainEqual(
        expect.objectContaining({ event: 'request', status: 401, errorCode: 'session_missing' }),
      );
  });

  it('puts the id on pages', async () => {
    const url = await world.sandbox.callbacks.loadUrl(client.storeHash);
    const response = await fetch(url, { headers: { 'X-Request-Id': 'page-of-the-test-0001' } });
    expect(response.headers.get('X-Request-Id')).toBe('page-of-the-test-0001');
    expect(await response.text()).toContain('page-of-the-test-0001');
  });

  it('shows metrics to the bearer of the token and to no other', async () => {
    await loadApp(world, client.storeHash);
    const scrape = (headers: Record<string, string>) => fetch(`${world.app.url}/metrics`, { headers });
    expect((await scrape({})).status).toBe(401);
    expect((await scrape({ Authorization: 'Bearer another' })).status).toBe(401);
    const response = await scrape({ Authorization: `Bearer ${token}` });
    expect(response.headers.get('Content-Type')).toContain('application/openmetrics-text');
    const text = await response.text();
    for (const pattern of [
      /customer_settings_request_seconds_count\{[^}]*route="\/load"[^}]*status="200"[^}]*\} [1-9]/,
      /customer_settings_bigcommerce_call_seconds_count\{[^}]*outcome="ok"[^}]*\} [1-9]/,
      /customer_settings_build_info\{version="0\.1\.0"\} 1/,
      /customer_settings_ready 1/,
      /process_resident_memory_bytes/,
      /nodejs_eventloop_lag/,
      /# EOF\s*$/,
    ])
      expect(text).toMatch(pattern);
    for (const [name, { kind }] of Object.entries(metricTable))
      expect(text).toMatch(new RegExp(`^# TYPE ${metricPrefix}_${name} ${kind}$`, 'm'));
    for (const name of ['bigcommerce_calls_waiting', 'leases', 'webhook_looks_waiting'])
      expect(text).toMatch(new RegExp(`^${metricPrefix}_${name} \\d`, 'm'));
    expect(text).toMatch(/^customer_settings_clock_offset_seconds\{clock="database"\} -?\d/m);
    expect(text).not.toContain(client.storeHash);
  });

  it('has no metrics unless the operator wants them, and has them on a port of their own', async () => {
    const metricsPort = await freePort();
    const { METRICS_TOKEN: _token, ...environment } = world.environment;
    const server = await startApp({ ...environment, METRICS_PORT: String(metricsPort) });
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
    expect((await fetch(`http://localhost:${metricsPort}/metrics`)).status).toBe(200);
    expect((await fetch(`http://localhost:${metricsPort}/`)).status).toBe(404);
    await server.stop();
  });

  it('says plainly that a database is new, once', async () => {
    expect(world.app.output()).toMatch(/"event":"new_database"/);
    await world.restartApp();
    expect(world.app.output()).not.toMatch(/"event":"new_database"/);
  });

  it('is not ready once its database file was replaced or deleted, and stays alive', async () => {
    const file = (world.environment.DATABASE_URL ?? '').replace('sqlite:', '');
    const ready = async () => (await fetch(`${world.app.url}/api/health?ready=1`)).status;
    expect(await ready()).toBe(200);
    renameSync(file, `${file}.away`);
    expect(await ready()).toBe(503);
    expect((await fetch(`${world.app.url}/api/health`)).status).toBe(200);
    renameSync(`${file}.away`, file);
    expect(await ready()).toBe(200);
    rmSync(file);
    expect(await ready()).toBe(503);
  });
});

describe('a server whose migrations wait for a lock', () => {
  it('is alive and not ready, and becomes ready', async () => {
    const postgres = await startPostgres();
    const databaseUrl = await postgres.createDatabase();
    const blocker = new Client({ connectionString: databaseUrl });
    await blocker.connect();
    // The lock that kysely takes while it migrates; from its PostgresAdapter.
    await blocker.query('select pg_advisory_lock(3853314791062309107)');
    const port = await freePort();
    const starting = startWorld({ databaseUrl, appPort: port });
    const health = (query: string) => fetch(`http://localhost:${port}/api/health${query}`).catch(() => null);
    await expect.poll(async () => (await health(''))?.status).toBe(200);
    const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted`;
    await expect.poll(async () => (await blocker.query(waiting)).rowCount).toBe(1);
    expect((await health('?ready=1'))?.status).toBe(503);
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(503);
    await blocker.end();
    const world = await starting;
    expect((await health('?ready=1'))?.status).toBe(200);
    await world.stop();
    await postgres.stop();
  });

  it('is not ready while the database takes no writes', async () => {
    const postgres = await startPostgres();
    const databaseUrl = await postgres.createDatabase();
    const world = await startWorld({ databaseUrl });
    const admin = new Client({ connectionString: databaseUrl });
    await admin.connect();
    const name = new URL(databaseUrl).pathname.slice(1);
    await admin.query(`alter database "${name}" set default_transaction_read_only = on`);
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [name],
    );
    const ready = async () => (await fetch(`${world.app.url}/api/health?ready=1`)).status;
    await expect.poll(ready).toBe(503);
    expect((await fetch(`${world.app.url}/api/health`)).status).toBe(200);
    await admin.query('set default_transaction_read_only = off');
    await admin.query(`alter database "${name}" set default_transaction_read_only = off`);
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [name],
    );
    await expect.poll(ready).toBe(200);
    await admin.end();
    await world.stop();
    await postgres.stop();
  });
});
