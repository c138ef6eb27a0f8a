import { createChannel, type Store } from '../../sandbox/sandbox.ts';

/** A theme storefront that follows the store in everything. */
export const inheritingId = 1;
/** A headless one that overrides everything, once with the store's own value. */
export const overridingId = 1024801;
/** A headless one, not launched yet, that names a deleted group. */
export const deletedGroupId = 1024802;
/** One whose name has an accent, and that lets customers of other storefronts sign in. */
export const cafeId = 1024803;

/** The store of a test gets four storefronts, with every kind of value that a storefront can have. */
export function addStorefronts(store: Store): void {
  store.channels.push(
    createChannel(inheritingId, 'Harbor & Pine', 'bigcommerce'),
    createChannel(overridingId, 'Harbor & Pine Trade', 'catalyst'),
    createChannel(deletedGroupId, 'Lookbook', 'custom', { status: 'prelaunch' }),
    createChannel(cafeId, 'Café Outlet', 'bigcommerce', { status: 'inactive' }),
  );
  store.changeChannelSettings(overridingId, {
    privacy_settings: {
      ask_shopper_for_tracking_consent: true,
      policy_url: 'https://trade.shop.example/privacy',
      ask_shopper_for_tracking_consent_on_checkout: true,
    },
    customer_group_settings: { guest_customer_group_id: 0, default_customer_group_id: 2 },
    allow_global_logins: false,
  });
  store.changeChannelSettings(deletedGroupId, {
    customer_group_settings: { guest_customer_group_id: 12 },
  });
  store.changeChannelSettings(cafeId, {
    privacy_settings: { policy_url: '' },
    allow_global_logins: true,
  });
}

/** Further storefronts that follow the store in everything, named `Shop 1`, `Shop 2` and so on, with ids from 5001. */
export function addManyStorefronts(store: Store, count: number): void {
  for (let number = 1; number <= count; number += 1)
    store.channels.push(createChannel(5_000 + number, `Shop ${number}`, 'bigcommerce'));
}
