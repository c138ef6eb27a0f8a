import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsEtag } from '@/lib/bigcommerce/settings-etag';

const settings = fc.record(
  {
    trackingConsent: fc.boolean(),
    policyUrl: fc.constantFrom('', 'https://a.example/'),
    guestCustomerGroupId: fc.integer({ min: 0, max: 2 }),
  },
  { requiredKeys: [] },
);

describe('settingsEtag', () => {
  it('is a strong tag', () => {
    expect(settingsEtag({})).toMatch(/^"[\w-]{27}"$/);
  });

  it('is equal for equal settings, in whatever order, and different for different ones', () => {
    fc.assert(
      fc.property(settings, settings, (a, b) => {
        const reversed = Object.fromEntries(Object.entries(a).reverse());
        expect(settingsEtag(reversed)).toBe(settingsEtag(a));
        const canonical = (value: object) => JSON.stringify(Object.entries(value).sort());
        expect(settingsEtag(a) === settingsEtag(b)).toBe(canonical(a) === canonical(b));
      }),
    );
  });
});
