import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CustomerSettings, settingFields } from '@/lib/settings/customer-settings';
import { applySettings, diffSettings, fieldsNotStored, pickFields, presentFields } from '@/lib/settings/diff';
import { ofSameFields, storefrontSettingsArbitrary, storeSettingsArbitrary } from './settings-arbitraries';

const levels: [string, fc.Arbitrary<CustomerSettings>][] = [
  ['a store', storeSettingsArbitrary],
  ['a storefront', storefrontSettingsArbitrary],
];

describe('diffSettings', () => {
  it('names exactly what has to be sent', () => {
    const before: CustomerSettings = { trackingConsent: true, policyUrl: '', guestCustomerGroupId: 0 };
    const after: CustomerSettings = {
      trackingConsent: true,
      policyUrl: 'https://a.example/',
      guestCustomerGroupId: 0,
    };
    expect(diffSettings(before, after)).toEqual({ policyUrl: 'https://a.example/' });
  });

  it('keeps false, 0 and "" apart from absent', () => {
    const before: CustomerSettings = {
      trackingConsent: true,
      policyUrl: 'https://a.example/',
      guestCustomerGroupId: 4,
    };
    const after: CustomerSettings = { trackingConsent: false, policyUrl: '', guestCustomerGroupId: 0 };
    expect(diffSettings(before, after)).toEqual(after);
    expect(diffSettings({}, after)).toEqual(after);
    expect(diffSettings(before, {})).toEqual({});
  });

  it('keeps null apart from false, 0, "" and absent', () => {
    const inherits: CustomerSettings = {
      trackingConsent: null,
      policyUrl: null,
      guestCustomerGroupId: null,
    };
    const own: CustomerSettings = { trackingConsent: false, policyUrl: '', guestCustomerGroupId: 0 };
    expect(diffSettings(inherits, own)).toEqual(own);
    expect(diffSettings(own, inherits)).toEqual(inherits);
    expect(diffSettings({}, inherits)).toEqual(inherits);
    expect(diffSettings(inherits, inherits)).toEqual({});
  });

  it.each(levels)('is undone by applySettings: apply(diff(a, b), a) = b on %s', (_level, settings) => {
    fc.assert(
      fc.property(ofSameFields(settings), ([a, b]) => {
        expect(applySettings(a, diffSettings(a, b))).toStrictEqual(b);
      }),
    );
  });

  it.each(levels)('leaves what b lacks as it was on %s', (_level, settings) => {
    fc.assert(
      fc.property(settings, settings, (a, b) => {
        expect(applySettings(a, diffSettings(a, b))).toStrictEqual({ ...a, ...b });
      }),
    );
  });

  it.each(levels)('holds no more than it has to on %s', (_level, settings) => {
    fc.assert(
      fc.property(settings, settings, (a, b) => {
        const known: CustomerSettings = a;
        for (const [field, value] of Object.entries(diffSettings(a, b)))
          expect(known[field as keyof CustomerSettings]).not.toBe(value);
      }),
    );
  });

  it.each(levels)(
    'finds nothing between equal settings of %s, and never changes its arguments',
    (_, settings) => {
      fc.assert(
        fc.property(settings, settings, (a, b) => {
          const before = structuredClone({ a, b });
          expect(diffSettings(a, { ...a })).toEqual({});
          applySettings(a, diffSettings(a, b));
          expect({ a, b }).toStrictEqual(before);
        }),
      );
    },
  );
});

describe('fieldsNotStored', () => {
  it('names asked fields that came back otherwise or not at all', () => {
    const asked: CustomerSettings = { trackingConsent: false, policyUrl: '', guestCustomerGroupId: 0 };
    expect(fieldsNotStored(asked, { trackingConsent: true, policyUrl: '' })).toEqual([
      'trackingConsent',
      'guestCustomerGroupId',
    ]);
  });

  it('names a reset that left a value, and a value that came back as a reset', () => {
    expect(fieldsNotStored({ policyUrl: null }, { policyUrl: '' })).toEqual(['policyUrl']);
    expect(fieldsNotStored({ policyUrl: '' }, { policyUrl: null })).toEqual(['policyUrl']);
    expect(fieldsNotStored({ policyUrl: null }, { policyUrl: null })).toEqual([]);
  });

  it.each(levels)('is empty where everything asked for %s is there', (_level, settings) => {
    fc.assert(
      fc.property(settings, settings, (asked, before) => {
        expect(fieldsNotStored(asked, applySettings(before, asked))).toEqual([]);
      }),
    );
  });
});

describe('presentFields', () => {
  it('counts null, false, 0 and "" as present', () => {
    const settings: CustomerSettings = {
      allowGlobalLogins: null,
      trackingConsent: false,
      policyUrl: '',
      guestCustomerGroupId: 0,
      defaultCustomerGroupId: null,
    };
    expect(presentFields(settings)).toEqual([
      'trackingConsent',
      'policyUrl',
      'guestCustomerGroupId',
      'defaultCustomerGroupId',
      'allowGlobalLogins',
    ]);
  });

  it('are every field that is there, in the order in which people see them', () => {
    fc.assert(
      fc.property(storefrontSettingsArbitrary, (settings) => {
        expect(presentFields(settings)).toEqual(
          settingFields.filter((field) => Object.hasOwn(settings, field)),
        );
      }),
    );
  });
});

describe('pickFields', () => {
  it('gives the chosen fields with their values, into a new object', () => {
    fc.assert(
      fc.property(storefrontSettingsArbitrary, fc.subarray([...settingFields]), (settings, chosen) => {
        const picked = pickFields(settings, (field) => chosen.includes(field));
        const expected = Object.entries(settings).filter(([field]) => chosen.includes(field as never));
        expect(picked).toStrictEqual(Object.fromEntries(expected));
        expect(picked).not.toBe(settings);
      }),
    );
  });
});
