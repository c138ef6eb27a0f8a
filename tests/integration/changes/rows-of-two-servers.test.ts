import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoreAccess } from '../../../lib/bigcommerce/client';
import type { ReadSettings } from '../../../lib/bigcommerce/customer-settings';
import { settingsEtag } from '../../../lib/bigcommerce/settings-etag';
import {
  createStorefrontSettingsReader,
  type ReadingPause,
  type StorefrontRead,
  type StorefrontSettingsReader,
} from '../../../lib/bigcommerce/storefront-settings-reader';
import { createPostgresEngine, createSqliteEngine } from '../database/engines';
import { type Server, TwoServers } from './two-servers';

const channelIds = [1, 1_001];

/** Rows share reads for some seconds, and another server may save meanwhile. */
describe.each([createSqliteEngine(), createPostgresEngine()])('rows of two servers on $name', (engine) => {
  let servers: TwoServers;
  let here: Server;
  let there: Server;
  let access: StoreAccess;
  let reader: StorefrontSettingsReader;

  beforeAll(async () => {
    servers = await TwoServers.start(engine);
    ({ here, there } = servers);
  });
  beforeEach(async () => {
    ({ access } = await servers.addStore(channelIds.length));
    reader = createStorefrontSettingsReader(there.client, there.observer);
  });
  afterAll(() => servers.stop());

  async function rows(): Promise<ReadSettings[]> {
    const read = new Map<number, ReadSettings>();
    const collect = (row: StorefrontRead | ReadingPause): void => {
      if ('read' in row) read.set(row.channelId, row.read);
    };
    await reader.read(access, channelIds).pipeTo(new WritableStream({ write: collect }));
    return channelIds.map((id) => read.get(id)).filter((row) => row !== undefined);
  }

  const callsMade = () =>
    servers.sandbox.requests.list({ storeHash: access.storeHash, method: 'GET', path: /channels\/\d+$/ })
      .length;

  it('show at once what the other server saved, with its tag and without a further read', async () => {
    const [first, other] = await rows();
    if (first === undefined || other === undefined) throw new Error('no rows');
    const [channelId = 0] = channelIds;
    const changes = { policyUrl: 'https://elsewhere.example/' };
    const saved = await servers.save(here, access, { channelId, seen: first.settings, changes });
    const calls = callsMade();

    const [changed, unchanged] = await rows();
    expect(changed?.settings).toEqual(saved.settings);
    expect(changed?.etag).toBe(settingsEtag(saved.settings));
    expect(changed?.wire.privacy_settings?.policy_url).toBe('https://elsewhere.example/');
    expect(unchanged).toEqual(other);
    expect(callsMade(), 'the reads of a moment ago are shared').toBe(calls);
  });

  it('show each of several saves, also one that goes back', async () => {
    const [first] = await rows();
    if (first === undefined) throw new Error('no row');
    const [channelId = 0] = channelIds;
    let seen = first.settings;
    for (const policyUrl of [
      'https://one.example/',
      'https://two.example/',
      first.settings.policyUrl ?? null,
    ]) {
      servers.wall += 10;
      const saved = await servers.save(here, access, { channelId, seen, changes: { policyUrl } });
      seen = saved.settings;
      expect((await rows())[0]?.settings).toEqual(seen);
    }
  });

  it('show what the other server found changed from outside', async () => {
    const [first] = await rows();
    if (first === undefined) throw new Error('no row');
    const [channelId = 0] = channelIds;
    const store = servers.sandbox.stores.store(access.storeHash);
    store.changeChannelSettings(channelId, { privacy_settings: { policy_url: 'https://outside.example/' } });
    await here.observer.observe(access, channelId);
    expect((await rows())[0]?.settings.policyUrl).toBe('https://outside.example/');
  });
});
