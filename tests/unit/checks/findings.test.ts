import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckedStore } from '@/lib/checks/checked-store';
import { marketOfCountry, marketOfCurrency, marketOfLanguage } from '@/lib/checks/consent-markets';
import { dismissalOf, type Finding, findingsOf } from '@/lib/checks/findings';
import type { CheckFacts, StorefrontFacts } from '@/lib/settings/storefront-facts';
import { type RuleId, ruleIds, ruleOf } from '@/lib/checks/rules';
import en from '@/lib/i18n/messages/en.json';
import type { CustomerGroup } from '@/lib/settings/customer-group';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { createPolicyCheck } from '../../integration/database/store-record';

const retail: CustomerGroup = { id: 1, name: 'Retail', discounts: [], categories: 'all' };
const trade: CustomerGroup = {
  id: 2,
  name: 'Trade',
  discounts: [{ on: 'all', method: 'percent', amount: 10 }],
  categories: 3,
};

const policyUrl = 'https://shop.example/privacy';

/** Settings in which no rule finds anything. */
const fine: CustomerSettings = {
  trackingConsent: true,
  trackingConsentOnCheckout: true,
  policyUrl,
  guestCustomerGroupId: 0,
  defaultCustomerGroupId: 1,
};

const inherits: CustomerSettings = {
  trackingConsent: null,
  trackingConsentOnCheckout: null,
  policyUrl: null,
  guestCustomerGroupId: null,
  defaultCustomerGroupId: null,
  allowGlobalLogins: true,
};

function createStore(global: CustomerSettings = {}, different: Partial<CheckedStore> = {}): CheckedStore {
  return {
    global: { ...fine, ...global },
    storefronts: [],
    complete: true,
    groups: { groups: [retail, trade], complete: true },
    policyChecks: [],
    market: null,
    facts: null,
    ...different,
  };
}

/** A storefront that inherits everything besides these values. */
function withStorefront(own: CustomerSettings, global: CustomerSettings = {}, id = 7): CheckedStore {
  return createStore(global, { storefronts: [{ id, settings: { ...inherits, ...own } }] });
}

const placed = (findings: Finding[]) => findings.map(({ rule, channelId }) => [rule, channelId]);

const check = (different: Parameters<typeof createPolicyCheck>[0]) => ({
  policyChecks: [createPolicyCheck({ url: policyUrl, ...different })],
});

const facts = (different: Partial<CheckFacts>): Pick<CheckedStore, 'facts'> => ({
  facts: { storefronts: [], missing: [], policyChanges: [], ...different },
});

const about = (channelId: number, different: Partial<StorefrontFacts>): StorefrontFacts => ({
  channelId,
  hosts: [],
  currencies: [],
  language: null,
  ...different,
});

const consentOff = { trackingConsent: false, trackingConsentOnCheckout: false };

/** The default storefront and storefront 7, each inheriting everything besides these values. */
function withTwo(
  first: CustomerSettings,
  seventh: CustomerSettings,
  different: Partial<CheckedStore>,
): CheckedStore {
  const storefronts = [
    { id: 1, settings: { ...inherits, ...first } },
    { id: 7, settings: { ...inherits, ...seventh } },
  ];
  return createStore({}, { storefronts, ...different });
}

/** Groups of which V2 flags these. */
function flagged(guests: number, newCustomers: number): Pick<CheckedStore, 'groups'> {
  const groups = [retail, trade].map((group) => ({
    ...group,
    flags: [
      ...(group.id === guests ? (['guests'] as const) : []),
      ...(group.id === newCustomers ? (['newCustomers'] as const) : []),
    ],
  }));
  return { groups: { groups, complete: true } };
}

const day = (text: string) => Date.parse(`2026-11-${text}T12:00:00Z`);

