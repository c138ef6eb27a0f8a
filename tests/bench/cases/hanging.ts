import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import type { StoreClient } from '../../harness/store-client.ts';
import type { World } from '../../../sandbox/world.ts';
import { startPostgres } from '../../postgres.ts';
import { installOnStores } from '../bench-stores.ts';
import { withBenchWorld } from '../bench-world.ts';
import { startHttpLoad } from '../http-load.ts';
import type { LoadResult } from '../http-load-process.ts';
import { atMost, type BenchCase, explain, milliseconds, ratio, type Row, tellProgress } from '../row.ts';

const hangingStores = 16;
const readersPerStore = 8;
const savers = 14;
const connections = 4;
const warmUpMs = 2_000;
const measuredMs = 15_000;
/** A reader or saver who got an answer comes back after about this long, sooner than the answer asks for. */
const comesBackMs = 1_000;
const p99Target = 3;

const path = 'v3/customers/settings';
/** The reads that a page of the app makes at once. Readers of the same share one call. */
const readPaths = [path, 'v3/channels', 'v2/customer_groups', `${path}/channels/1`];

/** Does something over and over until it is stopped; what each time ends with is counted by status. */
function keepDoing(work: () => Promise<Response>): {
  statuses: Map<number, number>;
  stop: () => Promise<void>;
} {
  const statuses = new Map<number, number>();
  const stopping = new AbortController();
  const { signal } = stopping;
  async function run(): Promise<void> {
    while (!signal.aborted) {
      const response = await work();
      await response.arrayBuffer();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      // Not all at once, because users' requests do not come in one burst.
      const waitMs = comesBackMs * (0.5 + Math.random());
      await wait(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
  const done = run();
  return {
    statuses,
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

/** Holds the row of a store's settings, as a stuck transaction does. */
async function lockRow(databaseUrl: string, storeHash: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  const locked = await client.query('select 1 from known_settings where store_hash = $1 for update', [
    storeHash,
  ]);
  if (locked.rowCount === 0) throw new Error('nothing is known of the store whose row shall be locked');
  return client;
}

function hang({ sandbox }: World, stores: readonly StoreClient[]): void {
  for (const { storeHash } of stores)
    sandbox.faults.add({ kind: 'timeout', match: { target: 'api', storeHash } });
}

async function withTrouble<Result>(
  databaseUrl: string,
  hanging: readonly StoreClient[],
  locked: StoreClient,
  measure: () => Promise<Result>,
): Promise<{ result: Result; statuses: string }> {
  const holder = await lockRow(databaseUrl, locked.storeHash);
  const { etag } = await locked.getSettings();
  const save = (index: number) => () => {
    const body = { privacy_settings: { policy_url: `https://shop.example/${index}-${performance.now()}` } };
    return locked.call('PUT', path, { body, headers: { 'If-Match': etag } });
  };
  const readers = hanging.flatMap((store) =>
    Array.from({ length: readersPerStore }, (_, index) => {
      const read = readPaths[index % readPaths.length] ?? path;
      return () => store.call('GET', read);
    }),
  );
  const doing = [...readers, ...Array.from({ length: savers }, (_, index) => save(index))].map(keepDoing);
  const result = await measure();
  const counts = new Map<number, number>();
  for (const { statuses } of doing)
    for (const [status, count] of statuses) counts.set(status, (counts.get(status) ?? 0) + count);
  await holder.end();
  await Promise.all(doing.map(({ stop }) => stop()));
  return { result, statuses: [...counts].map(([status, count]) => `${status}: ${count}`).join(', ') };
}

function toRows(quiet: LoadResult, troubled: LoadResult, statuses: string): Row[] {
  const inWords = ({ p50Ms, p99Ms, perSecond }: LoadResult) =>
    `p50 ${milliseconds(p50Ms)}, p99 ${milliseconds(p99Ms)}, ${Math.round(perSecond)} reads/s`;
  return [
    atMost(
      `p99 of a healthy store beside ${hangingStores} that hang and ${savers} savers at a locked row, by its quiet p99`,
      troubled.p99Ms / quiet.p99Ms,
      p99Target,
      ratio,
    ),
    explain('the healthy store, quiet', inWords(quiet)),
    explain('the healthy store, beside the others', inWords(troubled)),
    explain('answers to the others meanwhile', statuses),
  ];
}

/** Whether stores whose BigCommerce hangs, and savers who wait for one locked row, slow another store down. */
export const hanging: BenchCase = {
  name: 'hanging',
  async run() {
    const postgres = await startPostgres();
    try {
      const databaseUrl = await postgres.createDatabase();
      return await withBenchWorld(
        async (world) => {
          const [healthy, locked, ...others] = await installOnStores(world, hangingStores + 2);
          if (!healthy || !locked) throw new Error('too few stores');
          await Promise.all([healthy, locked, ...others].map((store) => store.getSettings()));
          const load = startHttpLoad();
          const headers = { Authorization: `Bearer ${healthy.seal}`, Accept: 'application/json' };
          const requests = [{ path: `/api/stores/${healthy.storeHash}/${path}`, headers }];
          const measure = (durationMs: number) =>
            load.run({ origin: world.app.url, requests, connections, durationMs });
          try {
            await measure(warmUpMs);
            tellProgress('a healthy store alone');
            const quiet = await measure(measuredMs);
            hang(world, others);
            tellProgress(`${hangingStores} stores hang, ${savers} savers wait for a locked row`);
            const { result, statuses } = await withTrouble(databaseUrl, others, locked, () =>
              measure(measuredMs),
            );
            return toRows(quiet, result, statuses);
          } finally {
            await load.stop();
          }
        },
        { databaseUrl },
      );
    } finally {
      await postgres.stop();
    }
  },
};
