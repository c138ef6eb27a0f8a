import { setTimeout as wait } from 'node:timers/promises';
import {
  type BigCommerceClient,
  createBigCommerceClient,
  type StoreAccess,
} from '../../lib/bigcommerce/client';
import { fromWireSettings, toWireSettings } from '../../lib/settings/wire';
import { createSettingsObserver, type SettingsObserver } from '../../lib/changes/settings-observer';
import { createLookAgain } from '../../lib/changes/look-again';
import { toChange } from '../../lib/database/change-row';
import { createDatabase, type Database } from '../../lib/database/database';
import { createDatabaseClock } from '../../lib/database/database-clock';
import { migrateDatabase } from '../../lib/database/migrate';
import { AppError } from '../../lib/errors';
import type { Change } from '../../lib/settings/change';
import type { CustomerSettings } from '../../lib/settings/customer-settings';
import { applySettings, diffSettings, presentFields } from '../../lib/settings/diff';
import { startSandbox, type Store, type StoreOptions } from '../../sandbox/sandbox.ts';
import { addInstalledStore, sandboxApp, saveInOrder, silentLog } from '../integration/changes/saving-store';

export interface SoakOptions {
  databaseUrl: string;
  servers: 1 | 2;
  saves: number;
  /** How old reads of BigCommerce may be. */
  reads: Pick<StoreOptions, 'staleReadMs' | 'replicaLagMs'>;
  /** Changes made elsewhere in all. */
  outsideChanges: number;
}

export interface SoakResult {
  saves: number;
  /** Rows of the history that say what did not happen. */
  falseRows: number;
  /** Saves refused because of a change that the person had seen or made, or that did not happen. */
  falseConflicts: number;
  /** Saves whose values were replaced by somebody who had not seen them. */
  overwrittenSaves: number;
  outsideChanges: number;
  /** The longest time until one was in the history, in milliseconds. */
  slowestOutsideMs: number;
  /** Saves that ended with another error, such as a scope that was busy for too long. */
  failedSaves: number;
  /** Saves refused because of a change that the person had not seen. */
  trueConflicts: number;
}

interface Server {
  database: Database;
  client: BigCommerceClient;
  observer: SettingsObserver;
  now: () => number;
  lookAgain: (scope: { storeHash: string; channelId: number | null }, at: number) => void;
  stop: () => Promise<void>;
}

const lanes = [null, 1, 1_001, 1_002] as const;
const recordedWithinMs = 60_000;

type Lane = (typeof lanes)[number];

async function startServer(databaseUrl: string, apiUrl: string, access: () => StoreAccess): Promise<Server> {
  const database = createDatabase(databaseUrl);
  await migrateDatabase(database);
  const client = createBigCommerceClient({ apiUrl });
  const clock = await createDatabaseClock(database);
  const look = async ({ channelId }: { channelId: number | null }): Promise<void> => {
    await observer.observe(access(), channelId).catch(() => undefined);
  };
  const lookAgain = createLookAgain({ look, now: clock.now });
  const observer = createSettingsObserver({
    database,
    now: clock.now,
    lookAgain,
    bigCommerce: client,
    log: silentLog,
  });
  return {
    database,
    client,
    observer,
    now: clock.now,
    lookAgain,
    async stop() {
      clock.stop();
      await database.destroy();
      await client.close();
    },
  };
}

/** Rows of the history of one lane, in the order in which they came to be. */
type Row = Change & { settledAt: number };

/** Plays two people who save, changes made elsewhere and pages that are read, and counts what is false. */
class TruthSoak {
  readonly #options: SoakOptions;
  readonly #initial = new Map<Lane, CustomerSettings>();
  /** The values that were set elsewhere, each of them once. */
  readonly #setOutside: number[] = [];
  #left: number;
  #next = 1_000;
  #falseConflicts = 0;
  #trueConflicts = 0;
  #failedSaves = 0;
  #slowestOutsideMs = 0;
  #playing = true;
  #store!: Store;
  #access!: StoreAccess;
  #servers: Server[] = [];

  constructor(options: SoakOptions) {
    this.#options = options;
    this.#left = options.saves;
  }

