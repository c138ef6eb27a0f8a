import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createDatabase, type Database } from '../../lib/database/database';
import { saveInstallation } from '../../lib/database/installations';
import { saveUser } from '../../lib/database/users';
import { createAccessTokenCipher } from '../../lib/session/access-token-cipher';
import { deriveKeys } from '../../lib/session/keys';
import { createSessionSealer } from '../../lib/session/session-sealer';
import { type AppServer, startApp } from '../../sandbox/app-server.ts';
import { sessionSecret, startWorld, type World } from '../../sandbox/world.ts';
import { residentBytes } from '../bench/process-usage.ts';
import { percentile } from '../bench/statistics.ts';
import { addTestStore, ownerId } from '../harness/test-store.ts';
import { type ReadinessProxy, startReadinessProxy } from '../harness/readiness-proxy.ts';
import { startPostgres } from '../postgres.ts';

const connections = 64;
const storeCount = 1_000;
const savesPerRequest = 0.1;
const killEveryMs = 60_000;
/** A save that met the end of a server waits for the lease of 15 s that it left behind. */
const retryForMs = 60_000;
/** After this long the outcome of a save that was cut off is known, once its settings are read. */
const decidedWithinMs = 90_000;

interface SoakStore {
  storeHash: string;
  seal: string;
  /** A save of the soak is in flight: the next one goes to another store. */
  isBusy: boolean;
}

interface Save {
  storeHash: string;
  policyUrl: string;
}

/** The counts of the soak. Times in milliseconds. */
interface Tally {
  readMs: number[];
  saveMs: number[];
  saved: Save[];
  failures: Map<string, number>;
  retried: number;
}

const path = '/v3/customers/settings';

async function addStore(world: World, database: Database): Promise<SoakStore> {
  const keys = deriveKeys([sessionSecret]);
  const store = addTestStore(world.sandbox);
  const { hash: storeHash, owner } = store;
  store.rateLimit.enabled = false;
  const accessToken = randomUUID();
  const installationId = randomUUID();
  const { scopes } = world.sandbox.app;
  const installedAt = Date.now();
  store.installation = {
    accessToken,
    tokenAlive: true,
    scopes,
    askedScopes: [...scopes],
    ownerEmail: owner.email,
    installedBy: ownerId,
    installedAt,
  };
  await saveInstallation(database, {
    storeHash,
    installationId,
    accessTokenJwe: await createAccessTokenCipher(keys).encrypt(accessToken, storeHash),
    oauthScopes: [...scopes],
    owner: { id: ownerId, email: owner.email },
    installedAt,
  });
  const user = { userId: ownerId, email: owner.email, locale: 'en-US', role: 'owner' as const };
  const admission = await saveUser(database, { storeHash, ...user, seenAt: installedAt });
  const seal = await createSessionSealer(keys, Date.now).start({
    installationId,
    storeHash,
    accessToken,
    user: { id: ownerId, email: owner.email, locale: 'en-US' },
    isOwner: true,
    admission,
    payloadId: null,
  });
  return { storeHash, seal, isBusy: false };
}

/** Requests of many people, as a browser would send them through the balancer. */
class Load {
  readonly tally: Tally = { readMs: [], saveMs: [], saved: [], failures: new Map(), retried: 0 };
  readonly #proxy: ReadinessProxy;
  readonly #stores: readonly SoakStore[];
  #ongoing = true;
  #made = 0;

  constructor(proxy: ReadinessProxy, stores: readonly SoakStore[]) {
    this.#proxy = proxy;
    this.#stores = stores;
  }

  stop(): void {
    this.#ongoing = false;
  }

  /** Reads the settings of a store for their comparison alone. */
  async look(storeHash: string): Promise<void> {
    const store = this.#stores.find((one) => one.storeHash === storeHash);
    if (store) await this.#get(store);
  }

  async run(): Promise<void> {
    while (this.#ongoing) {
      const store = this.#stores[Math.floor(Math.random() * this.#stores.length)];
      if (!store) return;
      if (Math.random() >= savesPerRequest || store.isBusy) await this.#read(store);
      else await this.#save(store);
    }
  }

  #fail(what: string): void {
    const { failures } = this.tally;
    failures.set(what, (failures.get(what) ?? 0) + 1);
  }

  /** The answers after which a balancer retries: none, or 502 of a server that ended. */
  async #send(store: SoakStore, init: RequestInit = {}): Promise<Response | null> {
    const headers = { ...(init.headers as Record<string, string>), Authorization: `Bearer ${store.seal}` };
    const url = `${this.#proxy.url}/api/stores/${store.storeHash}${path}`;
    const response = await fetch(url, { ...init, headers }).catch(() => null);
    if (response?.status !== 502) return response;
    await response.body?.cancel();
    return null;
  }

  async #get(store: SoakStore): Promise<{ etag: string; policyUrl: string } | string> {
    let response = await this.#send(store);
    if (response === null) {
      this.tally.retried += 1;
      response = await this.#send(store);
    }
    if (response?.status !== 200) return `read ${response?.status ?? 'without an answer'}`;
    const { data } = (await response.json()) as { data: { privacy_settings: { policy_url: string } } };
    return { etag: response.headers.get('ETag') ?? '', policyUrl: data.privacy_settings.policy_url };
  }

  async #read(store: SoakStore): Promise<void> {
    const startedAt = performance.now();
    const read = await this.#get(store);
    if (typeof read === 'string') this.#fail(read);
    else this.tally.readMs.push(performance.now() - startedAt);
  }

  async #save(store: SoakStore): Promise<void> {
    store.isBusy = true;
    const policyUrl = `https://soak.example/${(this.#made += 1)}`;
    const startedAt = performance.now();
    const failure = await this.#saveUntilKnown(store, policyUrl, startedAt + retryForMs);
    store.isBusy = false;
    if (failure !== null) {
      this.#fail(failure);
      return;
    }
    this.tally.saveMs.push(performance.now() - startedAt);
    this.tally.saved.push({ storeHash: store.storeHash, policyUrl });
  }

  /** A save without an answer is looked up before it is sent again. @returns what failed, or null */
  async #saveUntilKnown(store: SoakStore, policyUrl: string, until: number): Promise<string | null> {
    let last = 'save without an answer';
    while (performance.now() < until) {
      const read = await this.#get(store);
      if (typeof read === 'string') return read;
      if (read.policyUrl === policyUrl) return null;
      const response = await this.#send(store, {
        method: 'PUT',
        body: JSON.stringify({ privacy_settings: { policy_url: policyUrl } }),
        headers: { 'If-Match': read.etag, 'Content-Type': 'application/json' },
      });
      await response?.body?.cancel();
      if (response?.ok) return null;
      last = `save ${response?.status ?? 'without an answer'}`;
      const mayFollow = response === null || [409, 412, 503].includes(response.status);
      if (!mayFollow) return last;
      this.tally.retried += 1;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return last;
  }
}

