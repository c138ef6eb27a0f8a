import { randomUUID } from 'node:crypto';
import { createDatabase } from '../../lib/database/database';
import { migrationTimeLimits } from '../../lib/database/time-limits';
import { compactDatabase } from '../../lib/database/upkeep';
import type { World } from '../../sandbox/world';
import { insertChanges } from '../harness/change-rows';
import { type Engine, startWorldOn } from '../harness/engines';
import { loadApp, type StoreClient } from '../harness/store-client';
import { installOnStores } from './bench-stores';
import { withBenchWorld } from './bench-world';
import { forEachAtOnce } from './for-each-at-once';
import { historyRows } from './history-rows';
import { processorSeconds } from './process-usage';
import { explain, microseconds, ratio, type Row, tellProgress } from './row';

const stores = 20;
const atOnce = 8;
const changes = 20_000;

/** The use that is reckoned with: each store is opened for five minutes on each weekday, and saves ten times a month. */
const usage = { stores: 100_000, savesAMonth: 10, weekdaysAMonth: 22, pollsOfAVisit: 5, hoursADay: 8 };
/** The busiest hour has so many times the average of the hours in which people work. */
const peak = 3;
/** A server is kept so busy at its peak, so that one may fail. */
const busyShare = 0.5;

/** The app's processor time of one operation, in seconds. */
interface Costs {
  opening: number;
  poll: number;
  read: number;
  save: number;
  webhook: number;
}

/** Does the same many times, a few at once, and divides the app's processor time. */
async function costOf(
  world: World,
  clients: readonly StoreClient[],
  times: number,
  work: (client: StoreClient, index: number) => Promise<Response>,
): Promise<number> {
  const jobs = Array.from({ length: times }, (_, index) => index);
  const before = processorSeconds(world.app.pid);
  await forEachAtOnce(jobs, atOnce, async (index) => {
    const client = clients[index % clients.length];
    if (!client) throw new Error('no store');
    const response = await work(client, index);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${response.url} was answered with ${response.status}`);
  });
  return (processorSeconds(world.app.pid) - before) / times;
}

/** A save after the one before, without a read in between. */
function createSaver(): (client: StoreClient, index: number) => Promise<Response> {
  const tags = new Map<string, Promise<string>>();
  return async (client, index) => {
    const tag = tags.get(client.storeHash) ?? client.getSettings().then(({ etag }) => etag);
    const body = { privacy_settings: { policy_url: `https://shop.example/${index}` } };
    const saved = tag.then((etag) => client.putSettings(body, etag));
    tags.set(
      client.storeHash,
      saved.then((response) => response.headers.get('ETag') ?? ''),
    );
    return saved;
  };
}

function sendWebhook({ sandbox, app }: World, { storeHash }: StoreClient): Promise<Response> {
  const now = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({
    store_id: '1',
    producer: `stores/${storeHash}`,
    created_at: now,
    scope: 'store/channel/1/settings/customerPrivacy/updated',
    data: {},
    hash: randomUUID(),
  });
  const headers = sandbox.webhooks.signatureHeaders(randomUUID(), body, now);
  return fetch(`${app.url}/api/webhooks`, {
    method: 'POST',
    body,
    headers: { ...headers, 'Content-Type': 'application/json' },
  });
}

function measureCosts(): Promise<Costs> {
  return withBenchWorld(async (world) => {
    const clients = await installOnStores(world, stores);
    world.sandbox.webhooks.mode = 'off';
    const cost = (times: number, work: (client: StoreClient, index: number) => Promise<Response>) =>
      costOf(world, clients, times, work);
    const open = async ({ storeHash }: StoreClient) => {
      await loadApp(world, storeHash);
      return new Response();
    };
    const read = (client: StoreClient) => client.call('GET', 'v3/customers/settings');
    tellProgress('openings, reads, saves and webhooks');
    await cost(50, open);
    await cost(1_000, read);
    return {
      opening: await cost(200, open),
      read: await cost(2_000, read),
      poll: await cost(1_000, (client) => client.call('GET', 'changes')),
      save: await cost(300, createSaver()),
      webhook: await cost(400, (client) => sendWebhook(world, client)),
    };
  });
}

/** Bytes that one change takes with its indexes. */
async function measureChange(engine: Engine): Promise<number> {
  tellProgress(`${engine}: ${changes} changes`);
  const world = await startWorldOn(engine, { environment: { LOG_LEVEL: 'info' } });
  const url = world.environment.DATABASE_URL ?? '';
  const db = createDatabase(url, migrationTimeLimits, 1);
  try {
    const [client] = await installOnStores(world, 1);
    if (!client) throw new Error('no store');
    const { after: before } = await compactDatabase(db);
    await insertChanges(db, historyRows(client.storeHash, changes));
    const { after } = await compactDatabase(db);
    return (after - before) / changes;
  } finally {
    await db.destroy();
    await world.stop();
  }
}

function describeCost(what: string, seconds: number): Row {
  const perCore = Math.round(1 / seconds);
  return explain(`${what} on one core`, `${perCore} a second, ${microseconds(seconds * 1e6)} each`);
}

/** What {@link usage} asks of all servers together in the busiest hour. */
function reckon(costs: Costs, bytesOfChange: number): Row[] {
  const { stores: count, savesAMonth, weekdaysAMonth, pollsOfAVisit, hoursADay } = usage;
  const atPeak = (aDay: number) => (aDay / (hoursADay * 3_600)) * peak;
  const openings = atPeak(count);
  const saves = atPeak((count * savesAMonth) / weekdaysAMonth);
  // Each save of the app is announced by a webhook, too.
  const cores =
    openings * (costs.opening + pollsOfAVisit * costs.poll) +
    saves * (costs.save + costs.webhook + costs.read);
  const gigabytes = (count * savesAMonth * 12 * bytesOfChange) / 1e9;
  const rates = [
    `${ratio(openings)} openings`,
    `${ratio(openings * pollsOfAVisit)} polls`,
    `${ratio(saves)} saves`,
    `${ratio(saves)} webhooks`,
  ];
  const name = `${count.toLocaleString('en-US')} stores`;
  return [
    explain(`${name}: at the peak, a second`, rates.join(', ')),
    explain(`${name}: cores that are busy at the peak`, ratio(cores)),
    explain(
      `${name}: servers of one core, half busy, and one to spare`,
      String(Math.ceil(cores / busyShare) + 1),
    ),
    explain(`${name}: growth of the database`, `${ratio(gigabytes)} GB a year`),
  ];
}

/** Measures what operators need for sizing, and reckons it up for {@link usage}. */
export async function measureSizing(): Promise<Row[]> {
  const costs = await measureCosts();
  const [sqlite, postgres] = [await measureChange('SQLite'), await measureChange('PostgreSQL')];
  return [
    describeCost('openings', costs.opening),
    describeCost('reads', costs.read),
    describeCost('polls', costs.poll),
    describeCost('saves', costs.save),
    describeCost('webhooks', costs.webhook),
    explain('SQLite: a change with its indexes', `${Math.round(sqlite)} bytes`),
    explain('PostgreSQL: a change with its indexes', `${Math.round(postgres)} bytes`),
    ...reckon(costs, postgres),
  ];
}
