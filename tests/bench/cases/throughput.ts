import type { StoreClient } from '../../harness/store-client.ts';
import type { World } from '../../../sandbox/world.ts';
import { installOnStores } from '../bench-stores.ts';
import { withBenchWorld } from '../bench-world.ts';
import { type HttpLoad, startHttpLoad } from '../http-load.ts';
import type { LoadRequest, LoadResult } from '../http-load-process.ts';
import { processorSeconds } from '../process-usage.ts';
import {
  atLeast,
  atMost,
  type BenchCase,
  explain,
  microseconds,
  milliseconds,
  perSecond,
  ratio,
  type Row,
  tellProgress,
} from '../row.ts';
import { median, range } from '../statistics.ts';

const connections = 64;
const warmUpMs = 2_000;
const roundMs = 4_000;
const rounds = 5;
const manyStores = 100;

/** As shares of the constant handler's. */
interface Targets {
  throughput: number;
  p99: number;
}

const targets = {
  oneStore: { throughput: 0.85, p99: 1.25 },
  manyStores: { throughput: 0.75, p99: 1.5 },
} satisfies Record<string, Targets>;
const processorTarget = 1.4;

/** Measured, how much of one core each process took, and the app's processor time for one request. */
interface Round extends LoadResult {
  app: number;
  sandboxAndBench: number;
  load: number;
  appUs: number;
}

type Measure = (requests: LoadRequest[], durationMs: number) => Promise<Round>;

/** The route handler that does nothing, of the same build: what Next.js itself costs. */
const constantRequest: LoadRequest = { path: '/api/health', headers: {} };

function settingsRequest({ storeHash, seal }: StoreClient): LoadRequest {
  return {
    path: `/api/stores/${storeHash}/v3/customers/settings`,
    headers: { Authorization: `Bearer ${seal}`, Accept: 'application/json' },
  };
}

function createMeasure(world: World, load: HttpLoad): Measure {
  const pids = [world.app.pid, process.pid, load.pid] as const;
  return async (requests, durationMs) => {
    const before = pids.map(processorSeconds);
    const result = await load.run({ origin: world.app.url, requests, connections, durationMs });
    const [app = NaN, own = NaN, sender = NaN] = pids.map(
      (pid, index) => (processorSeconds(pid) - (before[index] ?? 0)) / (durationMs / 1000),
    );
    // The app and the sender are children of this process.
    const appUs = (app * durationMs * 1_000) / result.sent;
    return { ...result, app, appUs, sandboxAndBench: own - app - sender, load: sender };
  };
}

interface Comparison {
  constant: Round[];
  proxied: Round[];
}

/** Both in turn, so that whatever else the machine does meets both. */
async function compare(measure: Measure, requests: LoadRequest[]): Promise<Comparison> {
  await measure([constantRequest], warmUpMs);
  await measure(requests, warmUpMs);
  const comparison: Comparison = { constant: [], proxied: [] };
  for (let round = 0; round < rounds; round++) {
    comparison.constant.push(await measure([constantRequest], roundMs));
    comparison.proxied.push(await measure(requests, roundMs));
  }
  return comparison;
}

function describe(name: string, measured: readonly Round[]): Row {
  const of = (key: keyof Round) => median(measured.map((round) => round[key]));
  const cores = `cores used: app ${ratio(of('app'))}, sandbox ${ratio(of('sandboxAndBench'))}, sender ${ratio(of('load'))}`;
  const latencies = `p50 ${milliseconds(of('p50Ms'))}, p99 ${milliseconds(of('p99Ms'))}`;
  const processor = `${microseconds(of('appUs'))} of the app’s processor for each`;
  return explain(name, `${perSecond(of('perSecond'))}, ${latencies}; ${processor}; ${cores}`);
}

function ratios({ constant, proxied }: Comparison, key: 'perSecond' | 'p99Ms' | 'appUs'): number[] {
  return proxied.map((round, index) => round[key] / (constant[index]?.[key] ?? NaN));
}

function toRows(name: string, comparison: Comparison, { throughput: wanted, p99 }: Targets): Row[] {
  const throughputs = ratios(comparison, 'perSecond');
  const p99s = ratios(comparison, 'p99Ms');
  const processor = ratios(comparison, 'appUs');
  const title = (what: string) => `${name}: ${what} as a share of the constant`;
  const spread = (values: number[]) => ` (${range(values, ratio)})`;
  return [
    describe(`${name}: GET /api/health, the constant handler`, comparison.constant),
    describe(`${name}: GET v3/customers/settings`, comparison.proxied),
    atLeast(title('requests/s'), median(throughputs), wanted, ratio, spread(throughputs)),
    atMost(title('p99'), median(p99s), p99, ratio, spread(p99s)),
    atMost(title('processor time'), median(processor), processorTarget, ratio, spread(processor)),
  ];
}

/** How much a proxied read costs beside a route handler that does nothing. */
export const throughput: BenchCase = {
  name: 'throughput',
  run: () =>
    withBenchWorld(async (world) => {
      tellProgress(`installing on ${manyStores} stores`);
      const clients = await installOnStores(world, manyStores);
      const load = startHttpLoad();
      try {
        const measure = createMeasure(world, load);
        const requests = clients.map(settingsRequest);
        tellProgress(`${connections} connections, one store`);
        const oneStore = await compare(measure, requests.slice(0, 1));
        tellProgress(`${connections} connections, ${manyStores} stores`);
        const spread = await compare(measure, requests);
        return [
          ...toRows('one store', oneStore, targets.oneStore),
          ...toRows(`${manyStores} stores`, spread, targets.manyStores),
        ];
      } finally {
        await load.stop();
      }
    }),
};
