import { readStorefronts, type StorefrontLine } from '../../harness/storefront-stream.ts';
import { installApp, type StoreClient } from '../../harness/store-client.ts';
import type { World } from '../../../sandbox/world.ts';
import type { Store } from '../../../sandbox/sandbox.ts';
import { installOnStorefronts } from '../bench-stores.ts';
import { withBenchWorld } from '../bench-world.ts';
import { measureLongTasks, rowsInView } from '../long-tasks.ts';
import { openBrowser } from '../page-visit.ts';
import { residentBytes } from '../process-usage.ts';
import {
  atLeast,
  atMost,
  type BenchCase,
  explain,
  megabytes,
  milliseconds,
  type Row,
  tellProgress,
} from '../row.ts';

const upstreamLatencyMs = 150;
const counts = [1, 10, 100, 500] as const;
/** The reads that the app makes at once for one store. */
const readsAtOnce = 6;
/** The storefronts of one request, as the app's own page sends it. */
const idsPerRequest = 250;
/** Of a store on BigCommerce's Standard and Plus plans, in 30 seconds. */
const realQuota = 150;
const longestTaskMs = 100;
const rowsMs = 150;
const sampleEveryMs = 100;

interface Reading {
  firstMs: number;
  lastMs: number;
  peakBytes: number;
}

/** Reads all storefronts as the app's page does, one request after the other. */
async function readAll(world: World, client: StoreClient, { channels }: Store): Promise<Reading> {
  let peakBytes = residentBytes(world.app.pid);
  const sampling = setInterval(() => {
    peakBytes = Math.max(peakBytes, residentBytes(world.app.pid));
  }, sampleEveryMs);
  const startedAt = performance.now();
  const lines: StorefrontLine[] = [];
  for (let at = 0; at < channels.length; at += idsPerRequest) {
    const ids = channels.slice(at, at + idsPerRequest).map(({ id }) => id);
    lines.push(...(await readStorefronts(client, ids)));
  }
  clearInterval(sampling);
  const rows = lines.filter(({ data }) => data !== undefined);
  if (rows.length !== channels.length) throw new Error(`${rows.length} of ${channels.length} rows came`);
  const times = rows.map(({ at }) => at - startedAt);
  return { firstMs: Math.min(...times), lastMs: Math.max(...times), peakBytes };
}

async function measureCount(world: World, count: number): Promise<Row[]> {
  const { store, client } = await installOnStorefronts(world, `many${count}`, count);
  store.traffic.reset();
  const { firstMs, lastMs, peakBytes } = await readAll(world, client, store);
  const rounds = Math.ceil(count / readsAtOnce);
  const { requests, peak } = store.traffic;
  return [
    atMost(`${count}: first row`, firstMs, 2 * upstreamLatencyMs, milliseconds),
    atMost(`${count}: last row`, lastMs, 1.3 * rounds * upstreamLatencyMs, milliseconds),
    atMost(`${count}: requests to BigCommerce`, requests, count, String, `, ${peak} at once`),
    explain(`${count}: server memory, most`, megabytes(peakBytes)),
  ];
}

/** With the quota that most stores have, the rest of which other apps need. */
async function measureRealQuota(world: World): Promise<Row[]> {
  const { store, client } = await installOnStorefronts(world, 'quota', 100);
  Object.assign(store.rateLimit, { enabled: true, quota: realQuota, leastLeft: realQuota });
  const { firstMs, lastMs } = await readAll(world, client, store);
  return [
    explain(
      `100 with the quota of ${realQuota} in 30 s`,
      `first row ${milliseconds(firstMs)}, last row ${milliseconds(lastMs)}`,
    ),
    atLeast(
      'the same: half of the quota stays, least left',
      store.rateLimit.leastLeft,
      realQuota / 2,
      String,
    ),
  ];
}

/** @param told what is said of the time until the first rows have values */
async function measureBrowser(
  world: World,
  store: Store,
  what: string,
  told: (what: string, filledMs: number, remark: string) => Row,
): Promise<Row[]> {
  const browser = await openBrowser();
  try {
    const { longestMs, count, sinceTabMs, listedMs, filledMs } = await measureLongTasks(
      world,
      browser,
      store,
    );
    const since = Number.isNaN(sinceTabMs) ? 'none' : milliseconds(sinceTabMs);
    return [
      told(
        `${what}: the first ${rowsInView} rows since the tab was pressed`,
        filledMs,
        `, their names after ${milliseconds(listedMs)}`,
      ),
      atMost(`${what}: longest task until all rows came`, longestMs, longestTaskMs, milliseconds),
      explain(`${what}: tasks over 50 ms`, `${count}, the longest since the tab was opened ${since}`),
    ];
  } finally {
    await browser.close();
  }
}

async function measureUnread(world: World): Promise<Row[]> {
  const { store } = await installOnStorefronts(world, 'browser', 500);
  return measureBrowser(world, store, '500 never read', (what, filledMs, remark) =>
    explain(what, milliseconds(filledMs) + remark),
  );
}

/** All were read before. A new token does not share those reads, which are a few seconds old. */
async function measureKnown(world: World): Promise<Row[]> {
  const { store, client } = await installOnStorefronts(world, 'known', 500);
  await readAll(world, client, store);
  // The installation reads, too, and the table shares what it read.
  world.sandbox.requests.keep = store.channels.length * 4;
  await installApp(world, store.hash);
  return measureBrowser(world, store, '500 known', (what, filledMs, remark) =>
    atMost(what, filledMs, rowsMs, milliseconds, remark),
  );
}

/** How long a merchant with many storefronts waits for all of their settings. */
export const storefronts: BenchCase = {
  name: 'storefronts',
  run: () =>
    withBenchWorld(async (world) => {
      // The first reads warm the server, and are not counted.
      const warm = await installOnStorefronts(world, 'warm', 50);
      await readAll(world, warm.client, warm.store);
      const latency = { kind: 'latency', ms: upstreamLatencyMs, match: { target: 'api' } } as const;
      world.sandbox.faults.add(latency);
      const rows: Row[] = [];
      for (const count of counts) {
        tellProgress(`${count} storefronts`);
        rows.push(...(await measureCount(world, count)));
      }
      tellProgress('100 storefronts within half of the real quota');
      rows.push(...(await measureRealQuota(world)));
      tellProgress('500 storefronts in the browser, never read and known');
      rows.push(...(await measureUnread(world)), ...(await measureKnown(world)));
      return rows;
    }),
};
