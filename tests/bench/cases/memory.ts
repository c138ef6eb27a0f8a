import { setTimeout as wait } from 'node:timers/promises';
import { loadApp, type StoreClient } from '../../harness/store-client.ts';
import type { World } from '../../../sandbox/world.ts';
import { installOnStores } from '../bench-stores.ts';
import { withBenchWorld } from '../bench-world.ts';
import { forEachAtOnce } from '../for-each-at-once.ts';
import { residentBytes } from '../process-usage.ts';
import { atMost, type BenchCase, explain, megabytes, type Row, tellProgress } from '../row.ts';
import { median } from '../statistics.ts';

const stores = 1_000;
const requestsPerStore = 10;
const atOnce = 16;

const residentTarget = 250_000_000;
/** The memory that a garbage collector may hold more at one moment than at another. */
const growthTarget = 10_000_000;

async function read(client: StoreClient): Promise<void> {
  const response = await client.call('GET', 'v3/customers/settings');
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`a read was answered with ${response.status}`);
}

/** One opening of each store and reads with its session, so that each store has had so many requests. */
async function useAll(world: World, clients: readonly StoreClient[], requests: number): Promise<void> {
  await forEachAtOnce(clients, atOnce, async ({ storeHash }) => {
    const opened = await loadApp(world, storeHash);
    for (let done = 1; done < requests; done++) await read(opened);
  });
}

/** The median of some seconds, in which a collection that is due has its chance. */
async function settledBytes(pid: number): Promise<number> {
  const samples: number[] = [];
  for (let sample = 0; sample < 10; sample++) {
    await wait(300);
    samples.push(residentBytes(pid));
  }
  return median(samples);
}

/** The memory of the server after much work for many stores. */
export const memory: BenchCase = {
  name: 'memory',
  run: () =>
    withBenchWorld(async (world): Promise<Row[]> => {
      const { pid } = world.app;
      const begun = await settledBytes(pid);
      tellProgress(`${stores * requestsPerStore} requests of ${stores} stores, installs among them`);
      const clients = await installOnStores(world, stores);
      await useAll(world, clients, requestsPerStore - 1);
      const first = await settledBytes(pid);
      tellProgress('as many again');
      await useAll(world, clients, requestsPerStore);
      const second = await settledBytes(pid);
      tellProgress('and once more');
      await useAll(world, clients, requestsPerStore);
      const third = await settledBytes(pid);
      return [
        explain('resident, started', megabytes(begun)),
        atMost('resident after 10,000 requests', first, residentTarget, megabytes),
        atMost('growth in the next 10,000', second - first, growthTarget, megabytes),
        explain('resident after 20,000 and 30,000', `${megabytes(second)}, ${megabytes(third)}`),
      ];
    }),
};
