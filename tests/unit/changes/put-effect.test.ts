import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidePutEffect } from '@/lib/changes/put-effect';
import type { SettingValue, SettingField, CustomerSettings } from '@/lib/settings/customer-settings';
import { applySettings, pickFields, presentFields } from '@/lib/settings/diff';
import { storefrontSettingsArbitrary as storefrontSettings } from '../settings/settings-arbitraries';

const before: CustomerSettings = {
  trackingConsent: true,
  trackingConsentOnCheckout: false,
  policyUrl: 'https://shop.example/',
  guestCustomerGroupId: 2,
  defaultCustomerGroupId: 0,
};

/** The settings after a PUT that replaces the object. */
function replacedWith(fill: SettingValue | undefined, sent: CustomerSettings): CustomerSettings {
  const emptied = presentFields(before).map((field) => [field, fill] as const);
  return applySettings(Object.fromEntries(emptied), sent);
}

describe('what a write did to the fields that were not sent', () => {
  const sent = { trackingConsent: false };

  it.each([null, 0, false, '', undefined])('is that it replaced them, where all came back as %j', (fill) => {
    for (const known of [null, 'merges', 'replaces'] as const) {
      const effect = decidePutEffect(before, sent, replacedWith(fill, sent), known);
      expect(effect.behaviour).toBe('replaces');
      expect(effect.changed).toEqual(expect.arrayContaining(['policyUrl', 'guestCustomerGroupId']));
    }
  });

  it('is a side effect where one changed and others kept their values', () => {
    const stored = { ...before, ...sent, policyUrl: '' };
    expect(decidePutEffect(before, sent, stored, null)).toEqual({
      behaviour: 'merges',
      isProven: true,
      changed: ['policyUrl'],
    });
  });

  it('is not known where nothing that was left out held a value', () => {
    const bare = { trackingConsent: false, policyUrl: '' };
    const effect = decidePutEffect(
      bare,
      { trackingConsent: true },
      { trackingConsent: true, policyUrl: '' },
      null,
    );
    expect(effect).toEqual({ behaviour: null, isProven: false, changed: [] });
  });

  it('is told from one coupled field by what is known of PUT', () => {
    const one = { trackingConsent: true, policyUrl: 'https://shop.example/' };
    const stored = { trackingConsent: false, policyUrl: '' };
    expect(decidePutEffect(one, sent, stored, 'merges')).toEqual({
      behaviour: null,
      isProven: false,
      changed: ['policyUrl'],
    });
    expect(decidePutEffect(one, sent, stored, null)).toEqual({
      behaviour: 'replaces',
      isProven: false,
      changed: ['policyUrl'],
    });
  });

  it('is told from a field that was emptied elsewhere, beside one that was empty in another way', () => {
    const own = { trackingConsent: true, guestCustomerGroupId: null, defaultCustomerGroupId: 3 };
    for (const [emptied, filled] of [
      [0, null],
      [null, 0],
    ] as const) {
      const stored = {
        trackingConsent: false,
        guestCustomerGroupId: filled,
        defaultCustomerGroupId: emptied,
      };
      const held = { ...own, guestCustomerGroupId: filled };
      expect(decidePutEffect(held, sent, stored, null)).toMatchObject({
        behaviour: null,
        changed: ['defaultCustomerGroupId'],
      });
    }
    const stored = { trackingConsent: false, guestCustomerGroupId: null, defaultCustomerGroupId: null };
    expect(decidePutEffect(own, sent, stored, null)).toMatchObject({
      behaviour: 'replaces',
      isProven: false,
    });
  });

  it('is nothing wherever PUT merged', () => {
    fc.assert(
      fc.property(storefrontSettings, storefrontSettings, (held, edits) => {
        const { behaviour, changed } = decidePutEffect(held, edits, applySettings(held, edits), null);
        expect(changed).toEqual([]);
        expect(behaviour).not.toBe('replaces');
      }),
    );
  });

  it('is named field by field wherever something changed', () => {
    fc.assert(
      fc.property(storefrontSettings, storefrontSettings, storefrontSettings, (held, edits, other) => {
        const stored = applySettings(applySettings(held, other), edits);
        const { changed } = decidePutEffect(held, edits, stored, null);
        const isBesides = (field: SettingField) =>
          edits[field] === undefined && stored[field] !== held[field];
        expect(changed).toEqual(presentFields(pickFields(held, isBesides)));
      }),
    );
  });
});
