import {
  type BigCommerceClient,
  createBigCommerceClient,
  type StoreAccess,
} from '../../../lib/bigcommerce/client';
import type { SavedSettings } from '../../../lib/changes/save-settings';
import { createSettingsObserver, type SettingsObserver } from '../../../lib/changes/settings-observer';
import { toChange } from '../../../lib/database/change-row';
import { createDatabase, type Database } from '../../../lib/database/database';
import { migrateDatabase } from '../../../lib/database/migrate';
import type { Change } from '../../../lib/settings/change';
import type { CustomerSettings } from '../../../lib/settings/customer-settings';
import { type Sandbox, startSandbox, type Store } from '../../../sandbox/sandbox.ts';
import type { Engine } from '../database/engines';
import { type SaveStep, withSteps } from './save-steps';
import { addInstalledStore, sandboxApp, saveInOrder, silentLog } from './saving-store';

/** An app server with connections of its own. */
export interface Server {
  database: Database;
  client: BigCommerceClient;
  observer: SettingsObserver;
}

/** A save of a person, through one server. */
interface PersonsSave {
  seen: CustomerSettings;
  changes: CustomerSettings;
  channelId?: number | null;
  userId?: number;
}

/** Two app servers on one database and one BigCommerce, with a clock that tests set. */
export class TwoServers {
  /** Milliseconds since the epoch, of the database and of BigCommerce: long ago, as tests only move it forward. */
  wall = Date.now() - 30 * 24 * 3_600_000;
  /** The further reads that were planned. */
  readonly planned: number[] = [];
  readonly sandbox: Sandbox;
  readonly databaseUrl: string;
  readonly here: Server;
  readonly there: Server;
  readonly #engine: Engine;

  static async start(engine: Engine): Promise<TwoServers> {
    await engine.start();
    const url = await engine.createUrl();
    const wall: { now: () => number } = { now: Date.now };
    const now = () => wall.now();
    const sandbox = await startSandbox({ app: sandboxApp, seed: 'empty', quiet: true, now });
    const servers = new TwoServers(engine, url, sandbox);
    wall.now = servers.now;
    await migrateDatabase(servers.here.database);
    return servers;
  }

  private constructor(engine: Engine, databaseUrl: string, sandbox: Sandbox) {
    this.#engine = engine;
    this.databaseUrl = databaseUrl;
    this.sandbox = sandbox;
    this.here = this.#createServer();
    this.there = this.#createServer();
  }

  readonly now = (): number => this.wall;

  readonly lookAgain = (_scope: unknown, at: number): void => {
    this.planned.push(at);
  };

  #createServer(): Server {
    const database = createDatabase(this.databaseUrl);
    const client = createBigCommerceClient({ apiUrl: this.sandbox.url });
    return { database, client, observer: this.#createObserver(database, client) };
  }

  #createObserver(database: Database, bigCommerce: BigCommerceClient): SettingsObserver {
    const { now, lookAgain } = this;
    return createSettingsObserver({ database, now, lookAgain, bigCommerce, log: silentLog });
  }

  /** A store that the app has known for an hour. */
  async addStore(storefronts = 1): Promise<{ store: Store; access: StoreAccess }> {
    this.wall += 3_600_000;
    this.planned.length = 0;
    const added = await addInstalledStore(this.sandbox, this.here.database, storefronts);
    await this.here.observer.observe(added.access, null);
    for (const { id } of added.store.channels) await this.here.observer.observe(added.access, id);
    this.wall += 3_600_000;
    return added;
  }

  async read(
    server: Server,
    access: StoreAccess,
    channelId: number | null = null,
  ): Promise<CustomerSettings> {
    const { observer } = server;
    const read = channelId === null ? observer.readStore(access) : observer.readStorefront(access, channelId);
    return (await read).settings;
  }

  save(
    server: Server,
    access: StoreAccess,
    { channelId = null, userId = 1, ...save }: PersonsSave,
  ): Promise<SavedSettings> {
    const { now, lookAgain } = this;
    const { database, client: bigCommerce } = server;
    const wait = async (ms: number) => (this.wall += Math.ceil(ms));
    return saveInOrder(
      { database, now, lookAgain, log: silentLog, bigCommerce, wait },
      { access, channelId, userId, ...save },
    );
  }

  /**
   * Begins something on a server of its own and ends that server at a step: it does nothing any more, and its connections
   * to the database are gone.
   *
   * @param begin what the server does, with a client that says its steps
   */
  async endServerAt(stayAt: SaveStep, begin: (server: Server) => Promise<unknown>): Promise<void> {
    const server = this.#createServer();
    await new Promise<void>((resolve, reject) => {
      const reach = (step: SaveStep): Promise<void> => {
        if (step !== stayAt) return Promise.resolve();
        resolve();
        return new Promise(() => undefined);
      };
      const client = withSteps(server.client, reach);
      const observer = this.#createObserver(server.database, client);
      begin({ ...server, client, observer }).then(() => resolve(), reject);
    });
    await server.database.destroy();
    await server.client.close();
  }

  /** The history of a store, oldest first. */
  async history({ storeHash }: StoreAccess): Promise<Change[]> {
    const rows = await this.here.database
      .selectFrom('changes')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .orderBy('createdAt')
      .execute();
    return rows.map((row) => toChange({ ...row, email: null }));
  }

  async stop(): Promise<void> {
    for (const { database, client } of [this.here, this.there]) {
      await database.destroy();
      await client.close();
    }
    await this.sandbox.close();
    await this.#engine.stop();
  }
}
