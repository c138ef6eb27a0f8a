import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { applySettings, diffSettings, fieldsNotStored, presentFields } from '@/lib/settings/diff';

const settingsArbitrary: fc.Arbitrary<CustomerSettings> = fc.record(
  {
    trackingConsent: fc.boolean(),
    trackingConsentOnCheckout: fc.boolean(),
    policyUrl: fc.constantFrom('', 'https://a.example/', 'https://b.example/'),
    guestCustomerGroupId: fc.integer({ min: 0, max: 3 }),
    defaultCustomerGroupId: fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: [] },
);

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

  it('is undone by applySettings: apply(a, diff(a, b)) holds every value of b', () => {
    fc.assert(
      fc.property(settingsArbitrary, settingsArbitrary, (a, b) => {
        expect(applySettings(a, diffSettings(a, b))).toEqual({ ...a, ...b });
      }),
    );
  });

  it('finds nothing between equal settings, and never changes its arguments', () => {
    fc.assert(
      fc.property(settingsArbitrary, settingsArbitrary, (a, b) => {
        const before = structuredClone({ a, b });
        expect(diffSettings(a, a)).toEqual({});
        applySettings(a, diffSettings(a, b));
        expect({ a, b }).toEqual(before);
      }),
    );
  });
});

describe('fieldsNotStored', () => {
  it('names asked fields that came back otherwise or not at all', () => {
    const asked: CustomerSettings = { trackingConsent: false, policyUrl: '', guestCustomerGroupId: 0 };
    expect(fieldsNotStored(asked, { trackingConsent: true, policyUrl: '' })).toEqual([
      'trackingConsent',
      'guestCustomerGroupId',
    ]);
  });

  it('is empty where everything asked for is there', () => {
    fc.assert(
      fc.property(settingsArbitrary, settingsArbitrary, (asked, before) => {
        expect(fieldsNotStored(asked, applySettings(before, asked))).toEqual([]);
      }),
    );
  });
});

describe('presentFields', () => {
  it('counts false, 0 and "" as present', () => {
    expect(presentFields({ trackingConsent: false, policyUrl: '', guestCustomerGroupId: 0 })).toEqual([
      'trackingConsent',
      'policyUrl',
      'guestCustomerGroupId',
    ]);
  });
});
