import fc from 'fast-check';
import {
  type CustomerSettings,
  inheritableFields,
  type SettingField,
  settingFields,
} from '@/lib/settings/customer-settings';
import { type SettingKind, settingTable, type ValueOfKind } from '@/lib/settings/fields';

/** Few different values of each kind, so that two settings often agree. */
export const valuesOfKind: { [Kind in SettingKind]: readonly ValueOfKind[Kind][] } = {
  boolean: [false, true],
  url: ['', 'https://a.example/', 'https://b.example/'],
  customerGroup: [0, 1, 2],
};

/** One of the few values of a setting. */
function valueArbitrary(field: SettingField): fc.Arbitrary<boolean | string | number> {
  return fc.constantFrom(...valuesOfKind[settingTable[field].kind]);
}

function settingsArbitrary<Value>(
  fields: readonly SettingField[],
  toValue: (field: SettingField) => fc.Arbitrary<Value>,
  required: readonly string[] = [],
): fc.Arbitrary<CustomerSettings> {
  const values = Object.fromEntries(fields.map((field) => [field, toValue(field)]));
  return fc.record(values, { requiredKeys: [...required], noNullPrototype: true });
}

/** A store's settings, of which any field may be absent. */
export const storeSettingsArbitrary = settingsArbitrary(inheritableFields, valueArbitrary);

/** A storefront's: the same, and any field may be `null`. */
export const storefrontSettingsArbitrary = settingsArbitrary(settingFields, (field) =>
  fc.option(valueArbitrary(field)),
);

/** A storefront's of which no field is absent. */
export const wholeSettingsArbitrary = settingsArbitrary(
  settingFields,
  (field) => fc.option(valueArbitrary(field)),
  settingFields,
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
