import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CustomerSettings,
  inheritableFields,
  type InheritableField,
  settingFields,
} from '@/lib/settings/customer-settings';
import { effectiveValue, overriddenFields } from '@/lib/settings/effective-value';
import { settingTable } from '@/lib/settings/fields';
import { storefrontSettingsArbitrary, storeSettingsArbitrary, valuesOfKind } from './settings-arbitraries';

/** The values of each setting, on either level. */
const valuesOf = (field: InheritableField) => valuesOfKind[settingTable[field].kind];

/** Every pair of a store's value and a storefront's: `undefined` for absent, and `null` on the storefront. */
const everyPair = inheritableFields.flatMap((field) =>
  [undefined, ...valuesOf(field)].flatMap((global) =>
    [undefined, null, ...valuesOf(field)].map((own) => ({ field, global, own })),
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