/** For each rule: a store in which it finds something in the global settings or in storefront 7 or 1. */
const cases: Record<RuleId, [CheckedStore, number | null][]> = {
  guestGroupDeleted: [
    [createStore({ guestCustomerGroupId: 12 }), null],
    [withStorefront({ guestCustomerGroupId: 12 }), 7],
  ],
  defaultGroupDeleted: [
    [createStore({ defaultCustomerGroupId: 12 }), null],
    [withStorefront({ defaultCustomerGroupId: 12 }), 7],
  ],
  policyUnreadable: [
    [createStore({}, check({ status: 404 })), null],
    [createStore({}, check({ failure: 'name_unknown', status: null })), null],
    [createStore({}, check({ toSignIn: true })), null],
    [createStore({}, check({ isEmpty: true })), null],
  ],
  policyInvalid: [
    [createStore({ policyUrl: 'http://shop.example' }), null],
    [withStorefront({ policyUrl: 'shop.example/privacy' }), 7],
  ],
  consentExpected: [
    [
      createStore(
        { trackingConsent: false, trackingConsentOnCheckout: false },
        { market: { countryCode: 'DE', currency: 'USD' } },
      ),
      null,
    ],
    [
      createStore(
        { trackingConsent: false, trackingConsentOnCheckout: false },
        { market: { countryCode: 'US', currency: 'GBP' } },
      ),
      null,
    ],
  ],
  consentExpectedHere: [
    [
      createStore(consentOff, {
        storefronts: [{ id: 7, settings: inherits }],
        ...facts({ storefronts: [about(7, { currencies: ['USD', 'CHF'] })] }),
      }),
      7,
    ],
    [{ ...withStorefront(consentOff), ...facts({ storefronts: [about(7, { language: 'pt-br' })] }) }, 7],
  ],
  consentOffOnHost: [
    [
      withTwo(
        {},
        consentOff,
        facts({
          storefronts: [about(1, { hosts: ['www.shop.example'] }), about(7, { hosts: ['shop.example'] })],
        }),
      ),
      7,
    ],
  ],
  policyOfOtherStorefront: [
    [
      withTwo(
        {},
        { policyUrl: 'https://www.shop.example/en' },
        facts({
          storefronts: [about(1, { hosts: ['shop.example'] }), about(7, { hosts: ['trade.example'] })],
        }),
      ),
      7,
    ],
  ],
  guestFlagDiffers: [
    [createStore({ guestCustomerGroupId: 1, defaultCustomerGroupId: 0 }, flagged(2, 0)), null],
    [createStore({ guestCustomerGroupId: 1, defaultCustomerGroupId: 0 }, flagged(0, 0)), null],
    [createStore({}, flagged(2, 1)), null],
  ],
  defaultFlagDiffers: [[createStore({}, flagged(0, 2)), null]],
  signInAssignedOnly: [[withStorefront({ allowGlobalLogins: false }), 7]],
  policyChanged: [
    [
      createStore({}, facts({ policyChanges: [{ channelId: null, policyAt: day('20'), consentAt: null }] })),
      null,
    ],
    [
      {
        ...withStorefront({ policyUrl: 'https://trade.shop.example/' }),
        ...facts({
          policyChanges: [
            { channelId: 7, policyAt: day('20'), consentAt: null },
            { channelId: null, policyAt: null, consentAt: day('19') },
          ],
        }),
      },
      7,
    ],
  ],
  consentWithoutPolicy: [
    [createStore({ policyUrl: '' }), null],
    [withStorefront({ policyUrl: '' }), 7],
    [
      withStorefront(
        { trackingConsent: true },
        { trackingConsent: false, trackingConsentOnCheckout: false, policyUrl: '' },
      ),
      7,
    ],
  ],
  checkoutConsentAlone: [
    [createStore({ trackingConsent: false }), null],
    [
      withStorefront(
        { trackingConsentOnCheckout: true },
        { trackingConsent: false, trackingConsentOnCheckout: false },
      ),
      7,
    ],
  ],
  consentOffHere: [[withStorefront({ trackingConsent: false, trackingConsentOnCheckout: false }), 7]],
  guestGroupDiscounts: [
    [createStore({ guestCustomerGroupId: 2 }), null],
    [withStorefront({ guestCustomerGroupId: 2 }), 7],
  ],
  guestGroupHides: [[createStore({ guestCustomerGroupId: 2 }), null]],
  signInOffOnDefault: [[withStorefront({ allowGlobalLogins: false }, {}, 1), 1]],
  sameGroup: [
    [createStore({ guestCustomerGroupId: 1 }), null],
    [withStorefront({ guestCustomerGroupId: 1 }), 7],
  ],
  noGroups: [[createStore({ defaultCustomerGroupId: 0 }, { groups: { groups: [], complete: true } }), null]],
  policyOnOtherHost: [[createStore({}, check({ isOwnHost: false })), null]],
  signInNotSet: [[withStorefront({ allowGlobalLogins: null }), 7]],
};

