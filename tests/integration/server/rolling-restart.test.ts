import { expect, it } from 'vitest';
import { startApp } from '../../../sandbox/app-server.ts';
import { startWorld } from '../../../sandbox/world.ts';
import { startReadinessProxy } from '../../harness/readiness-proxy.ts';
import { installApp } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { borrowPostgres } from '../../postgres.ts';

/** Longer than the proxy needs to notice that a server is not ready. */
const environment = { DRAIN_SECONDS: '3' };

it('two servers restart in turn under load, and no request fails', { timeout: 180_000 }, async () => {
  const postgres = await borrowPostgres();
  const world = await startWorld({ databaseUrl: await postgres.createDatabase(), environment });
  const client = await installApp(world, addTestStore(world.sandbox).hash);
  let second = await startApp(world.environment);
  const proxy = await startReadinessProxy([world.app.port, second.port]);

  const statuses = new Map<number, number>();
  let ongoing = true;
  /** Of the history, which needs the database and not BigCommerce, whose limits would end the load. */
  async function load(): Promise<void> {
    while (ongoing) {
      const response = await fetch(`${proxy.url}/api/stores/${client.storeHash}/changes`, {
        headers: { Authorization: `Bearer ${client.seal}` },
      });
      await response.arrayBuffer();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    }
  }
  const loads = Array.from({ length: 8 }, load);
  const answered = () => statuses.get(200) ?? 0;
  const more = async () => {
    const before = answered();
    await expect.poll(answered).toBeGreaterThan(before + 20);
  };

  const bothReady = () => expect.poll(() => proxy.ready()).toBe(2);

  for (let round = 0; round < 2; round++) {
    await more();
    await world.restartApp();
    await bothReady();
    const { port } = second;
    await second.stop();
    second = await startApp(world.environment, port);
    await bothReady();
  }
  await more();
  ongoing = false;
  await Promise.all(loads);
  expect([...statuses.keys()]).toEqual([200]);

  await proxy.close();
  await second.stop();
  await world.stop();
  await postgres.stop();
});
