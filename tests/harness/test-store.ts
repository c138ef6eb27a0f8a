import { createChannel, createGroup, createUser, type Sandbox, type Store } from '../../sandbox/sandbox.ts';

let storesMade = 0;

export const ownerId = 1;
export const staffId = 2;

/** So many storefronts, the first of them the default one. */
export function testStorefronts(count: number) {
  return Array.from({ length: count }, (_, index) =>
    createChannel(index === 0 ? 1 : 1_000 + index, `Storefront ${index + 1}`, 'bigcommerce'),
  );
}

/** A store that no other test has, so that tests can share a server and nothing else. */
export function addTestStore(sandbox: Sandbox, { storefronts = 0 } = {}): Store {
  storesMade += 1;
  const hash = `test${process.pid}x${storesMade}`;
  return sandbox.stores.addStore({
    hash,
    name: `Test store ${storesMade}`,
    users: [
      createUser(ownerId, 'Olivia Owner', `owner@${hash}.example`, { role: 'owner' }),
      createUser(staffId, 'Sam Staff', `staff@${hash}.example`, { locale: 'de-DE' }),
    ],
    channels: testStorefronts(storefronts),
    groups: [createGroup(1, 'Retail'), createGroup(2, 'Trade'), createGroup(3, 'Loyalty')],
    settings: {
      privacy_settings: {
        ask_shopper_for_tracking_consent: true,
        policy_url: 'https://shop.example/privacy',
        ask_shopper_for_tracking_consent_on_checkout: false,
      },
      customer_group_settings: { guest_customer_group_id: 1, default_customer_group_id: 0 },
    },
  });
}
