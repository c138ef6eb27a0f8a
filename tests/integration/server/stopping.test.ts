import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { installApp } from '../../harness/store-client.ts';
import { openConnection } from '../../harness/raw-connection.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';

let world: World;
afterEach(() => world.stop());

describe('a stop', () => {
  it('ends silent, idle and half-sent connections, finishes what is in progress, and closes the database', async () => {
    world = await startWorld();
    const client = await installApp(world, addTestStore(world.sandbox).hash);
    const silent = await openConnection(world.app.port);
    const half = await openConnection(world.app.port);
    half.send('GET / HTTP/1.1\r\nHost: ');
    const idle = await openConnection(world.app.port);
    idle.send('GET /api/health HTTP/1.1\r\nHost: a\r\n\r\n');
    await idle.until(/alive/);
    world.sandbox.requests.clear();
    world.sandbox.faults.add({ kind: 'latency', ms: 1_500 });
    const inProgress = client.call('GET', 'v3/customers/settings');
    await expect.poll(() => world.sandbox.requests.list().length).toBe(1);
    const stopped = world.app.stop();
    await Promise.all([silent.closed(), half.closed(), idle.closed()]);
    expect((await inProgress).status).toBe(200);
    expect(await stopped).toBe(0);
    // SQLite removes its log when the last connection closes in order.
    const file = (world.environment.DATABASE_URL ?? '').replace('sqlite:', '');
    expect([existsSync(file), existsSync(`${file}-wal`)]).toEqual([true, false]);
  });

  it('is one stop where npm forwards a signal that the process also got itself', async () => {
    world = await startWorld();
    const client = await installApp(world, addTestStore(world.sandbox).hash);
    world.sandbox.requests.clear();
    world.sandbox.faults.add({ kind: 'latency', ms: 1_500 });
    const inProgress = client.call('GET', 'v3/customers/settings');
    await expect.poll(() => world.sandbox.requests.list().length).toBe(1);
    // The system may merge two pending signals of one kind, but not two kinds.
    process.kill(world.app.pid, 'SIGINT');
    const stopped = world.app.stop();
    expect((await inProgress).status).toBe(200);
    expect(await stopped).toBe(0);
  });

  it('answers while it drains, says that it is not ready, and lets go of kept connections', async () => {
    world = await startWorld({ environment: { DRAIN_SECONDS: '4' } });
    expect((await fetch(`${world.app.url}/api/health?ready=1`)).status).toBe(200);
    const stopped = world.app.stop();
    await expect.poll(async () => (await fetch(`${world.app.url}/api/health?ready=1`)).status).toBe(503);
    const page = await fetch(`${world.app.url}/`);
    expect([page.status, page.headers.get('Connection')]).toEqual([200, 'close']);
    expect((await fetch(`${world.app.url}/api/health`)).status).toBe(200);
    expect(await stopped).toBe(0);
  });
});