  async run(): Promise<SoakResult> {
    const { databaseUrl, servers, reads } = this.#options;
    const sandbox = await startSandbox({ app: sandboxApp, seed: 'empty', quiet: true });
    for (let count = 0; count < servers; count++)
      this.#servers.push(await startServer(databaseUrl, sandbox.url, () => this.#access));
    const [first] = this.#servers;
    if (first === undefined) throw new Error('a soak needs a server');
    ({ store: this.#store, access: this.#access } = await addInstalledStore(sandbox, first.database, 3));
    for (const lane of lanes) {
      await first.observer.observe(this.#access, lane);
      this.#initial.set(lane, this.#stored(lane));
    }
    Object.assign(this.#store.options, reads);
    const people = lanes.flatMap((lane) => [this.#person(lane, 1), this.#person(lane, 2)]);
    const pages = lanes.map((lane) => this.#page(lane));
    const outsiders = lanes.map((lane) => this.#outsider(lane));
    await Promise.all([...people, ...outsiders]);
    this.#playing = false;
    await Promise.all(pages);
    const result = await this.#count(first);
    for (const server of this.#servers) await server.stop();
    await sandbox.close();
    return result;
  }

  #stored(lane: Lane): CustomerSettings {
    const { settings } = this.#store;
    return fromWireSettings(lane === null ? settings : this.#store.settingsOfChannel(lane), lane);
  }

  /** Few values besides new addresses: they return often, so that what an old read shows was true once. */
  #choose(): CustomerSettings {
    const chance = Math.random();
    this.#next += 1;
    if (chance < 0.4) return { policyUrl: `https://shop.example/${this.#next}` };
    if (chance < 0.7) return { trackingConsent: Math.random() < 0.5 };
    return { guestCustomerGroupId: Math.floor(Math.random() * 3) };
  }

  #anyServer(): Server {
    const server = this.#servers[Math.floor(Math.random() * this.#servers.length)];
    if (server === undefined) throw new Error('a soak needs a server');
    return server;
  }

  async #read(lane: Lane): Promise<CustomerSettings> {
    const { observer } = this.#anyServer();
    if (lane === null) return (await observer.readStore(this.#access)).settings;
    return (await observer.readStorefront(this.#access, lane)).settings;
  }

  /** Saves what is left to be saved, sometimes on the answer of the last save and sometimes on a new read. */
  async #person(lane: Lane, userId: number): Promise<void> {
    let seen = await this.#read(lane);
    while (this.#left > 0) {
      const changes = diffSettings(seen, this.#choose());
      if (presentFields(changes).length === 0) continue;
      const { client, ...server } = this.#anyServer();
      const order = { access: this.#access, channelId: lane, userId, seen, changes };
      try {
        ({ settings: seen } = await saveInOrder({ ...server, bigCommerce: client, log: silentLog }, order));
        this.#left -= 1;
        if (Math.random() < 0.5) seen = await this.#read(lane);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        // The same settings as were seen: there is nothing that could stand in the way.
        if (error.code === 'settings_changed') {
          const isTrue = presentFields(diffSettings(seen, this.#stored(lane))).length > 0;
          if (isTrue) this.#trueConflicts += 1;
          else this.#falseConflicts += 1;
        } else this.#failedSaves += 1;
        seen = await this.#read(lane);
      }
    }
  }

  async #page(lane: Lane): Promise<void> {
    while (this.#playing) {
      await this.#read(lane);
      await wait(200 + Math.random() * 300);
    }
  }

  /** Sets new values elsewhere, of a field that nobody sets here, each as soon as the one before is recorded. */
  async #outsider(lane: Lane): Promise<void> {
    for (let count = 0; count < this.#options.outsideChanges / lanes.length; count++) {
      this.#next += 1;
      const value = this.#next;
      this.#setOutside.push(value);
      const wire = { ...toWireSettings({ defaultCustomerGroupId: value }) };
      if (lane === null) this.#store.changeSettings(wire);
      else this.#store.changeChannelSettings(lane, wire);
      await this.#untilRecorded(lane, value);
      await wait(Math.random() * 2_000);
    }
  }

  async #untilRecorded(lane: Lane, value: number): Promise<void> {
    const begun = performance.now();
    for (;;) {
      const found = (await this.#history(this.#anyServer(), lane)).some(
        ({ source, requested, sideEffects }) =>
          (source === 'outside' ? requested : sideEffects?.stored)?.defaultCustomerGroupId === value,
      );
      const tookMs = performance.now() - begun;
      if (found || tookMs > 2 * recordedWithinMs) {
        this.#slowestOutsideMs = Math.max(this.#slowestOutsideMs, tookMs);
        return;
      }
      await wait(250);
    }
  }

  async #history({ database }: Server, lane: Lane): Promise<Row[]> {
    const rows = await database
      .selectFrom('changes')
      .selectAll()
      .where('storeHash', '=', this.#access.storeHash)
      .where('channelId', '=', lane ?? 0)
      .orderBy('settledAt')
      .orderBy('createdAt')
      .execute();
    return rows.map((row) => ({ ...toChange({ ...row, email: null }), settledAt: row.settledAt ?? 0 }));
  }

  /** A row of another source than a save is true where it holds one value that was set elsewhere, and holds it first. */
  #isTrueOutside(found: CustomerSettings, recorded: Set<unknown>): boolean {
    const { defaultCustomerGroupId: value, ...others } = found;
    const isTrue =
      presentFields(others).length === 0 && this.#setOutside.includes(value ?? -1) && !recorded.has(value);
    recorded.add(value);
    return isTrue;
  }

  async #count(server: Server): Promise<SoakResult> {
    let falseRows = 0;
    let overwrittenSaves = 0;
    for (const lane of lanes) {
      const recorded = new Set<unknown>();
      let state = this.#initial.get(lane) ?? {};
      for (const { source, status, before, stored, requested, sideEffects, late } of await this.#history(
        server,
        lane,
      )) {
        const outside = source === 'outside' ? requested : sideEffects?.stored;
        if (status === 'failed') continue;
        const isTrue = status === 'applied' && late === null;
        if (!isTrue || (outside && !this.#isTrueOutside(outside, recorded))) falseRows += 1;
        const begun = { ...before, ...sideEffects?.before };
        if (presentFields(diffSettings(state, begun)).length > 0) overwrittenSaves += 1;
        state = applySettings(state, { ...stored, ...sideEffects?.stored });
      }
      if (presentFields(diffSettings(state, this.#stored(lane))).length > 0) overwrittenSaves += 1;
    }
    return {
      saves: this.#options.saves - this.#left,
      falseRows,
      falseConflicts: this.#falseConflicts,
      overwrittenSaves,
      outsideChanges: this.#setOutside.length,
      slowestOutsideMs: Math.round(this.#slowestOutsideMs),
      trueConflicts: this.#trueConflicts,
      failedSaves: this.#failedSaves,
    };
  }
}

/** Runs a soak. The database has to be an empty one. */
export function soakTruth(options: SoakOptions): Promise<SoakResult> {
  return new TruthSoak(options).run();
}