describe('the rules', () => {
  it.each(ruleIds)('%s is found where it is, and has its texts and its source', (id) => {
    for (const [store, channelId] of cases[id])
      expect(placed(findingsOf(store))).toContainEqual([id, channelId]);
    expect(cases[id].length).toBeGreaterThan(0);
    const texts = en.checks.rules[id];
    expect(Object.keys(texts)).toEqual(['title', 'meaning', 'action']);
    expect(ruleOf(id).source).not.toBe('');
  });

  it('find nothing in a store where all is well', () => {
    expect(findingsOf(withStorefront({}))).toEqual([]);
    const market = { countryCode: 'DE', currency: 'EUR' };
    expect(findingsOf(createStore({}, { ...check({}), market }))).toEqual([]);
  });

  it('do not call a group deleted while not all groups were read', () => {
    const groups = { groups: [retail], complete: false };
    expect(findingsOf(createStore({ guestCustomerGroupId: 99 }, { groups }))).toEqual([]);
  });

  it('say nothing about values that BigCommerce did not send', () => {
    expect(findingsOf(createStore({}, { global: {}, storefronts: [{ id: 1, settings: {} }] }))).toEqual([]);
  });

  it('leave what a storefront inherits to the whole store', () => {
    const store = withStorefront({ policyUrl: 'https://trade.shop.example/' }, { guestCustomerGroupId: 12 });
    expect(placed(findingsOf(store))).toEqual([['guestGroupDeleted', null]]);
  });

  it('judge a storefront by the values in effect, its own and the store’s', () => {
    const store = withStorefront(
      { trackingConsent: true },
      { ...fine, trackingConsent: false, policyUrl: '' },
    );
    expect(placed(findingsOf(store))).toContainEqual(['consentWithoutPolicy', 7]);
    expect(placed(findingsOf(store))).not.toContainEqual(['consentWithoutPolicy', null]);
  });

  it('judge where a storefront sells by its own currencies, once they are known', () => {
    const market = { countryCode: 'US', currency: 'EUR' };
    const store = { ...withStorefront(consentOff), market };
    expect(placed(findingsOf(store))).toContainEqual(['consentExpected', 7]);
    const known = { ...store, ...facts({ storefronts: [about(7, { currencies: ['USD'] })] }) };
    expect(placed(findingsOf(known))).toEqual([['consentOffHere', 7]]);
    const expected = { ...store, ...facts({ storefronts: [about(7, { currencies: ['EUR'] })] }) };
    expect(placed(findingsOf(expected))).toEqual([
      ['consentExpectedHere', 7],
      ['consentOffHere', 7],
    ]);
  });

  it('do not say of a storefront what they say of the store', () => {
    const market = { countryCode: 'DE', currency: 'EUR' };
    const store = createStore(consentOff, {
      market,
      storefronts: [{ id: 7, settings: inherits }],
      ...facts({ storefronts: [about(7, { currencies: ['EUR', 'SEK'], language: 'fi' })] }),
    });
    expect(placed(findingsOf(store))).toEqual([['consentExpected', null]]);
  });

  it('take the default storefront’s own group for no difference to what V2 flags', () => {
    const storefronts = [{ id: 1, settings: { ...inherits, guestCustomerGroupId: 2 } }];
    const store = createStore({}, { ...flagged(2, 1), storefronts });
    expect(placed(findingsOf(store)).filter(([rule]) => rule === 'guestFlagDiffers')).toEqual([]);
    const [first] = findingsOf(createStore({}, flagged(2, 1)));
    expect(first).toMatchObject({ rule: 'guestFlagDiffers', facts: { id: '0', other: '2' } });
  });

  it('call global logins off everywhere only where every storefront is known', () => {
    const everywhere = (store: CheckedStore) =>
      findingsOf(store).find(({ rule }) => rule === 'signInAssignedOnly')?.facts.everywhere;
    const off = { allowGlobalLogins: false };
    expect(everywhere(withTwo(off, off, {}))).toBe('true');
    expect(everywhere(withTwo(off, off, { complete: false }))).toBe('false');
    expect(everywhere(withTwo({}, off, {}))).toBe('false');
  });

  it('call no policy unreadable because a DNS query failed', () => {
    expect(findingsOf(createStore({}, check({ failure: 'lookup_failed', status: null })))).toEqual([]);
  });

  it('say nothing of flags that BigCommerce did not send', () => {
    const { groups } = flagged(2, 2);
    const unflagged = { ...groups, groups: [...groups.groups, { id: 3, name: 'Odd' }] };
    expect(findingsOf(createStore({}, { groups: unflagged }))).toEqual([]);
    expect(findingsOf(createStore({}, { groups: { ...groups, complete: false } }))).toEqual([]);
  });

  it('leave a policy alone whose consent was changed after it, here or where it is inherited from', () => {
    const change = { channelId: null, policyAt: day('20'), consentAt: day('21') };
    expect(findingsOf(createStore({}, facts({ policyChanges: [change] })))).toEqual([]);
    const policyChanges = [change, { channelId: 7, policyAt: day('20'), consentAt: null }];
    const own = { policyUrl: 'https://trade.shop.example/' };
    expect(findingsOf({ ...withStorefront(own), ...facts({ policyChanges }) })).toEqual([]);
    const deciding = { ...withStorefront({ ...own, trackingConsent: true }), ...facts({ policyChanges }) };
    expect(placed(findingsOf(deciding))).toEqual([['policyChanged', 7]]);
  });

  it('find an inherited policy that was replaced after a storefront’s own consent was changed', () => {
    const ofStore = { channelId: null, policyAt: day('20'), consentAt: day('21') };
    const changedHere = (consentAt: number | null) => ({
      ...withStorefront({ trackingConsent: true }),
      ...facts({ policyChanges: [ofStore, { channelId: 7, policyAt: null, consentAt }] }),
    });
    expect(placed(findingsOf(changedHere(null)))).toEqual([['policyChanged', 7]]);
    expect(placed(findingsOf(changedHere(day('19'))))).toEqual([['policyChanged', 7]]);
    expect(findingsOf(changedHere(day('22')))).toEqual([]);
  });

  it('do not call a policy another storefront’s where hosts are shared or not known', () => {
    const own = { policyUrl: 'https://shop.example/en' };
    for (const hosts of [[], ['shop.example', 'en.shop.example']]) {
      const storefronts = [about(1, { hosts: ['shop.example'] }), about(7, { hosts })];
      expect(findingsOf(withTwo({}, own, facts({ storefronts })))).toEqual([]);
    }
  });

  it('know the languages where consent is expected', () => {
    for (const [tag, market] of [
      ['de', 'eea'],
      ['de-CH', 'switzerland'],
      ['en_gb', 'uk'],
      ['PT-br', 'brazil'],
      ['zh-Hans-CN', null],
      ['en', null],
      ['fr', null],
      ['', null],
    ] as const)
      expect(marketOfLanguage(tag)).toBe(market);
  });

  it('know the countries and currencies where consent is expected', () => {
    for (const [country, market] of [
      ['de', 'eea'],
      ['NO', 'eea'],
      ['GB', 'uk'],
      ['CH', 'switzerland'],
      ['BR', 'brazil'],
      ['US', null],
      ['', null],
    ] as const)
      expect(marketOfCountry(country)).toBe(market);
    for (const [currency, market] of [
      ['eur', 'eea'],
      ['SEK', 'eea'],
      ['GBP', 'uk'],
      ['CHF', 'switzerland'],
      ['BRL', 'brazil'],
      ['USD', null],
    ] as const)
      expect(marketOfCurrency(currency)).toBe(market);
  });
});

