import fc from 'fast-check';
import type { CustomerSettings } from '@/lib/settings/customer-settings';

const flag = fc.boolean();
const policyUrl = fc.constantFrom('', 'https://a.example/', 'https://b.example/');
const groupId = fc.integer({ min: 0, max: 2 });

/** A store's settings: few different values, so that two of them often agree, and any field may be absent. */
export const storeSettingsArbitrary: fc.Arbitrary<CustomerSettings> = fc.record(
  {
    trackingConsent: flag,
    trackingConsentOnCheckout: flag,
    policyUrl,
    guestCustomerGroupId: groupId,
    defaultCustomerGroupId: groupId,
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** A storefront's: the same, and any field may be `null`. */
export const storefrontSettingsArbitrary: fc.Arbitrary<CustomerSettings> = fc.record(
  {
    trackingConsent: fc.option(flag),
    trackingConsentOnCheckout: fc.option(flag),
    policyUrl: fc.option(policyUrl),
    guestCustomerGroupId: fc.option(groupId),
    defaultCustomerGroupId: fc.option(groupId),
    allowGlobalLogins: fc.option(flag),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** Two of one level that have the same fields, as two answers about one storefront do. */
export function ofSameFields<S extends object>(settings: fc.Arbitrary<S>): fc.Arbitrary<[S, S]> {
  return fc.tuple(settings, settings).map(([one, other]) => {
    const both = Object.keys(one).filter((field) => Object.hasOwn(other, field));
    const only = (all: CustomerSettings) =>
      Object.fromEntries(Object.entries(all).filter(([field]) => both.includes(field)));
    return [only(one) as S, only(other) as S];
  });
}
