import { givesDiscounts, restrictsCategories } from '../settings/customer-group';
import { noCustomerGroup, type SettingField } from '../settings/customer-settings';
import { policyUrlFault } from '../settings/policy-url';
import {
  type CheckedScope,
  type CheckedStore,
  defaultStorefrontId,
  type FindingFacts,
} from './checked-store';
import { findConsentOnSameHost, findStoreMarket, findStorefrontMarket } from './find-consent';
import { findDeletedGroup, findGuestGroup, findOtherFlag } from './find-groups';
import {
  findPolicyChange,
  findPolicyOfOther,
  findPolicyOnOtherHost,
  findUnreadablePolicy,
} from './find-policy';

/** `problem`: it does not work for shoppers. `warning`: it may not be meant so. `notice`: good to know. */
export type Severity = 'problem' | 'warning' | 'notice';

interface Rule {
  severity: Severity;
  /** The settings that it looks at. The first one is where a user mends it. */
  fields: readonly [SettingField, ...SettingField[]];
  /** The documentation that the rule follows, or the reason for it. */
  source: string;
  /**
   * The scopes that have the setting or the fact. `everywhere` and `storefronts` leave out storefronts that follow the
   * store in all of the fields; `eachStorefront` does not, because what it looks at besides differs between them.
   */
  scopes: 'everywhere' | 'storefronts' | 'eachStorefront' | 'store';
  /** @returns what there is to say, or `null` where there is nothing */
  find: (scope: CheckedScope) => FindingFacts | null;
}

const nothingElse: FindingFacts = {};

/** A finding without further facts, or none. */
function when(condition: boolean): FindingFacts | null {
  return condition ? nothingElse : null;
}

function isOffEverywhere({ storefronts }: CheckedStore): boolean {
  return storefronts.every(({ settings }) => settings.allowGlobalLogins === false);
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
    find: (scope) => (scope.settings.trackingConsent === false ? findStoreMarket(scope) : null),
  },
  consentExpectedHere: {
    severity: 'warning',
    fields: ['trackingConsent'],
    source: 'the same laws; the currencies and the language of the storefront',
    scopes: 'eachStorefront',
    find: (scope) => (scope.settings.trackingConsent === false ? findStorefrontMarket(scope) : null),
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
  consentOffOnHost: {
    severity: 'warning',
    fields: ['trackingConsent'],
    source: 'the hosts in GET /v3/sites; shoppers see one site',
    scopes: 'eachStorefront',
    find: findConsentOnSameHost,
  },
  policyOfOtherStorefront: {
    severity: 'warning',
    fields: ['policyUrl'],
    source: 'the hosts in GET /v3/sites',
    scopes: 'storefronts',
    find: findPolicyOfOther,
  },
  guestGroupDiscounts: {
    severity: 'warning',
    fields: ['guestCustomerGroupId'],
    source: 'BigCommerce, Customer Groups V2: discount_rules',
    scopes: 'everywhere',
    find: (scope) => findGuestGroup(scope, givesDiscounts),
  },
  guestGroupHides: {
    severity: 'warning',
    fields: ['guestCustomerGroupId'],
    source: 'BigCommerce, Customer Groups V2: category_access',
    scopes: 'everywhere',
    find: (scope) => findGuestGroup(scope, restrictsCategories),
  },
  guestFlagDiffers: {
    severity: 'warning',
    fields: ['guestCustomerGroupId'],
    source: 'BigCommerce, Customer Groups V2: is_group_for_guests; not documented which one storefronts use',
    scopes: 'store',
    find: (scope) => findOtherFlag(scope, 'guestCustomerGroupId', 'guests'),
  },
  defaultFlagDiffers: {
    severity: 'warning',
    fields: ['defaultCustomerGroupId'],
    source: 'BigCommerce, Customer Groups V2: is_default; not documented which one storefronts use',
    scopes: 'store',
    find: (scope) => findOtherFlag(scope, 'defaultCustomerGroupId', 'newCustomers'),
  },
  signInOffOnDefault: {
    severity: 'warning',
    fields: ['allowGlobalLogins'],
    source: 'BigCommerce, Customer Settings V3: allow_global_logins',
    scopes: 'storefronts',
    find: ({ channelId, settings }) =>
      when(channelId === defaultStorefrontId && settings.allowGlobalLogins === false),
  },
  signInAssignedOnly: {
    severity: 'notice',
    fields: ['allowGlobalLogins'],
    source:
      'BigCommerce, Customers V3: customers with channel_ids sign in on these channels; not known how many there are',
    scopes: 'storefronts',
    find: ({ channelId, settings, store }) =>
      channelId !== defaultStorefrontId && settings.allowGlobalLogins === false
        ? { everywhere: String(store.complete && isOffEverywhere(store)) }
        : null,
  },
  policyChanged: {
    severity: 'notice',
    fields: ['policyUrl', 'trackingConsent'],
    source: 'the history of the last 30 days; not documented whether shoppers are asked again',
    scopes: 'everywhere',
    find: findPolicyChange,
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
    source: 'the last check of the address, and the hosts in GET /v2/store and GET /v3/sites',
    scopes: 'everywhere',
    find: findPolicyOnOtherHost,
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

/** Whether a rule of this id is in the table. A record may name one of another release. */
export function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(rules, id);
}
