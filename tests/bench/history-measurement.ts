import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { findChangeAuthors } from '../../lib/database/users';
import {
  type ChangePosition,
  findChangeEntries,
  findChangesOfEntry,
} from '../../lib/database/change-entries';
import { createDatabase, type Database } from '../../lib/database/database';
import type { ChangeFilters } from '../../lib/settings/change';
import { insertChanges } from '../harness/change-rows';
import type { Engine } from '../harness/engines';
import { startWorldOn } from '../harness/engines';
import { installApp, type StoreClient } from '../harness/store-client';
import { addTestStore } from '../harness/test-store';
import type { World } from '../../sandbox/world';
import { changesInAll, historyRows, rare } from './history-rows';
import { residentBytes } from './process-usage';
import { atMost, explain, megabytes, milliseconds, type Row, tellProgress } from './row';
import { median } from './statistics';

const firstPageTarget = 50;
/** What a collector of garbage may hold more at one moment than at another. */
const exportGrowthTarget = 25_000_000;
const runs = 15;
const pageLength = 25;

/** The median of some runs, and the slowest of them. */
async function timed(ask: () => Promise<unknown>): Promise<{ typical: number; slowest: number }> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return { typical: median(times), slowest: Math.max(...times) };
}

async function findOldest(db: Database, storeHash: string): Promise<ChangePosition> {
  const rows = await db
    .selectFrom('changes')
    .select(['entryAt', 'entryId'])
    .where('storeHash', '=', storeHash)
    .groupBy(['entryAt', 'entryId'])
    .orderBy('entryAt')
    .orderBy('entryId')
    .limit(pageLength + 1)
    .execute();
  const oldest = rows.at(-1);
  if (oldest === undefined) throw new Error('no changes to measure');
  return { at: oldest.entryAt, id: oldest.entryId };
}

async function measurePages(engine: Engine, db: Database, storeHash: string): Promise<Row[]> {
  const page = (filters: ChangeFilters, after: ChangePosition | null = null) =>
    findChangeEntries(db, storeHash, filters, { after, limit: pageLength });
  const oldest = await findOldest(db, storeHash);
  const { items } = await page({ source: 'bulk' });
  const asked: [string, () => Promise<unknown>][] = [
    ['last page', () => page({}, oldest)],
    ['first page of a storefront', () => page({ channelId: 7 })],
    ['first page of the whole store', () => page({ channelId: null })],
    ['first page of a field', () => page({ field: 'policyUrl' })],
    ['first page of a person', () => page({ userId: 3 })],
    ['first page of a source', () => page({ source: 'bulk' })],
    [
      'first page of a month',
      () => page({ from: oldest.at + 2_600_000_000, until: oldest.at + 5_200_000_000 }),
    ],
    ['a rare storefront', () => page({ channelId: rare.channelId })],
    ['a rare field', () => page({ field: rare.field })],
    ['a rare person', () => page({ userId: rare.userId })],
    ['a rare source', () => page({ source: rare.source })],
    ['nothing found', () => page({ channelId: rare.channelId, source: 'outside' })],
    [
      'first page of a bulk change of 500',
      () => findChangesOfEntry(db, storeHash, items[0]?.id ?? '', { after: null, limit: pageLength }),
    ],
    ['the people', () => findChangeAuthors(db, storeHash)],
  ];
  const first = await timed(() => page({}));
  const remark = `, slowest ${milliseconds(first.slowest)}`;
  const rows = [atMost(`${engine}: first page`, first.typical, firstPageTarget, milliseconds, remark)];
  for (const [what, ask] of asked) {
    const { typical, slowest } = await timed(ask);
    rows.push(explain(`${engine}: ${what}`, `${milliseconds(typical)}, slowest ${milliseconds(slowest)}`));
  }
  return rows;
}

/** Takes the file in, as it comes, and looks at the server's memory meanwhile. */
async function measureExport(
  engine: Engine,
  world: World,
  client: StoreClient,
  format: 'csv' | 'json',
): Promise<Row[]> {
  const { pid } = world.app;
  const before = residentBytes(pid);
  const begun = performance.now();
  const response = await client.call('GET', `changes/export?format=${format}`);
  if (response.status !== 200 || response.body === null)
    throw new Error(`the export was answered with ${response.status}`);
  let [peak, bytes] = [before, 0];
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    peak = Math.max(peak, residentBytes(pid));
  }
  const seconds = (performance.now() - begun) / 1_000;
  const after = residentBytes(pid);
  return [
    atMost(
      `${engine}: memory that exporting all as ${format} takes`,
      peak - before,
      exportGrowthTarget,
      megabytes,
    ),
    explain(
      `${engine}: ${format}, resident before, at the peak, after`,
      [before, peak, after].map(megabytes).join(', '),
    ),
    explain(`${engine}: ${format}, size and time`, `${megabytes(bytes)} in ${seconds.toFixed(1)} s`),
  ];
}

/** Fills the history of one store on one engine, and measures what a person and an export ask of it. */
export async function measureHistory(engine: Engine): Promise<Row[]> {
  const world = await startWorldOn(engine, { environment: { LOG_LEVEL: 'info' } });
  const db = createDatabase(world.environment.DATABASE_URL ?? '');
  try {
    const { hash } = addTestStore(world.sandbox);
    const client = await installApp(world, hash);
    tellProgress(`${engine}: ${changesInAll} changes`);
    await insertChanges(db, historyRows(hash));
    // As the server does by itself before long.
    if (engine === 'PostgreSQL') await sql`vacuum analyze changes`.execute(db);
    tellProgress(`${engine}: pages`);
    const pages = await measurePages(engine, db, hash);
    tellProgress(`${engine}: exports`);
    // SQLite worked in this process: that the server has closed the connection meanwhile has to be noticed first.
    await wait(500);
    // What the server takes for its first work of any kind is not kept by an export: the second one shows that.
    const [, ...firstCsv] = await measureExport(engine, world, client, 'csv');
    const csv = await measureExport(engine, world, client, 'csv');
    const json = await measureExport(engine, world, client, 'json');
    return [...pages, ...firstCsv, ...csv, ...json];
  } finally {
    await db.destroy();
    await world.stop();
  }
}
