import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { findChangeAuthors } from '../../lib/database/users';
import {
  type ChangePosition,
  findChangeEntries,
  findChangesOfEntry,
} from '../../lib/database/change-entries';
import { createDatabase, type Database } from '../../lib/database/database';
import { findInstallation } from '../../lib/database/installations';
import { historyMonths, purgeHistory } from '../../lib/database/purge';
import { migrationTimeLimits } from '../../lib/database/time-limits';
import { compactDatabase } from '../../lib/database/upkeep';
import type { ChangeFilters } from '../../lib/settings/change';
import { insertChanges } from '../harness/change-rows';
import type { Engine } from '../harness/engines';
import { startWorldOn } from '../harness/engines';
import { installApp, type StoreClient } from '../harness/store-client';
import { addTestStore } from '../harness/test-store';
import type { World } from '../../sandbox/world';
import { historyRows, middleOf, rare } from './history-rows';
import { measureMeanwhile, measureQuiet, type Waits } from './meanwhile';
import { residentBytes } from './process-usage';
import { atMost, explain, megabytes, milliseconds, ratio, type Row, tellProgress } from './row';
import { median } from './statistics';

const firstPageTarget = 50;
/** Filters that find nothing, and the list of people: whoever waits for them sees nothing else. */
const nothingTarget = 50;
/** Other requests while an export or a purge goes on: SQLite in milliseconds, PostgreSQL as a multiple of quiet. */
const meanwhileTarget = { SQLite: 100, PostgreSQL: 3 };
/** The memory that a garbage collector may hold more at one moment than at another. */
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
    [
      'first page of a bulk change of 500',
      () => findChangesOfEntry(db, storeHash, items[0]?.id ?? '', { after: null, limit: pageLength }),
    ],
  ];
  const nothing: [string, () => Promise<unknown>][] = [
    ['nothing of a storefront', () => page({ channelId: 123_456 })],
    ['nothing of a person', () => page({ userId: 123_456 })],
    ['nothing of a source', () => page({ source: 'restore' })],
    [
      'nothing of a rare storefront and a source',
      () => page({ channelId: rare.channelId, source: 'outside' }),
    ],
    ['nothing of a field and a person', () => page({ field: rare.field, userId: 3 })],
    ['nothing of a busy storefront and a busy person', () => page({ channelId: 7, userId: 4 })],
    ['nothing of a busy person and a rare source', () => page({ userId: 3, source: rare.source })],
    ['nothing of a time', () => page({ from: Date.UTC(2030, 0), until: Date.UTC(2031, 0) })],
    ['the people', () => findChangeAuthors(db, storeHash)],
  ];
  const first = await timed(() => page({}));
  const remark = `, slowest ${milliseconds(first.slowest)}`;
  const rows = [atMost(`${engine}: first page`, first.typical, firstPageTarget, milliseconds, remark)];
  for (const [what, ask] of asked) {
    const { typical, slowest } = await timed(ask);
    rows.push(explain(`${engine}: ${what}`, `${milliseconds(typical)}, slowest ${milliseconds(slowest)}`));
  }
  for (const [what, ask] of nothing) {
    const { typical, slowest } = await timed(ask);
    const remarkOfIt = `, slowest ${milliseconds(slowest)}`;
    rows.push(atMost(`${engine}: ${what}`, typical, nothingTarget, milliseconds, remarkOfIt));
  }
  return rows;
}

function judgeWaits(engine: Engine, what: string, quiet: Waits, waits: Waits): Row {
  const remark = `, p99 ${milliseconds(waits.p99)}, quiet p99 ${milliseconds(quiet.p99)}`;
  const title = `${engine}: ${engine === 'SQLite' ? 'slowest request' : 'p99 to quiet p99 of requests'} during ${what}`;
  return engine === 'SQLite'
    ? atMost(title, waits.slowest, meanwhileTarget.SQLite, milliseconds, remark)
    : atMost(title, waits.p99 / quiet.p99, meanwhileTarget.PostgreSQL, ratio, remark);
}

/** A request that needs the database and writes into it, while the server writes an export. */
async function measureOthersDuringExport(engine: Engine, world: World, client: StoreClient): Promise<Row[]> {
  const probe = async () => {
    const response = await fetch(`${world.app.url}/api/health?ready=1`);
    if (!response.ok) throw new Error(`the server is not ready: ${response.status}`);
    await response.arrayBuffer();
  };
  const quiet = await measureQuiet(probe);
  const takeAll = async () => {
    const response = await client.call('GET', 'changes/export?format=csv');
    if (response.status !== 200) throw new Error(`the export was answered with ${response.status}`);
    await response.body?.pipeTo(new WritableStream());
  };
  const { waits } = await measureMeanwhile(takeAll, probe);
  return [judgeWaits(engine, 'an export', quiet, waits)];
}

/** A purge in this process, and what else this process asks of the database: on SQLite they share its one thread. */
async function measurePurge(
  engine: Engine,
  db: Database,
  storeHash: string,
  changes: number,
): Promise<Row[]> {
  const probe = () => findInstallation(db, storeHash);
  const quiet = await measureQuiet(probe);
  const now = new Date(middleOf(changes));
  now.setUTCMonth(now.getUTCMonth() + historyMonths);
  const begun = performance.now();
  const { result: removed, waits } = await measureMeanwhile(() => purgeHistory(db, now.getTime()), probe);
  const seconds = (performance.now() - begun) / 1_000;
  return [
    judgeWaits(engine, 'a purge', quiet, waits),
    explain(`${engine}: purge`, `${removed} changes in ${seconds.toFixed(1)} s`),
  ];
}

async function measureCompacting(engine: Engine, url: string): Promise<Row> {
  const db = createDatabase(url, migrationTimeLimits, 1);
  const begun = performance.now();
  const { before, after } = await compactDatabase(db).finally(() => db.destroy());
  const seconds = (performance.now() - begun) / 1_000;
  return explain(
    `${engine}: compacting`,
    `${megabytes(before)} to ${megabytes(after)} in ${seconds.toFixed(1)} s`,
  );
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
export async function measureHistory(engine: Engine, changes: number): Promise<Row[]> {
  const world = await startWorldOn(engine, { environment: { LOG_LEVEL: 'info' } });
  const db = createDatabase(world.environment.DATABASE_URL ?? '');
  try {
    const { hash } = addTestStore(world.sandbox);
    const client = await installApp(world, hash);
    tellProgress(`${engine}: ${changes} changes`);
    await insertChanges(db, historyRows(hash, changes));
    // As the server does by itself before long.
    if (engine === 'PostgreSQL') await sql`vacuum analyze changes`.execute(db);
    tellProgress(`${engine}: pages`);
    const pages = await measurePages(engine, db, hash);
    tellProgress(`${engine}: exports`);
    // SQLite worked in this process: that the server has closed the connection meanwhile has to be noticed first.
    await wait(500);
    // Memory for the server's first work of any kind is not kept by an export: the second one shows that.
    const [, ...firstCsv] = await measureExport(engine, world, client, 'csv');
    const csv = await measureExport(engine, world, client, 'csv');
    const json = await measureExport(engine, world, client, 'json');
    const others = await measureOthersDuringExport(engine, world, client);
    tellProgress(`${engine}: purge`);
    const purge = await measurePurge(engine, db, hash, changes);
    const compacting = await measureCompacting(engine, world.environment.DATABASE_URL ?? '');
    return [...pages, ...firstCsv, ...csv, ...json, ...others, ...purge, compacting];
  } finally {
    await db.destroy();
    await world.stop();
  }
}
