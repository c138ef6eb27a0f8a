import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWireKey, fromWirePath, fromWireSettings, toWirePath, toWireSettings } from '@/lib/settings/wire';
import { shownSettings } from '@/lib/settings/shown-settings';
import { settingFields } from '@/lib/settings/customer-settings';
import { storefrontSettingsArbitrary, storeSettingsArbitrary } from '../settings/settings-arbitraries';

describe('toWireSettings and fromWireSettings', () => {
  it('are each other’s inverse, over JSON too', () => {
    fc.assert(
      fc.property(storeSettingsArbitrary, (settings) => {
        const wire = JSON.parse(JSON.stringify(toWireSettings(settings))) as object;
        expect(fromWireSettings(wire, null)).toEqual(settings);
      }),
    );
  });

  it('are each other’s inverse for a storefront, null included', () => {
    fc.assert(
      fc.property(storefrontSettingsArbitrary, (settings) => {
        const wire = JSON.parse(JSON.stringify(toWireSettings(settings))) as object;
        expect(fromWireSettings(wire, 1)).toStrictEqual(settings);
      }),
    );
  });

  it('take a part that is null or missing for absent, and a null in it for null', () => {
    const wire = { privacy_settings: null, customer_group_settings: { guest_customer_group_id: null } };
    expect(fromWireSettings(wire as object, 1)).toEqual({ guestCustomerGroupId: null });
  });

  it('leave a storefront’s own setting out of a store', () => {
    expect(fromWireSettings({ allow_global_logins: true }, null)).toEqual({});
  });

  it('send no empty section', () => {
    expect(toWireSettings({ policyUrl: '' })).toEqual({ privacy_settings: { policy_url: '' } });
    expect(toWireSettings({})).toEqual({});
  });

  it('drop what we do not know, and show null in a store’s own settings as absent', () => {
    const wire = { privacy_settings: { policy_url: null, colour: 'blue' }, further: 1 };
    const settings = fromWireSettings(wire, null);
    expect(settings).toEqual({ policyUrl: null });
    expect(shownSettings(settings, null)).toEqual({});
    expect(shownSettings(settings, 1)).toEqual({ policyUrl: null });
  });
});

describe('wire names', () => {
  it('lead back to their field', () => {
    for (const field of settingFields) {
      expect(fromWirePath(toWirePath(field))).toBe(field);
      expect(fromWireKey(toWirePath(field).split('.').at(-1) ?? '')).toBe(field);
    }
  });

  it.each(['', 'policy', '__proto__', 'privacy_settings', 'constructor'])('know nothing of %j', (name) => {
    expect(fromWirePath(name)).toBeNull();
    expect(fromWireKey(name)).toBeNull();
  });
});
