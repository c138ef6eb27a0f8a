import { givesDiscounts, restrictsCategories } from '../settings/customer-group';
import { noCustomerGroup, type SettingField } from '../settings/customer-settings';
import { isPolicyReadable, type PolicyCheck, policyCheckProblems } from '../settings/policy-check';
import { policyUrlFault } from '../settings/policy-url';
import { type CheckedScope, defaultStorefrontId, groupInEffect } from './checked-store';
import { marketOfCountry, marketOfCurrency } from './consent-markets';

/** `problem`: it does not work for shoppers. `warning`: it may not be meant so. `notice`: good to know. */
export type Severity = 'problem' | 'warning' | 'notice';

/** Further facts of a finding besides the values of its fields, as text for messages and comparisons. */
export type FindingFacts = Readonly<Record<string, string>>;

interface Rule {
  severity: Severity;
  /** The settings that it looks at. The first one is where a user mends it. */
  fields: readonly [SettingField, ...SettingField[]];
  /** The documentation that the rule follows, or the reason for it. */
  source: string;
  /**
   * Whether the whole store has the setting or the fact. A rule for storefronts only is not applied to the global
   * settings.
   */
  scopes: 'everywhere' | 'storefronts' | 'store';
  /** @returns what there is to say, or `null` where there is nothing */
  find: (scope: CheckedScope) => FindingFacts | null;
}

const nothingElse: FindingFacts = {};

/** A finding without further facts, or none. */
function when(condition: boolean): FindingFacts | null {
  return condition ? nothingElse : null;
}

/** The result of the check of the policy in effect; none where the address was not checked within a day. */
function policyCheckOf({ settings, store }: CheckedScope): PolicyCheck | undefined {
  return store.policyChecks.find(({ url }) => url === settings.policyUrl);
}

function findDeletedGroup(
  scope: CheckedScope,
  field: 'guestCustomerGroupId' | 'defaultCustomerGroupId',
): FindingFacts | null {
  return groupInEffect(scope, field).kind === 'deleted' ? { id: String(scope.settings[field]) } : null;
}

function findUnreadablePolicy(scope: CheckedScope): FindingFacts | null {
  const check = policyCheckOf(scope);
  if (check === undefined || isPolicyReadable(check)) return null;
  return { url: check.url, problem: policyCheckProblems(check)[0] ?? '' };
}

function findConsentMarket({ settings, store }: CheckedScope): FindingFacts | null {
  const { market } = store;
  if (settings.trackingConsent !== false || market === null) return null;
  const ofCountry = market.countryCode === null ? null : marketOfCountry(market.countryCode);
  if (ofCountry !== null) return { market: ofCountry, by: 'country' };
  const ofCurrency = market.currency === null ? null : marketOfCurrency(market.currency);
  return ofCurrency === null ? null : { market: ofCurrency, by: 'currency', currency: market.currency ?? '' };
}

/**
 * Every rule under its id, in the order of findings of one severity. The texts of a rule are `checks.rules.{id}` in
 * lib/i18n/messages: what it means for shoppers and what to do. None of them is legal advice.
 */
