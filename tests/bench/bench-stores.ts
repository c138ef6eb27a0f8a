import { installApp, type StoreClient } from '../harness/store-client.ts';
import type { World } from '../../sandbox/world.ts';
import { testStorefronts } from '../harness/test-store.ts';
import { createGroup, createUser, type Store } from '../../sandbox/sandbox.ts';
import { forEachAtOnce } from './for-each-at-once.ts';

const installsAtOnce = 8;

/** Where a form shows this, it is filled. */
export const policyUrl = 'https://shop.example/privacy-of-the-benchmarks';

/** A store of usual size, whose quota never runs out: it is the app that is measured. */
function addBenchStore({ sandbox }: World, hash: string, { storefronts = 0, groups = 3 } = {}): Store {
  const store = sandbox.stores.addStore({
    hash,
    name: `Store ${hash}`,
    users: [createUser(1, 'Olivia Owner', `owner@${hash}.example`, { role: 'owner' })],
    channels: testStorefronts(storefronts),
    groups: Array.from({ length: groups }, (_, index) => createGroup(index + 1, `Group ${index + 1}`)),
    settings: {
      privacy_settings: {
        ask_shopper_for_tracking_consent: true,
        policy_url: policyUrl,
        ask_shopper_for_tracking_consent_on_checkout: false,
      },
      customer_group_settings: { guest_customer_group_id: 1, default_customer_group_id: 2 },
    },
  });
  store.rateLimit.enabled = false;
  return store;
}

/** A store with many storefronts, and the app installed on it. */
export async function installOnStorefronts(
  world: World,
  hash: string,
  storefronts: number,
  groups?: number,
): Promise<{ store: Store; client: StoreClient }> {
  const store = addBenchStore(world, hash, { storefronts, ...(groups === undefined ? {} : { groups }) });
  return { store, client: await installApp(world, hash) };
}

/** Makes so many stores and installs the app on each of them, through its callback. */
export async function installOnStores(world: World, count: number): Promise<StoreClient[]> {
  const hashes = Array.from({ length: count }, (_, index) => `bench${index}`);
  const clients: StoreClient[] = [];
  await forEachAtOnce(hashes, installsAtOnce, async (hash) => {
    addBenchStore(world, hash);
    clients.push(await installApp(world, hash));
  });
  return clients;
}
