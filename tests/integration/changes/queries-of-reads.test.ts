import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoreAccess } from '../../../lib/bigcommerce/client';
import { createSettingsObserver, type SettingsObserver } from '../../../lib/changes/settings-observer';
import { enableQueryCache } from '../../../lib/database/query-cache';
import { silentLog } from './saving-store';
import { type Server, TwoServers } from './two-servers';
import { createSqliteEngine } from '../database/engines';

/** How many queries a read of settings makes, to compare them with what is known. */
describe('a read of settings', () => {
  let servers: TwoServers;
  let there: Server;
  let access: StoreAccess;
  let observer: SettingsObserver;
  let queries = 0;
  /** Stands for the database's own number, which grows with each commit. */
  let version: number | null = null;

  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => {
      queries += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };

  beforeAll(async () => {
    servers = await TwoServers.start(createSqliteEngine());
    ({ there } = servers);
    // Another object than the database itself, so that it begins without a cache, as PostgreSQL has none.
    const database = servers.here.database.withPlugin(counter);
    enableQueryCache(database, () => version);
    const { now, here } = servers;
    observer = createSettingsObserver({ database, bigCommerce: here.client, now, log: silentLog });
  });
  beforeEach(async () => {
    ({ access } = await servers.addStore());
    version = null;
    queries = 0;
  });
  afterAll(() => servers.stop());

  it('makes one query where the database does not say whether anything was committed', async () => {
    await observer.readStore(access);
    expect(queries).toBe(1);
  });

  it('makes one before it begins, and one for all requests that share it', async () => {
    servers.sandbox.faults.add({ kind: 'latency', ms: 200, times: 1, match: { method: 'GET' } });
    const reads = await Promise.all(Array.from({ length: 20 }, () => observer.readStore(access)));
    expect(new Set(reads.map(({ etag }) => etag)).size).toBe(1);
    expect(queries).toBe(2);
  });

  it('makes none while nothing was committed since the last one', async () => {
    version = 1;
    await observer.readStore(access);
    expect(queries).toBe(1);
    for (let read = 0; read < 5; read++) await observer.readStore(access);
    await Promise.all(Array.from({ length: 20 }, () => observer.readStore(access)));
    expect(queries).toBe(1);
  });

  it('makes one again after a commit, and shows what it brought', async () => {
    version = 1;
    const { settings: seen } = await observer.readStore(access);
    const changes = { policyUrl: 'https://elsewhere.example/' };
    const saved = await servers.save(there, access, { seen, changes });
    version = 2;
    queries = 0;
    expect((await observer.readStore(access)).settings).toEqual(saved.settings);
    expect(queries).toBe(1);
  });
});
