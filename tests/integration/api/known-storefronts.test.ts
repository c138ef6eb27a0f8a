import { afterAll, beforeAll, expect, it } from 'vitest';
import { installApp } from '../../harness/store-client.ts';
import { readStorefronts } from '../../harness/storefront-stream.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';

const path = 'v3/customers/settings/channels/known';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

it('what is known of storefronts is answered without a read of BigCommerce, and of one store only', async () => {
  const store = addTestStore(world.sandbox, { storefronts: 3 });
  const other = addTestStore(world.sandbox, { storefronts: 3 });
  const client = await installApp(world, store.hash);
  const otherClient = await installApp(world, other.hash);
  store.changeChannelSettings(1, { privacy_settings: { policy_url: 'https://own.example/' } });
  const [first = 0, second = 0] = store.channels.map(({ id }) => id);
  const began = Date.now();
  await readStorefronts(client, [first, second]);
  world.sandbox.requests.clear();

  const answer = await client.call('GET', path);
  expect(answer.status).toBe(200);
  const { data } = (await answer.json()) as {
    data: { channel_id: number; settings: unknown; seen_at: string }[];
  };
  expect(data.map(({ channel_id: id }) => id)).toEqual([first, second]);
  expect(data.find(({ channel_id: id }) => id === 1)?.settings).toMatchObject({
    privacy_settings: { policy_url: 'https://own.example/', ask_shopper_for_tracking_consent: null },
  });
  expect(Date.parse(data[0]?.seen_at ?? '')).toBeGreaterThanOrEqual(began - 1_000);
  expect(await (await otherClient.call('GET', path)).json()).toEqual({ data: [], meta: {} });
  const reads = { storeHash: store.hash, method: 'GET', path: '/v3/customers/settings' };
  expect(world.sandbox.requests.list(reads)).toEqual([]);
});