const settingsArbitrary = fc.record<CustomerSettings>(
  {
    trackingConsent: fc.option(fc.boolean()),
    trackingConsentOnCheckout: fc.option(fc.boolean()),
    policyUrl: fc.option(fc.constantFrom('', policyUrl, 'http://shop.example')),
    guestCustomerGroupId: fc.option(fc.integer({ min: 0, max: 3 })),
    defaultCustomerGroupId: fc.option(fc.integer({ min: 0, max: 3 })),
    allowGlobalLogins: fc.option(fc.boolean()),
  },
  { requiredKeys: [] },
);

const storeArbitrary = fc
  .record({ global: settingsArbitrary, storefronts: fc.array(settingsArbitrary, { maxLength: 4 }) })
  .map(({ global, storefronts }) =>
    createStore(global, { storefronts: storefronts.map((settings, index) => ({ id: index + 1, settings })) }),
  );

describe('findings', () => {
  it('come worst first, each place and rule once, whatever the settings', () => {
    fc.assert(
      fc.property(storeArbitrary, (store) => {
        const findings = findingsOf(store);
        const keys = findings.map(({ rule, channelId }) => `${rule} ${String(channelId)}`);
        expect(new Set(keys).size).toBe(keys.length);
        const order = findings.map(({ severity }) => ['problem', 'warning', 'notice'].indexOf(severity));
        expect(order).toEqual(order.toSorted((one, other) => one - other));
      }),
    );
  });

  it('are none of a storefront that follows the store in everything', () => {
    fc.assert(
      fc.property(settingsArbitrary, (global) => {
        const store = withStorefront({}, global);
        expect(findingsOf(store).filter(({ channelId }) => channelId !== null)).toEqual([]);
      }),
    );
  });

  it('stay dismissed as long as their values are the same', () => {
    const [finding] = findingsOf(createStore({ policyUrl: '' }));
    if (finding === undefined) throw new Error('no finding');
    const { rule, channelId, fingerprint } = finding;
    const dismissed = [{ rule, channelId, fingerprint, reason: 'Not ours', dismissedAt: 0 }];
    expect(dismissalOf(finding, dismissed)?.reason).toBe('Not ours');
    const [other] = findingsOf(createStore({ guestCustomerGroupId: 1 }));
    if (other === undefined) throw new Error('no finding');
    expect(dismissalOf(other, dismissed)).toBeUndefined();
    const deleted = (id: number) => findingsOf(createStore({ guestCustomerGroupId: id }))[0];
    expect(deleted(12)?.fingerprint).not.toBe(deleted(13)?.fingerprint);
  });
});
