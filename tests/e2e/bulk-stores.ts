import { createChannel, createGroup } from '../../sandbox/seed-stores.ts';
import type { Store } from '../../sandbox/sandbox.ts';

export const mainId = 1;
export const outletId = 2;
export const wholesaleId = 3;
export const clubId = 4;

export const clubPolicyUrl = 'https://club.example/privacy';

/** Gives a store four storefronts, of which one has values of its own, and a group that changes what guests see. */
export function addStorefronts(store: Store): void {
  store.channels = [
    createChannel(mainId, 'Main street', 'bigcommerce'),
    createChannel(outletId, 'Outlet', 'catalyst'),
    createChannel(wholesaleId, 'Wholesale', 'next'),
    createChannel(clubId, 'Club', 'custom'),
  ];
  store.groups = [
    ...store.groups,
    createGroup(4, 'Dealers', [{ type: 'all', method: 'percent', amount: '15.0000' }], {
      type: 'specific',
      categories: [21, 22],
    }),
  ];
  store.changeChannelSettings(clubId, {
    privacy_settings: { ask_shopper_for_tracking_consent: false, policy_url: clubPolicyUrl },
    customer_group_settings: { guest_customer_group_id: 0 },
    allow_global_logins: true,
  });
}

/** Gives a store so many storefronts that inherit everything. */
export function addManyStorefronts(store: Store, count: number): void {
  store.channels = Array.from({ length: count }, (_, index) =>
    createChannel(index + 1, `Branch ${index + 1}`, 'bigcommerce'),
  );
}

export function policyUrlOf(store: Store, channelId: number): string | null {
  return store.settingsOfChannel(channelId).privacy_settings.policy_url;
}
