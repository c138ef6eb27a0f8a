import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CustomerSettings,
  inheritableFields,
  type InheritableField,
  settingFields,
} from '@/lib/settings/customer-settings';
import { applySettings } from '@/lib/settings/diff';
import {
  effectiveSettings,
  effectiveValue,
  overriddenFields,
  resetToGlobal,
} from '@/lib/settings/effective-value';
import { storefrontSettingsArbitrary, storeSettingsArbitrary } from './settings-arbitraries';

/** What each setting can hold, on either level. */
const values: Record<InheritableField, readonly (boolean | string | number)[]> = {
  trackingConsent: [false, true],
  trackingConsentOnCheckout: [false, true],
  policyUrl: ['', 'https://a.example/'],
  guestCustomerGroupId: [0, 3],
  defaultCustomerGroupId: [0, 3],
};

/** Every pair of a store's value and a storefront's: `undefined` for absent, and `null` on the storefront. */
const everyPair = inheritableFields.flatMap((field) =>
  [undefined, ...values[field]].flatMap((global) =>
    [undefined, null, ...values[field]].map((own) => ({ field, global, own })),
  ),
);

const settingsWith = (field: InheritableField, value: unknown): CustomerSettings =>
  value === undefined ? {} : { [field]: value };

describe('effectiveValue', () => {
  it.each(everyPair)('of $field, $own over $global', ({ field, global, own }) => {
    const effective = effectiveValue(settingsWith(field, global), settingsWith(field, own), field);
    if (own === undefined) expect(effective).toEqual({ origin: 'absent' });
    else if (own === null) expect(effective).toEqual({ origin: 'inherited', value: global });
    else expect(effective).toEqual({ origin: 'override', value: own, sameAsGlobal: own === global });
  });

  it.each([
    [undefined, { origin: 'absent' }],
    [null, { origin: 'unset' }],
    [false, { origin: 'own', value: false }],
    [true, { origin: 'own', value: true }],
  ])('of global logins, which nothing is inherited for: %j', (own, expected) => {
    const settings: CustomerSettings = own === undefined ? {} : { allowGlobalLogins: own };
    expect(effectiveValue({ trackingConsent: true }, settings, 'allowGlobalLogins')).toEqual(expected);
  });

  it('depends on nothing but this one setting on both levels', () => {
    fc.assert(
      fc.property(
        storeSettingsArbitrary,
        storefrontSettingsArbitrary,
        fc.constantFrom(...inheritableFields),
        (global, own, field) => {
          const alone = effectiveValue(
            settingsWith(field, global[field]),
            settingsWith(field, own[field]),
            field,
          );
          expect(effectiveValue(global, own, field)).toEqual(alone);
        },
      ),
    );
  });
});

describe('effectiveSettings', () => {
  it('hold each effective value, and lack what is absent, unset or unknown', () => {
    fc.assert(
      fc.property(storeSettingsArbitrary, storefrontSettingsArbitrary, (global, own) => {
        const effective = effectiveSettings(global, own);
        for (const field of settingFields) {
          const one = effectiveValue(global, own, field);
          const value = 'value' in one ? one.value : undefined;
          expect(effective[field]).toBe(value);
          expect(field in effective).toBe(value !== undefined);
        }
      }),
    );
  });
});

describe('overriddenFields', () => {
  it('are those whose effective value is an override', () => {
    fc.assert(
      fc.property(storeSettingsArbitrary, storefrontSettingsArbitrary, (global, own) => {
        const overrides = settingFields.filter(
          (field) => effectiveValue(global, own, field).origin === 'override',
        );
        expect(overriddenFields(own)).toEqual(overrides);
      }),
    );
  });
});

describe('resetToGlobal', () => {
  it('never leaves an override, and lets every value of the store hold', () => {
    fc.assert(
      fc.property(storeSettingsArbitrary, storefrontSettingsArbitrary, (global, own) => {
        const after = applySettings(own, resetToGlobal(own));
        expect(overriddenFields(after)).toEqual([]);
        for (const field of inheritableFields)
          if (own[field] !== undefined)
            expect(effectiveValue(global, after, field)).toEqual({
              origin: 'inherited',
              value: global[field],
            });
      }),
    );
  });

  it('writes null for the chosen overrides and touches nothing else, global logins least of all', () => {
    fc.assert(
      fc.property(storefrontSettingsArbitrary, fc.subarray([...settingFields]), (own, chosen) => {
        const reset = resetToGlobal(own, chosen);
        const expected = overriddenFields(own).filter((field) => chosen.includes(field));
        expect(reset).toEqual(Object.fromEntries(expected.map((field) => [field, null])));
        expect(applySettings(own, reset).allowGlobalLogins).toBe(own.allowGlobalLogins);
      }),
    );
  });

  it('has nothing to write a second time', () => {
    fc.assert(
      fc.property(storefrontSettingsArbitrary, (own) => {
        expect(resetToGlobal(applySettings(own, resetToGlobal(own)))).toEqual({});
      }),
    );
  });

  it.each([
    ['the same value as the store', { policyUrl: 'https://a.example/' }, { policyUrl: null }],
    ['no group', { guestCustomerGroupId: 0 }, { guestCustomerGroupId: null }],
    ['no address', { policyUrl: '' }, { policyUrl: null }],
    ['off', { trackingConsent: false }, { trackingConsent: null }],
    ['nothing of its own', { policyUrl: null }, {}],
    ['an absent field', {}, {}],
    ['logins', { allowGlobalLogins: false }, {}],
  ])('resets %s', (_what, own, expected) => {
    expect(resetToGlobal(own)).toEqual(expected);
  });
});
