import { setTimeout as wait } from 'node:timers/promises';
import { loadApp, type StoreClient } from '../../harness/store-client.ts';
import type { World } from '../../../sandbox/world.ts';
import { installOnStores } from '../bench-stores.ts';
import { withBenchWorld } from '../bench-world.ts';
import { forEachAtOnce } from '../for-each-at-once.ts';
import { startHttpLoad } from '../http-load.ts';
import type { LoadRequest } from '../http-load-process.ts';
import { residentBytes } from '../process-usage.ts';
import { atMost, type BenchCase, explain, megabytes, type Row, tellProgress } from '../row.ts';
import { median } from '../statistics.ts';

const stores = 500;
const openingsAtOnce = 16;
const openingsHalfway = 300;
const connections = 64;
const requestsPerPart = 10_000;
const parts = 10;
/** Two cores need a tenth of it. */
const partLimitMs = 120_000;

const residentTarget = 300_000_000;
/** The memory that a garbage collector may hold more at one moment than at another. */
const growthTarget = 10_000_000;

/** The requests of a page that is open: the settings, the history, the groups. */
const paths = ['v3/customers/settings', 'changes', 'v2/customer_groups', 'v3/customers/settings'];

/** The median of a second, in which a collection that is due has its chance. */
async function settledBytes(pid: number): Promise<number> {
  const samples: number[] = [];
  for (let sample = 0; sample < 5; sample++) {
    await wait(200);
    samples.push(residentBytes(pid));
  }
  return median(samples);
}

function toRequests(clients: readonly StoreClient[]): LoadRequest[] {
  return clients.map(({ storeHash, seal }, index) => ({
    path: `/api/stores/${storeHash}/${paths[index % paths.length] ?? ''}`,
    headers: { Authorization: `Bearer ${seal}` },
  }));
}

async function openSome(world: World, clients: readonly StoreClient[]): Promise<void> {
  const some = clients.slice(0, openingsHalfway);
  await forEachAtOnce(some, openingsAtOnce, async ({ storeHash }) => {
    await loadApp(world, storeHash);
  });
}

function toRows(begun: number, resident: readonly number[]): Row[] {
  const [first = NaN, second = NaN] = resident;
  const last = resident.at(-1) ?? NaN;
  return [
    explain('resident, started', megabytes(begun)),
    explain('resident after 10,000 requests', megabytes(first)),
    explain('resident after each further 10,000', resident.slice(1).map(megabytes).join(', ')),
    atMost('most resident over 100,000 requests', Math.max(...resident), residentTarget, megabytes),
    atMost('growth from 20,000 to 100,000 requests', last - second, growthTarget, megabytes),
  ];
}

/** The memory of the server during much work for many stores. */
export const memory: BenchCase = {
  name: 'memory',
  run: () =>
    withBenchWorld(async (world) => {
      const { pid } = world.app;
      const begun = await settledBytes(pid);
      tellProgress(`installing on ${stores} stores`);
      const clients = await installOnStores(world, stores);
      const requests = toRequests(clients);
      const load = startHttpLoad();
      const resident: number[] = [];
      try {
        for (let part = 1; part <= parts; part++) {
          if (part === parts / 2) await openSome(world, clients);
          const job = { requests, connections, durationMs: partLimitMs, most: requestsPerPart };
          await load.run({ origin: world.app.url, ...job });
          const bytes = await settledBytes(pid);
          tellProgress(`${part * requestsPerPart} requests of ${stores} stores: ${megabytes(bytes)}`);
          resident.push(bytes);
        }
      } finally {
        await load.stop();
      }
      return toRows(begun, resident);
    }),
};
