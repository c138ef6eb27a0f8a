import { createGroup, createUser, type Sandbox, type Store } from '../sandbox/sandbox.ts';

let storesMade = 0;

export const ownerId = 1;
export const staffId = 2;

/** A store that no other test has, so that tests can share a server and nothing else. */
export function addTestStore(sandbox: Sandbox): Store {
  storesMade += 1;
  const hash = `test${process.pid}x${storesMade}`;
  return sandbox.stores.addStore({
    hash,
    name: `Test store ${storesMade}`,
    users: [
      createUser(ownerId, 'Olivia Owner', `owner@${hash}.example`, { role: 'owner' }),
      createUser(staffId, 'Sam Staff', `staff@${hash}.example`, { locale: 'de-DE' }),
    ],
    channels: [],
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
