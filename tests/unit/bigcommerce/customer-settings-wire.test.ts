import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromWireKey,
  fromWirePath,
  fromWireSettings,
  toWirePath,
  toWireSettings,
} from '@/lib/bigcommerce/customer-settings-wire';
import { type CustomerSettings, settingFields } from '@/lib/settings/customer-settings';

const settingsArbitrary: fc.Arbitrary<CustomerSettings> = fc.record(
  {
    trackingConsent: fc.boolean(),
    trackingConsentOnCheckout: fc.boolean(),
    policyUrl: fc.string(),
    guestCustomerGroupId: fc.nat(),
    defaultCustomerGroupId: fc.nat(),
  },
  { requiredKeys: [] },
);

describe('toWireSettings and fromWireSettings', () => {
  it('are each other’s inverse, over JSON too', () => {
    fc.assert(
      fc.property(settingsArbitrary, (settings) => {
        const wire = JSON.parse(JSON.stringify(toWireSettings(settings))) as object;
        expect(fromWireSettings(wire)).toEqual(settings);
      }),
    );
  });

  it('send no empty section', () => {
    expect(toWireSettings({ policyUrl: '' })).toEqual({ privacy_settings: { policy_url: '' } });
    expect(toWireSettings({})).toEqual({});
  });

  it('drop what we do not know, and take null for absent', () => {
    const wire = { privacy_settings: { policy_url: null, colour: 'blue' }, further: 1 };
    expect(fromWireSettings(wire as object)).toEqual({});
  });
});

describe('wire names', () => {
  it('lead back to their field', () => {
    for (const field of settingFields) {
      expect(fromWirePath(toWirePath(field))).toBe(field);
      expect(fromWireKey(toWirePath(field).split('.')[1] ?? '')).toBe(field);
    }
  });

  it.each(['', 'policy', '__proto__', 'privacy_settings', 'constructor'])('know nothing of %j', (name) => {
    expect(fromWirePath(name)).toBeNull();
    expect(fromWireKey(name)).toBeNull();
  });
});
