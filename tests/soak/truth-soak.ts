import { isDeepStrictEqual } from 'node:util';
import {
  type BigCommerceClient,
  createBigCommerceClient,
  type StoreAccess,
} from '../../lib/bigcommerce/client';
import { type CustomerSettingsWire, fromWireSettings, toWireSettings } from '../../lib/settings/wire';
import { createSettingsObserver, type SettingsObserver } from '../../lib/changes/settings-observer';
import { createLookAgain } from '../../lib/changes/look-again';
import { toChange } from '../../lib/database/change-row';
import { createDatabase, type Database } from '../../lib/database/database';
import { migrateDatabase } from '../../lib/database/migrate';
import { AppError } from '../../lib/errors';
import type { SavedSettings } from '../../lib/changes/save-settings';
import type { Change } from '../../lib/settings/change';
import type { CustomerSettings } from '../../lib/settings/customer-settings';
import { applySettings, diffSettings, presentFields } from '../../lib/settings/diff';
import { startSandbox, type Store, type StoreOptions } from '../../sandbox/sandbox.ts';
import { addInstalledStore, sandboxApp, saveInOrder, silentLog } from '../integration/changes/saving-store';
import { VirtualTime } from './virtual-time';

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
  /** Saves refused because of values that were not there at any time since the person looked. */
  falseConflicts: number;
  /** Saves that were answered as done and wrote nothing. */
  lostSaves: number;
  /** Saves whose values were replaced by a save that was not based on them. */
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
  wait: (ms: number) => Promise<void>;
  stop: () => Promise<void>;
}

/** The settings that a person looks at, and until when the former ones were theirs to see. */
interface Seen {
  settings: CustomerSettings;
  at: number;
}

const lanes = [null, 1, 1_001, 1_002] as const;
const recordedWithinMs = 60_000;
const longestThoughtMs = 4_000;

/** Set elsewhere only. */
const outsideField = 'defaultCustomerGroupId';

/** Set elsewhere where there is no value before to go back to. An empty one could have been emptied by a write. */
const firstOutsideValue = 999;

type Lane = (typeof lanes)[number];

async function startServer(
  databaseUrl: string,
  apiUrl: string,
  time: VirtualTime,
  access: () => StoreAccess,
): Promise<Server> {
  const database = createDatabase(databaseUrl);
  await migrateDatabase(database);
  const client = createBigCommerceClient({ apiUrl });
  const look = ({ channelId }: { channelId: number | null }): Promise<void> =>
    time.run(() => observer.observe(access(), channelId).catch(() => undefined));
  const { now, later, sleep: wait } = time;
  const lookAgain = createLookAgain({ look, now, later });
  const observer = createSettingsObserver({ database, now, lookAgain, bigCommerce: client, log: silentLog });
  return {
    database,
    client,
    observer,
    now,
    lookAgain,
    wait,
    async stop() {
      await database.destroy();
      await client.close();
    },
  };
}

/** Rows of the history of one lane, in the order in which they came to be. */
type Row = Change & { settledAt: number };

/** The fields that a row records as changed outside, or with a save that did not request them. */
function foundOutside({ source, requested, sideEffects }: Row): CustomerSettings | undefined {
  return source === 'outside' ? requested : sideEffects?.stored;
}