const rules = {
  guestGroupDeleted: {
    severity: 'problem',
    fields: ['guestCustomerGroupId'],
    source: 'BigCommerce, Customer Groups V2: deleting a group does not change settings that name it',
    scopes: 'everywhere',
    find: (scope) => findDeletedGroup(scope, 'guestCustomerGroupId'),
  },
  defaultGroupDeleted: {
    severity: 'problem',
    fields: ['defaultCustomerGroupId'],
    source: 'BigCommerce, Customer Groups V2: deleting a group does not change settings that name it',
    scopes: 'everywhere',
    find: (scope) => findDeletedGroup(scope, 'defaultCustomerGroupId'),
  },
  policyUnreadable: {
    severity: 'problem',
    fields: ['policyUrl'],
    source: 'the last check of the address, at most a day old',
    scopes: 'everywhere',
    find: findUnreadablePolicy,
  },
  policyInvalid: {
    severity: 'problem',
    fields: ['policyUrl'],
    source: 'the rule by which this app accepts an address; other apps may have stored another one',
    scopes: 'everywhere',
    find: ({ settings: { policyUrl: url } }) =>
      typeof url === 'string' && policyUrlFault(url) !== null ? { url } : null,
  },
  consentExpected: {
    severity: 'warning',
    fields: ['trackingConsent'],
    source:
      'ePrivacy Directive Art. 5(3), PECR reg. 6, revFADP, LGPD; country and currency from GET /v2/store',
    scopes: 'everywhere',
    find: findConsentMarket,
  },
  consentWithoutPolicy: {
    severity: 'warning',
    fields: ['policyUrl', 'trackingConsent'],
    source: 'BigCommerce, Customer Settings V3: the banner links to the policy address',
    scopes: 'everywhere',
    find: ({ settings }) => when(settings.trackingConsent === true && settings.policyUrl === ''),
  },
  checkoutConsentAlone: {
    severity: 'warning',
    fields: ['trackingConsent', 'trackingConsentOnCheckout'],
    source: 'BigCommerce, Customer Settings V3: two settings that do not depend on each other',
    scopes: 'everywhere',
    find: ({ settings }) =>
      when(settings.trackingConsentOnCheckout === true && settings.trackingConsent === false),
  },
  consentOffHere: {
    severity: 'warning',
    fields: ['trackingConsent'],
    source: 'the global setting, which other storefronts follow',
    scopes: 'storefronts',
    find: ({ settings, store }) =>
      when(settings.trackingConsent === false && store.global.trackingConsent === true),
  },
  guestGroupDiscounts: {
    severity: 'warning',
    fields: ['guestCustomerGroupId'],
    source: 'BigCommerce, Customer Groups V2: discount_rules',
    scopes: 'everywhere',
    find: (scope) => {
      const guests = groupInEffect(scope, 'guestCustomerGroupId');
      return guests.kind === 'group' && givesDiscounts(guests.group) ? { id: String(guests.group.id) } : null;
    },
  },
  guestGroupHides: {
    severity: 'warning',
    fields: ['guestCustomerGroupId'],
    source: 'BigCommerce, Customer Groups V2: category_access',
    scopes: 'everywhere',
    find: (scope) => {
      const guests = groupInEffect(scope, 'guestCustomerGroupId');
      return guests.kind === 'group' && restrictsCategories(guests.group)
        ? { id: String(guests.group.id) }
        : null;
    },
  },
  signInOffOnDefault: {
    severity: 'warning',
    fields: ['allowGlobalLogins'],
    source: 'BigCommerce, Customer Settings V3: allow_global_logins',
    scopes: 'storefronts',
    find: ({ channelId, settings }) =>
      when(channelId === defaultStorefrontId && settings.allowGlobalLogins === false),
  },
  sameGroup: {
    severity: 'notice',
    fields: ['defaultCustomerGroupId', 'guestCustomerGroupId'],
    source: 'customers gain nothing by an account where guests are in the same group',
    scopes: 'everywhere',
    find: ({ settings: { guestCustomerGroupId: guests, defaultCustomerGroupId: customers } }) =>
      typeof guests === 'number' && guests !== noCustomerGroup && guests === customers
        ? { id: String(guests) }
        : null,
  },
  noGroups: {
    severity: 'notice',
    fields: ['guestCustomerGroupId', 'defaultCustomerGroupId'],
    source: 'BigCommerce: customer groups are part of some plans only',
    scopes: 'store',
    find: ({ store: { groups } }) => when(groups.complete && groups.groups.length === 0),
  },
  policyOnOtherHost: {
    severity: 'notice',
    fields: ['policyUrl'],
    source: 'the last check of the address, and the hosts in GET /v2/store',
    scopes: 'everywhere',
    find: (scope) => {
      const check = policyCheckOf(scope);
      return check?.isOwnHost === false && isPolicyReadable(check) ? { url: check.finalUrl } : null;
    },
  },
  signInNotSet: {
    severity: 'notice',
    fields: ['allowGlobalLogins'],
    source: 'BigCommerce, Customer Settings V3: allow_global_logins has no documented default',
    scopes: 'storefronts',
    find: ({ settings }) => when(settings.allowGlobalLogins === null),
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;

/** Every rule, in the order of the table. */
export const ruleIds = Object.keys(rules) as RuleId[];

/** The rule as callers outside this table see it. */
export function ruleOf(id: RuleId): Rule {
  return rules[id];
}
