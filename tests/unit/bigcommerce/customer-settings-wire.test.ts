import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromWireKey,
  fromWirePath,
  fromWireSettings,
  fromWireStorefrontSettings,
  toWirePath,
  toWireSettings,
} from '@/lib/bigcommerce/customer-settings-wire';
import { storefrontFields } from '@/lib/settings/customer-settings';
import { storefrontSettingsArbitrary, storeSettingsArbitrary } from '../settings/settings-arbitraries';

describe('toWireSettings and fromWireSettings', () => {
  it('are each other’s inverse, over JSON too', () => {
    fc.assert(
      fc.property(storeSettingsArbitrary, (settings) => {
        const wire = JSON.parse(JSON.stringify(toWireSettings(settings))) as object;
        expect(fromWireSettings(wire)).toEqual(settings);
      }),
    );
  });

  it('are each other’s inverse for a storefront, null included', () => {
    fc.assert(
      fc.property(storefrontSettingsArbitrary, (settings) => {
        const wire = JSON.parse(JSON.stringify(toWireSettings(settings))) as object;
        expect(fromWireStorefrontSettings(wire)).toStrictEqual(settings);
      }),
    );
  });

  it('take a part that is null or missing for absent, and a null in it for null', () => {
    const wire = { privacy_settings: null, customer_group_settings: { guest_customer_group_id: null } };
    expect(fromWireStorefrontSettings(wire as object)).toEqual({ guestCustomerGroupId: null });
  });

  it('leave a storefront’s own setting out of a store', () => {
    expect(fromWireSettings({ allow_global_logins: true })).toEqual({});
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
    for (const field of storefrontFields) {
      expect(fromWirePath(toWirePath(field))).toBe(field);
      expect(fromWireKey(toWirePath(field).split('.').at(-1) ?? '')).toBe(field);
    }
  });

  it.each(['', 'policy', '__proto__', 'privacy_settings', 'constructor'])('know nothing of %j', (name) => {
    expect(fromWirePath(name)).toBeNull();
    expect(fromWireKey(name)).toBeNull();
  });
});
