import type { Browser } from '@playwright/test';
import type { World } from '../../../sandbox/world.ts';
import type { RecordedRequest } from '../../../sandbox/sandbox.ts';
import { installOnStores } from '../bench-stores.ts';
import { withBenchWorld } from '../bench-world.ts';
import { openBrowser, type Visit, visitCold } from '../page-visit.ts';
import { atMost, type BenchCase, explain, milliseconds, type Row, tellProgress } from '../row.ts';
import { median, range } from '../statistics.ts';

const upstreamLatencyMs = 150;
const loads = 10;

interface Pace {
  name: string;
  slowdown: number;
  /** Milliseconds after the upstream's answer. */
  filledTarget: number;
  usableTarget: number;
}

const paces: readonly Pace[] = [
  { name: 'this processor', slowdown: 1, filledTarget: 150, usableTarget: 300 },
  { name: 'four times slower', slowdown: 4, filledTarget: 450, usableTarget: 850 },
];

/** A cold load, and what the app asked of BigCommerce for it. */
interface MeasuredLoad extends Visit {
  /** How often BigCommerce had to be waited for before the next question could be asked. */
  waits: number;
  reads: number;
  firstReadAt: number;
  /** Between the first and the last of the reads of one wait. */
  spread: number;
}

function countWaits(times: readonly number[]): number {
  let waits = 0;
  let answered = -Infinity;
  for (const time of times) {
    if (time < answered) continue;
    waits += 1;
    answered = time + upstreamLatencyMs;
  }
  return waits;
}

function withReads(visit: Visit, requests: readonly RecordedRequest[]): MeasuredLoad {
  const times = requests.map(({ at }) => at).toSorted((one, other) => one - other);
  const first = times[0] ?? NaN;
  return {
    ...visit,
    waits: countWaits(times),
    reads: times.length,
    firstReadAt: first - visit.startedAt,
    spread: (times.at(-1) ?? NaN) - first,
  };
}

async function measureLoads(
  world: World,
  browser: Browser,
  hash: string,
  pace: Pace,
): Promise<MeasuredLoad[]> {
  const { sandbox } = world;
  const measured: MeasuredLoad[] = [];
  // One more than is counted: the first warms the server.
  for (let load = 0; load <= loads; load++) {
    sandbox.requests.clear();
    const visit = await visitCold(browser, await sandbox.callbacks.loadUrl(hash), pace.slowdown);
    if (load > 0) measured.push(withReads(visit, sandbox.requests.list()));
  }
  return measured;
}

function toRows({ name, filledTarget, usableTarget }: Pace, measured: readonly MeasuredLoad[]): Row[] {
  const all = (key: keyof MeasuredLoad) => measured.map((load) => load[key]);
  const since = (key: keyof MeasuredLoad) => all(key).map((value) => value - upstreamLatencyMs);
  const middle = (key: keyof MeasuredLoad) => milliseconds(median(all(key)));
  const steps = [
    `first read reaches BigCommerce ${middle('firstReadAt')}`,
    `first byte ${middle('firstByte')}`,
    `scripts there ${middle('scriptsLoaded')}`,
    `filled ${middle('filled')}`,
    `painted ${middle('painted')}`,
    `usable ${middle('usable')}`,
  ];
  const waits = Math.max(...all('waits'));
  const remark = ` (${range(all('reads'), String)} reads, begun within ${milliseconds(Math.max(...all('spread')))})`;
  return [
    atMost(
      `${name}: filled, less the upstream's ${upstreamLatencyMs} ms`,
      median(since('filled')),
      filledTarget,
      milliseconds,
      ` (${range(since('filled'), milliseconds)})`,
    ),
    atMost(
      `${name}: usable, less the upstream's ${upstreamLatencyMs} ms`,
      median(since('usable')),
      usableTarget,
      milliseconds,
      ` (${range(since('usable'), milliseconds)})`,
    ),
    atMost(`${name}: waits for BigCommerce, one after another`, waits, 1, String, remark),
    explain(`${name}: since the navigation began`, steps.join(', ')),
  ];
}

/** How long a merchant waits for the form, from the load callback on, with nothing in any cache. */
export const load: BenchCase = {
  name: 'load',
  run: () =>
    withBenchWorld(async (world) => {
      const [client] = await installOnStores(world, 1);
      if (client === undefined) throw new Error('no store to open');
      world.sandbox.requests.keep = 100;
      world.sandbox.faults.add({ kind: 'latency', ms: upstreamLatencyMs, match: { target: 'api' } });
      const browser = await openBrowser();
      try {
        const rows: Row[] = [];
        for (const pace of paces) {
          tellProgress(`${loads} cold loads, ${pace.name}`);
          rows.push(...toRows(pace, await measureLoads(world, browser, client.storeHash, pace)));
        }
        return rows;
      } finally {
        await browser.close();
      }
    }),
};
