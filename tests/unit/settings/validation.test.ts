import { describe, expect, it } from 'vitest';
import { customerGroupIdFault, settingFaults, trimSettings } from '@/lib/settings/validation';

describe('customerGroupIdFault', () => {
  it.each([0, 1, 2_147_483_647])('takes %d', (id) => {
    expect(customerGroupIdFault(id)).toBeNull();
  });

  it.each([-1, 1.5, 2_147_483_648, NaN, Infinity])('refuses %d', (id) => {
    expect(customerGroupIdFault(id)).toBe('customer_group_id_invalid');
  });
});

describe('settingFaults', () => {
  it('judges only what has a value, and each field by its own rule', () => {
    expect(settingFaults({})).toEqual({});
    expect(
      settingFaults({ policyUrl: 'ftp://x', guestCustomerGroupId: -1, defaultCustomerGroupId: 0 }),
    ).toEqual({
      policyUrl: 'policy_url_not_absolute_https',
      guestCustomerGroupId: 'customer_group_id_invalid',
    });
  });
});

describe('trimSettings', () => {
  it('trims addresses and leaves everything else as it is', () => {
    const others = { trackingConsent: true, guestCustomerGroupId: null, allowGlobalLogins: false };
    expect(trimSettings({ ...others, policyUrl: '\u200b https://shop.example/\u00a0' })).toEqual({
      ...others,
      policyUrl: 'https://shop.example/',
    });
    expect(trimSettings({ policyUrl: null })).toEqual({ policyUrl: null });
  });
});