/** Plays two people who save, changes made elsewhere and pages that are read, and counts what is false. */
class TruthSoak {
  readonly #options: SoakOptions;
  readonly #time = new VirtualTime();
  readonly #initial = new Map<Lane, CustomerSettings>();
  /** The values of {@link outsideField} that were set elsewhere, in order. */
  readonly #setOutside = new Map<Lane, number[]>();
  #left: number;
  #next = 1_000;
  #falseConflicts = 0;
  #trueConflicts = 0;
  #lostSaves = 0;
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
    const { now } = this.#time;
    const sandbox = await startSandbox({ app: sandboxApp, seed: 'empty', quiet: true, now });
    for (let count = 0; count < servers; count++)
      this.#servers.push(await startServer(databaseUrl, sandbox.url, this.#time, () => this.#access));
    const [first] = this.#servers;
    if (first === undefined) throw new Error('a soak needs a server');
    ({ store: this.#store, access: this.#access } = await addInstalledStore(sandbox, first.database, 3));
    for (const lane of lanes) {
      await first.observer.observe(this.#access, lane);
      this.#initial.set(lane, this.#stored(lane));
    }
    Object.assign(this.#store.options, reads);
    await this.#time.run(() => this.#play());
    this.#time.stop();
    const result = await this.#count(first);
    for (const server of this.#servers) await server.stop();
    await sandbox.close();
    return result;
  }

  /** All take part from the same moment on, and sleep while the others do. */
  async #play(): Promise<void> {
    const flows = (flow: (lane: Lane) => Promise<void>) =>
      lanes.map((lane) => this.#time.run(() => flow(lane)));
    const pages = flows((lane) => this.#page(lane));
    const people = [1, 2].flatMap((userId) => flows((lane) => this.#person(lane, userId)));
    const outsiders = flows((lane) => this.#outsider(lane));
    const all = Promise.all([...people, ...outsiders]);
    await this.#time.asleepUntil(all);
    this.#playing = false;
    await this.#time.asleepUntil(Promise.all(pages));
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

  /** @returns at which time what was shown was the newest, or later */
  async #look(lane: Lane): Promise<Seen> {
    const settings = await this.#read(lane);
    return { settings, at: this.#time.now() };
  }

  /** Saves what is left to be saved, sometimes on the answer of the last save and sometimes on a new read. */
  async #person(lane: Lane, userId: number): Promise<void> {
    let seen = await this.#look(lane);
    while (this.#left > 0) {
      const changes = diffSettings(seen.settings, this.#choose());
      if (presentFields(changes).length === 0) continue;
      const saved = await this.#save(lane, userId, seen, changes);
      if (Math.random() < 0.5) await this.#time.sleep(Math.random() * longestThoughtMs);
      seen = saved === null || Math.random() < 0.5 ? await this.#look(lane) : saved;
    }
  }

  /** @returns what the person sees afterwards; `null` where nothing was saved */
  async #save(lane: Lane, userId: number, seen: Seen, changes: CustomerSettings): Promise<Seen | null> {
    const { client, ...server } = this.#anyServer();
    const order = { access: this.#access, channelId: lane, userId, seen: seen.settings, changes };
    try {
      const saved: SavedSettings = await saveInOrder(
        { ...server, bigCommerce: client, log: silentLog },
        order,
      );
      this.#left -= 1;
      if (saved.changeId === null) this.#lostSaves += 1;
      return { settings: saved.settings, at: this.#time.now() };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code !== 'settings_changed') this.#failedSaves += 1;
      else if (this.#isTrueConflict(lane, seen, error)) this.#trueConflicts += 1;
      else this.#falseConflicts += 1;
      return null;
    }
  }

  /**
   * A conflict is true where each value that the answer shows was there at some time since the person looked. What is
   * there now cannot tell: a value may have gone there and back.
   */
  #isTrueConflict(lane: Lane, { settings, at }: Seen, { details }: AppError): boolean {
    const shown = diffSettings(settings, fromWireSettings(details.data as CustomerSettingsWire, lane));
    const since = this.#store.settingsSince(lane, at).map((wire) => fromWireSettings(wire, lane));
    const fields = presentFields(shown);
    return (
      fields.length > 0 &&
      fields.every((field) => since.some((settingsThen) => settingsThen[field] === shown[field]))
    );
  }

  async #page(lane: Lane): Promise<void> {
    while (this.#playing) {
      await this.#read(lane);
      await this.#time.sleep(300 + Math.random() * 1_500);
    }
  }

  /**
   * Sets a field elsewhere that nobody sets here, each time as soon as the change before is recorded: a new value, then
   * the one before, which looks like an old read.
   */
  async #outsider(lane: Lane): Promise<void> {
    const set: number[] = [];
    this.#setOutside.set(lane, set);
    for (let count = 0; count < this.#options.outsideChanges / lanes.length; count++) {
      const value = count % 2 === 1 ? (set.at(-2) ?? firstOutsideValue) : (this.#next += 1);
      set.push(value);
      const wire = { ...toWireSettings({ [outsideField]: value }) };
      if (lane === null) this.#store.changeSettings(wire);
      else this.#store.changeChannelSettings(lane, wire);
      await this.#untilRecorded(lane, set.length);
      await this.#time.sleep(Math.random() * 2_000);
    }
  }

  async #untilRecorded(lane: Lane, count: number): Promise<void> {
    const { now, sleep } = this.#time;
    const begun = now();
    for (;;) {
      const rows = await this.#history(this.#anyServer(), lane);
      const recorded = rows.filter((row) => foundOutside(row)?.[outsideField] !== undefined);
      const tookMs = now() - begun;
      if (recorded.length >= count || tookMs > 2 * recordedWithinMs) {
        this.#slowestOutsideMs = Math.max(this.#slowestOutsideMs, tookMs);
        return;
      }
      await sleep(500);
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

  async #count(server: Server): Promise<SoakResult> {
    let falseRows = 0;
    let overwrittenSaves = 0;
    for (const lane of lanes) {
      const expected = [...(this.#setOutside.get(lane) ?? [])];
      let state = this.#initial.get(lane) ?? {};
      for (const row of await this.#history(server, lane)) {
        const { status, before, stored, sideEffects, late } = row;
        if (status === 'failed') continue;
        const outside = foundOutside(row);
        const isTrue = !outside || isDeepStrictEqual(outside, { [outsideField]: expected.shift() });
        if (!isTrue || status !== 'applied' || late !== null) falseRows += 1;
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
      lostSaves: this.#lostSaves,
      outsideChanges: [...this.#setOutside.values()].flat().length,
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
