import { describe, expect, it } from 'vitest';
import { getFirstStorefronts, getStorefronts } from '@/lib/bigcommerce/channels';
import type { BigCommerceClient } from '@/lib/bigcommerce/client';
import { getCustomerGroups } from '@/lib/bigcommerce/customer-groups';
import { storefrontSettings, storeSettings } from '@/lib/bigcommerce/customer-settings';
import { getWebhooks } from '@/lib/bigcommerce/webhooks';
import { givesDiscounts } from '@/lib/settings/customer-group';

const access = { storeHash: 'abc123', accessToken: 'token' };

/** A BigCommerce that answers so, and with nothing on further pages. */
function answering(answer: unknown): BigCommerceClient {
  return {
    call: (_access, { path }) => Promise.resolve(/[?&]page=(?!1\b)/.test(path) ? null : answer),
    gate: {
      levels: () => ({ inFlight: 0, waiting: 0, breakers: { open: 0, probing: 0 } }),
      assertTurn: () => undefined,
      pace: () => null,
      watchPauses: () => () => undefined,
    },
    close: () => Promise.resolve(),
  };
}

describe('customer settings', () => {
  const get = async (data: unknown, rest: object = {}) =>
    (await storeSettings(answering({ data, ...rest }), access).get()).settings;

  it.each([
    ['meta as a list', { privacy_settings: { policy_url: 'https://a.example/' } }, { meta: [] }],
    ['meta as text', { privacy_settings: { policy_url: 'https://a.example/' } }, { meta: 'none' }],
    [
      'an empty part as a list',
      { privacy_settings: { policy_url: 'https://a.example/' }, customer_group_settings: [] },
      {},
    ],
    [
      'a part of another type',
      { privacy_settings: { policy_url: 'https://a.example/' }, customer_group_settings: 'no' },
      {},
    ],
  ])('are read beside %s', async (_case, data, rest) => {
    expect(await get(data, rest)).toEqual({ policyUrl: 'https://a.example/' });
  });

  it('are there without a value where all parts are empty lists', async () => {
    expect(await get({ privacy_settings: [], customer_group_settings: [] })).toEqual({});
  });

  it.each([
    ['"3"', { guest_customer_group_id: '3' }, { guestCustomerGroupId: 3 }],
    ['"0"', { guest_customer_group_id: '0' }, { guestCustomerGroupId: 0 }],
    [
      '3.5, which is not available',
      { guest_customer_group_id: 3.5, default_customer_group_id: 2 },
      { defaultCustomerGroupId: 2 },
    ],
    [
      '"three"',
      { guest_customer_group_id: 'three', default_customer_group_id: 2 },
      { defaultCustomerGroupId: 2 },
    ],
    [
      'an object',
      { guest_customer_group_id: {}, default_customer_group_id: 2 },
      { defaultCustomerGroupId: 2 },
    ],
  ])('take the id of a group as %s', async (_case, part, settings) => {
    expect(await get({ customer_group_settings: part })).toEqual(settings);
  });

  it.each([
    [1, true],
    [0, false],
    ['1', true],
    ['false', false],
    ['yes', undefined],
    [2, undefined],
  ])('take a switch as %j', async (value, trackingConsent) => {
    const settings = await get({
      privacy_settings: { ask_shopper_for_tracking_consent: value, policy_url: '' },
    });
    expect(settings).toEqual({
      policyUrl: '',
      ...(trackingConsent === undefined ? {} : { trackingConsent }),
    });
  });

  it('keep null, 0 and "" apart on a storefront, and hand on what was read', async () => {
    const data = {
      privacy_settings: { policy_url: null },
      customer_group_settings: { guest_customer_group_id: '0' },
      more: [1],
    };
    const { settings, wire } = await storefrontSettings(answering({ data }), access, 1).get();
    expect(settings).toEqual({ policyUrl: null, guestCustomerGroupId: 0 });
    expect(wire).toEqual({ ...data, customer_group_settings: { guest_customer_group_id: 0 } });
  });

  it.each([null, [], 'text', { data: [] }, { data: null }, {}, { title: 'No' }])(
    'are not %j',
    async (answer) => {
      await expect(storeSettings(answering(answer), access).get()).rejects.toMatchObject({
        code: 'store_unreadable',
      });
    },
  );
});