interface Writes {
  lost: number;
  doubled: number;
}

/**
 * Reads the stores whose saves were cut off until their outcome is known: a server decides that by reading, once the lease
 * of the killed one has ended and late writes had their time.
 */
async function decideCutOff(database: Database, read: (storeHash: string) => Promise<void>): Promise<void> {
  const until = performance.now() + decidedWithinMs;
  while (performance.now() < until) {
    const pending = await database
      .selectFrom('changes')
      .select('storeHash')
      .where('status', '=', 'pending')
      .execute();
    if (pending.length === 0) return;
    for (const { storeHash } of pending) await read(storeHash);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** Every acknowledged save has to be in the history once, as applied. */
async function countWrites(database: Database, saved: readonly Save[]): Promise<Writes> {
  const rows = await database.selectFrom('changes').select(['storeHash', 'requested', 'status']).execute();
  const applied = new Map<string, number>();
  for (const { storeHash, requested, status } of rows)
    if (status === 'applied') {
      const key = `${storeHash} ${requested}`;
      applied.set(key, (applied.get(key) ?? 0) + 1);
    }
  const counts = saved.map(
    ({ storeHash, policyUrl }) => applied.get(`${storeHash} ${JSON.stringify({ policyUrl })}`) ?? 0,
  );
  return {
    lost: counts.filter((count) => count === 0).length,
    doubled: counts.filter((count) => count > 1).length,
  };
}

function describeServer(name: string, { pid }: AppServer): string {
  const megabytes = Math.round(residentBytes(pid) / 1_000_000);
  return `${name}: ${megabytes} MB, ${readdirSync(`/proc/${pid}/fd`).length} descriptors`;
}

function print(tally: Tally, { lost, doubled }: Writes): boolean {
  const { readMs, saveMs, failures, retried } = tally;
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
  const times = (values: readonly number[]) =>
    `p50 ${percentile(values, 0.5).toFixed(0)} ms, p99 ${percentile(values, 0.99).toFixed(0)} ms`;
  console.info(`reads: ${readMs.length}, ${times(readMs)}`);
  console.info(`saves: ${saveMs.length}, ${times(saveMs)}`);
  console.info(`sent again: ${retried}`);
  console.info(`failed: ${failed} (target 0)`, Object.fromEntries(failures));
  console.info(`lost writes: ${lost} (target 0)`);
  console.info(`doubled writes: ${doubled} (target 0)`);
  return failed + lost + doubled === 0;
}

async function soak(minutes: number): Promise<boolean> {
  const postgres = await startPostgres();
  const world = await startWorld({
    databaseUrl: await postgres.createDatabase(),
    environment: { LOG_LEVEL: 'warn' },
  });
  world.sandbox.webhooks.mode = 'off';
  const database = createDatabase(world.environment.DATABASE_URL ?? '');
  const stores: SoakStore[] = [];
  for (let count = 0; count < storeCount; count += 1) stores.push(await addStore(world, database));
  const servers = [world.app, await startApp(world.environment)];
  const proxy = await startReadinessProxy(servers.map(({ port }) => port));
  const load = new Load(proxy, stores);
  const status = () =>
    servers.map((server, index) => describeServer(`server ${index + 1}`, server)).join('; ');
  console.info(`begin: ${status()}`);
  const work = Promise.all(Array.from({ length: connections }, () => load.run()));
  const endsAt = performance.now() + minutes * 60_000;
  for (let minute = 1; performance.now() < endsAt; minute += 1) {
    const left = Math.min(killEveryMs, endsAt - performance.now());
    await new Promise((resolve) => setTimeout(resolve, left));
    console.info(`after ${minute} min: ${status()}`);
    const killed = servers[minute % servers.length];
    if (!killed || performance.now() >= endsAt) continue;
    await killed.kill();
    servers[minute % servers.length] = await startApp(world.environment, killed.port);
  }
  load.stop();
  await work;
  await decideCutOff(database, (storeHash) => load.look(storeHash));
  const writes = await countWrites(database, load.tally.saved);
  const isGood = print(load.tally, writes);
  await proxy.close();
  await database.destroy();
  for (const server of servers) await server.kill();
  await world.stop();
  await postgres.stop();
  return isGood;
}

const minutes = Number(process.argv[2] ?? 10);
if (!(minutes > 0)) throw new Error('Usage: npm run soak -- [MINUTES]');
const isGood = await soak(minutes);
// The library that runs PostgreSQL ends the process with 0, whatever exit code was set.
process.exit(isGood ? 0 : 1);
