import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsEtag } from '@/lib/bigcommerce/settings-etag';
import { storefrontSettingsArbitrary } from '../settings/settings-arbitraries';

describe('settingsEtag', () => {
  it('is a strong tag', () => {
    expect(settingsEtag({})).toMatch(/^"[\w-]{27}"$/);
  });

  it('is equal for equal settings, in whatever order, and different for different ones', () => {
    fc.assert(
      fc.property(storefrontSettingsArbitrary, storefrontSettingsArbitrary, (a, b) => {
        const reversed = Object.fromEntries(Object.entries(a).reverse());
        expect(settingsEtag(reversed)).toBe(settingsEtag(a));
        const canonical = (value: object) => JSON.stringify(Object.entries(value).sort());
        expect(settingsEtag(a) === settingsEtag(b)).toBe(canonical(a) === canonical(b));
      }),
    );
  });

  it('keeps null, 0, "" and absent apart', () => {
    const all = [{}, { policyUrl: null }, { policyUrl: '' }, { guestCustomerGroupId: 0 }];
    const more = [{ guestCustomerGroupId: null }, { allowGlobalLogins: null }, { allowGlobalLogins: false }];
    const tags = [...all, ...more].map(settingsEtag);
    expect(new Set(tags).size).toBe(tags.length);
  });
});