describe('storefronts', () => {
  it('without a name, with an id as text, or without an id cost only themselves', async () => {
    const data = [
      { id: 1, name: 'First', platform: 'catalyst', status: 'active' },
      { id: '1001' },
      { name: 'No id' },
    ];
    for (const meta of [
      [],
      {},
      { pagination: [] },
      { pagination: {} },
      undefined,
      { pagination: { total: '3' } },
    ]) {
      const list = await getFirstStorefronts(answering({ data, meta }), access);
      expect(list).toEqual({
        storefronts: [
          { id: 1, name: 'First', platform: 'catalyst', status: 'active' },
          { id: 1001, name: '', platform: '', status: '' },
        ],
        complete: false,
      });
    }
    expect(await getStorefronts(answering({ data }), access)).toHaveLength(2);
  });

  it('are all read where pages name no totals', async () => {
    const data = [{ id: 1, name: 'First' }];
    expect(await getFirstStorefronts(answering({ data, meta: [] }), access)).toMatchObject({
      complete: true,
    });
  });
});

describe('customer groups', () => {
  const read = async (group: object) => {
    const { groups, complete } = await getCustomerGroups(
      answering([{ id: 2, name: 'Trade', ...group }]),
      access,
    );
    return { group: groups[0] ?? { id: 0, name: '' }, complete };
  };
  const all = { type: 'all', method: 'percent', amount: '10.0000' };
  const known = { on: 'all', method: 'percent', amount: 10 };

  it.each([
    ['no name', { name: undefined }, { id: 2, name: '' }],
    ['a name that is a number', { name: 7 }, { id: 2, name: '7' }],
    ['an id as text', { id: '2' }, { id: 2, name: 'Trade' }],
    ['rules', { discount_rules: [all] }, { discounts: [known] }],
    [
      'one rule of an unknown type',
      { discount_rules: [all, { type: 'brand' }] },
      { discounts: [known], unknownBenefits: true },
    ],
    ['rules as one object', { discount_rules: all }, { discounts: [known] }],
    ['rules as an object of rules', { discount_rules: { 0: all, 1: all } }, { discounts: [known, known] }],
    ['rules as text', { discount_rules: 'ten percent' }, { unknownBenefits: true }],
    ['no rules', { discount_rules: null }, { name: 'Trade' }],
    [
      'categories as text',
      { category_access: { type: 'specific', categories: '1,2' } },
      { unknownBenefits: true },
    ],
    ['another access', { category_access: { type: 'tagged' } }, { unknownBenefits: true }],
    ['access as an empty list', { category_access: [] }, { name: 'Trade' }],
    ['access to some', { category_access: { type: 'specific', categories: [1, 2] } }, { categories: 2 }],
  ])('are read with %s', async (_case, given, expected) => {
    const { group, complete } = await read(given);
    expect(group).toMatchObject(expected);
    expect(complete).toBe(true);
    expect('unknownBenefits' in group).toBe('unknownBenefits' in expected);
    if (group.unknownBenefits) expect(givesDiscounts(group), 'a tick is asked for').toBe(true);
  });

  it('of which one has no id are not all: none counts as deleted', async () => {
    const answer = [{ id: 1, name: 'Retail' }, { name: 'No id' }, null];
    expect(await getCustomerGroups(answering(answer), access)).toEqual({
      groups: [{ id: 1, name: 'Retail' }],
      complete: false,
    });
  });

  it('are not a list of which nothing can be read', async () => {
    await expect(getCustomerGroups(answering([{ name: 'No id' }, 7]), access)).rejects.toMatchObject({
      code: 'store_unreadable',
    });
  });

  it('are not what is no list', async () => {
    await expect(getCustomerGroups(answering('none'), access)).rejects.toMatchObject({
      code: 'store_unreadable',
    });
    expect(await getCustomerGroups(answering(null), access)).toEqual({ groups: [], complete: true });
  });
});

describe('webhooks', () => {
  it('are read where some are odd', async () => {
    const data = [
      { id: '5', scope: 'a', destination: 'https://a.example/', is_active: 1 },
      { id: 6 },
      'rubbish',
    ];
    expect(await getWebhooks(answering({ data, meta: [] }), access)).toEqual([
      { id: 5, scope: 'a', destination: 'https://a.example/', isActive: true },
    ]);
  });
});
