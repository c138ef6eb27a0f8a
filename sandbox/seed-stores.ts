import { emptyChannelSettings } from './settings-wire.ts';
import type { StoreSeed } from './store.ts';
import type { Channel, CustomerGroup, DiscountRule, User } from './store-parts.ts';

/** The stores of the default seed, made anew at each call: nothing is shared between two sandboxes. */
export function seedStores(): StoreSeed[] {
  return [harborAndPine(), blueKettle(), northwindOutfitters()];
}

export function createUser(id: number, name: string, email: string, rest: Partial<User> = {}): User {
  return { id, name, email, locale: 'en-US', role: 'staff', mayOpenApp: true, ...rest };
}

export function createChannel(
  id: number,
  name: string,
  platform: string,
  rest: Partial<Channel> = {},
): Channel {
  return {
    id,
    name,
    platform,
    type: 'storefront',
    status: 'active',
    external_id: '',
    icon_url: '',
    is_enabled: true,
    is_listable_from_ui: true,
    is_visible: true,
    date_created: '2023-03-14T09:26:53Z',
    date_modified: '2025-09-02T16:05:11Z',
    ...rest,
  };
}

export function createGroup(
  id: number,
  name: string,
  discountRules: DiscountRule[] = [],
  categories: CustomerGroup['category_access'] = { type: 'all' },
): CustomerGroup {
  return {
    id,
    name,
    category_access: categories,
    discount_rules: discountRules,
    date_created: '2023-04-02T08:00:00Z',
    date_modified: '2025-06-19T12:30:00Z',
  };
}

function harborAndPine(): StoreSeed {
  return {
    hash: 'abc123',
    id: '1001203',
    name: 'Harbor & Pine',
    plan: 'Plus',
    users: [
      createUser(9101, 'Margaret Olsen', 'margaret@harborandpine.example', { role: 'owner' }),
      createUser(9102, 'Theo Brandt', 'theo.brandt@harborandpine.example', { locale: 'de-DE' }),
      createUser(9103, 'Inès Moreau', 'ines.moreau@harborandpine.example', { locale: 'fr-FR' }),
    ],
    channels: [
      createChannel(1, 'Harbor & Pine', 'bigcommerce'),
      createChannel(1024801, 'Harbor & Pine Trade', 'catalyst'),
      createChannel(1024802, 'Lookbook', 'custom', { status: 'prelaunch' }),
      createChannel(1024803, 'Harbor & Pine on Amazon', 'amazon', {
        type: 'marketplace',
        status: 'connected',
      }),
      createChannel(1024804, 'Outlet 2022', 'bigcommerce', { status: 'archived' }),
    ],
    groups: [
      createGroup(1, 'Retail'),
      createGroup(2, 'Trade', [{ type: 'price_list', price_list_id: 3 }]),
      createGroup(3, 'Loyalty', [{ type: 'all', method: 'percent', amount: '10.0000' }]),
      createGroup(4, 'Visitors', [], { type: 'specific', categories: [18, 19, 23] }),
      createGroup(5, 'Staff & friends', [
        { type: 'category', method: 'percent', amount: '25.0000', category_id: 18 },
        { type: 'product', method: 'fixed', amount: '5.0000', product_id: 112 },
      ]),
      createGroup(6, 'On hold', [], { type: 'none' }),
    ],
    sites: [
      { id: 1, channel_id: 1, url: 'https://harborandpine.example/' },
      { id: 2, channel_id: 1024801, url: 'https://trade.harborandpine.example/' },
      { id: 3, channel_id: 1024802, url: 'https://harborandpine.example/lookbook' },
    ],
    currencies: [
      { channel_id: 1, enabled_currencies: ['USD', 'CAD'], default_currency: 'USD' },
      { channel_id: 1024801, enabled_currencies: ['USD', 'EUR'], default_currency: 'USD' },
      { channel_id: 1024802, enabled_currencies: ['USD'], default_currency: 'USD' },
    ],
    languages: { 1: 'en-us', 1024801: 'en-us', 1024802: 'en-us' },
    settings: {
      privacy_settings: {
        ask_shopper_for_tracking_consent: true,
        policy_url: 'https://harborandpine.example/privacy',
        ask_shopper_for_tracking_consent_on_checkout: false,
      },
      customer_group_settings: { guest_customer_group_id: 4, default_customer_group_id: 1 },
    },
    channelSettings: {
      1024801: {
        privacy_settings: {
          ask_shopper_for_tracking_consent: null,
          policy_url: 'https://trade.harborandpine.example/privacy',
          ask_shopper_for_tracking_consent_on_checkout: null,
        },
        customer_group_settings: { guest_customer_group_id: 0, default_customer_group_id: 2 },
        allow_global_logins: false,
      },
    },
  };
}

function blueKettle(): StoreSeed {
  return {
    hash: 'xyz789',
    id: '1001977',
    name: 'Blue Kettle',
    users: [
      createUser(9201, 'Jonas Keller', 'jonas@bluekettle.example', { role: 'owner', locale: 'de-DE' }),
      createUser(9202, 'Priya Nair', 'priya@bluekettle.example', { locale: 'en-GB' }),
      createUser(9203, 'Lucía Ortega', 'lucia@bluekettle.example', { locale: 'es-ES', mayOpenApp: false }),
    ],
    channels: [createChannel(1, 'Blue Kettle', 'bigcommerce')],
  };
}

function northwindOutfitters(): StoreSeed {
  return {
    hash: 'big500',
    id: '1000500',
    name: 'Northwind Outfitters',
    plan: 'Pro',
    users: [
      createUser(9301, 'Dana Whitfield', 'dana@northwind.example', { role: 'owner' }),
      createUser(9302, 'Kenji Mori', 'kenji.mori@northwind.example', { locale: 'ja-JP' }),
      createUser(9303, 'Sofie Lindqvist', 'sofie@northwind.example', { locale: 'sv-SE' }),
    ],
    channels: manyStorefronts(500),
    groups: manyGroups(1200),
    channelSettings: { 2000010: { ...emptyChannelSettings(), allow_global_logins: true } },
  };
}

function manyStorefronts(count: number): Channel[] {
  const regions = ['Alpine', 'Baltic', 'Cascades', 'Dolomites', 'Everglades', 'Fjord', 'Gobi', 'Highlands'];
  const platforms = ['bigcommerce', 'catalyst', 'next', 'custom'];
  return Array.from({ length: count }, (_, index) => {
    const name = `Northwind ${regions[index % regions.length]} ${Math.floor(index / regions.length) + 1}`;
    if (index === 0) return createChannel(1, 'Northwind Outfitters', 'bigcommerce');
    return createChannel(2_000_000 + index, name, platforms[index % platforms.length] ?? 'custom');
  });
}

function manyGroups(count: number): CustomerGroup[] {
  const tiers = ['Bronze', 'Silver', 'Gold', 'Wholesale', 'Dealer', 'Club'];
  return Array.from({ length: count }, (_, index) => {
    const tier = tiers[index % tiers.length];
    const rules: DiscountRule[] =
      index % 3 === 0 ? [] : [{ type: 'all', method: 'percent', amount: `${String((index % 30) + 1)}.0000` }];
    return createGroup(index + 1, `${tier} ${String(Math.floor(index / tiers.length) + 1)}`, rules);
  });
}
