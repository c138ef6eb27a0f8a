import type { Browser } from '@playwright/test';
import type { World } from '../../../sandbox/world.ts';
import type { RecordedRequest } from '../../../sandbox/sandbox.ts';
import { installOnStores } from '../bench-stores.ts';
import { withBenchWorld } from '../bench-world.ts';
import { openBrowser, type Visit, visitCold, visitFloor, visitWarm } from '../page-visit.ts';
import { atMost, type BenchCase, explain, milliseconds, type Row, tellProgress } from '../row.ts';
import { median, range } from '../statistics.ts';

const upstreamLatencyMs = 150;
const loads = 10;
/** Of the second visit and of the floor. */
const comparedLoads = 5;

/** In milliseconds after the upstream's answer. */
interface Targets {
  filled: number;
  usable: number;
}

interface Pace {
  name: string;
  slowdown: number;
  cold: Targets;
  warm: Targets;
}

const paces: readonly Pace[] = [
  {
    name: 'this processor',
    slowdown: 1,
    cold: { filled: 120, usable: 220 },
    warm: { filled: 100, usable: 180 },
  },
  {
    name: 'four times slower',
    slowdown: 4,
    cold: { filled: 350, usable: 850 },
    warm: { filled: 300, usable: 600 },
  },
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
    const visit = await visitCold(browser, () => sandbox.callbacks.loadUrl(hash), pace.slowdown);
    if (load > 0) measured.push(withReads(visit, sandbox.requests.list()));
  }
  return measured;
}

/** How long after the upstream's answer the form was filled and usable. */
function toTargetRows(what: string, targets: Targets, visits: readonly Visit[]): Row[] {
  return (['filled', 'usable'] as const).map((moment) => {
    const since = visits.map((visit) => visit[moment] - upstreamLatencyMs);
    const spread = ` (${range(since, milliseconds)})`;
    const label = `${what}: ${moment}, less the upstream's ${upstreamLatencyMs} ms`;
    return atMost(label, median(since), targets[moment], milliseconds, spread);
  });
}

function toRows({ name, cold }: Pace, measured: readonly MeasuredLoad[]): Row[] {
  const all = (key: keyof MeasuredLoad) => measured.map((load) => load[key]);
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
    ...toTargetRows(name, cold, measured),
    atMost(`${name}: waits for BigCommerce, one after another`, waits, 1, String, remark),
    explain(`${name}: since the navigation began`, steps.join(', ')),
  ];
}

/** The second visit, and what a page costs that shows nothing of ours. */
async function measureComparisons(world: World, browser: Browser, hash: string, pace: Pace): Promise<Row[]> {
  const { sandbox, app } = world;
  const warm: Visit[] = [];
  const floors: number[] = [];
  for (let load = 0; load < comparedLoads; load++) {
    warm.push(await visitWarm(browser, () => sandbox.callbacks.loadUrl(hash), pace.slowdown));
    floors.push(await visitFloor(browser, app.url, pace.slowdown));
  }
  return [
    ...toTargetRows(`${pace.name}, second visit`, pace.warm, warm),
    explain(
      `${pace.name}: the floor, a page of one panel, hydrated`,
      `${milliseconds(median(floors))} (${range(floors, milliseconds)})`,
    ),
  ];
}

/** How long a merchant waits for the form, from the load callback on, with nothing in any cache and a second time. */
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
          tellProgress(`${comparedLoads} second visits, and loads of a page of one panel`);
          rows.push(...(await measureComparisons(world, browser, client.storeHash, pace)));
        }
        return rows;
      } finally {
        await browser.close();
      }
    }),
};
