import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerGroupIdFault, policyUrlFault, settingFaults } from '@/lib/settings/validation';

describe('policyUrlFault', () => {
  it.each(['', 'https://shop.example', 'https://shop.example/privacy?x=1#y', 'HTTPS://shop.example/'])(
    'takes %j',
    (value) => {
      expect(policyUrlFault(value)).toBeNull();
    },
  );

  it.each([
    ['http://shop.example/', 'policy_url_not_absolute_https'],
    ['/privacy', 'policy_url_not_absolute_https'],
    ['shop.example/privacy', 'policy_url_not_absolute_https'],
    ['//shop.example/', 'policy_url_not_absolute_https'],
    ['https:shop.example', 'policy_url_not_absolute_https'],
    ['https:///shop.example', 'policy_url_not_absolute_https'],
    ['https:\\\\shop.example', 'policy_url_not_absolute_https'],
    [' https://shop.example', 'policy_url_not_absolute_https'],
    ['https://shop.example/a b', 'policy_url_not_absolute_https'],
    ['https://shop.example/\n', 'policy_url_not_absolute_https'],
    ['https://', 'policy_url_not_absolute_https'],
    ['https://exa mple.com', 'policy_url_not_absolute_https'],
    ['javascript:alert(1)', 'policy_url_not_absolute_https'],
    ['data:text/html,x', 'policy_url_not_absolute_https'],
    ['https://.', 'policy_url_not_absolute_https'],
    ['https://?x', 'policy_url_not_absolute_https'],
    ['https://shop.example/\u0000', 'policy_url_not_absolute_https'],
    ['https://shop.example/\u007f', 'policy_url_not_absolute_https'],
    ['https://shop.example/\ud800', 'policy_url_not_absolute_https'],
    ['https://shop.example/\u202etxt', 'policy_url_not_absolute_https'],
    ['https://a\u200bb.example/', 'policy_url_not_absolute_https'],
    ['https://shop.example/"><script>alert(1)</script>', 'policy_url_not_absolute_https'],
    ['https://@shop.example/', 'policy_url_has_credentials'],
    ['https://:@shop.example/', 'policy_url_has_credentials'],
    ['https://user@shop.example/', 'policy_url_has_credentials'],
    ['https://user:word@shop.example/', 'policy_url_has_credentials'],
    ['https://:word@shop.example/', 'policy_url_has_credentials'],
  ])('refuses %j as %s', (value, fault) => {
    expect(policyUrlFault(value)).toBe(fault);
  });

  it('takes 2,048 characters and refuses 2,049', () => {
    const start = 'https://shop.example/';
    expect(policyUrlFault(start.padEnd(2_048, 'x'))).toBeNull();
    expect(policyUrlFault(start.padEnd(2_049, 'x'))).toBe('policy_url_too_long');
  });

  it('takes whatever a browser would call an https address without credentials', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true }),
        (url) => {
          expect(policyUrlFault(url)).toBeNull();
        },
      ),
    );
  });

  it('never takes a text that does not begin with https://', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        fc.pre(!/^https:\/\//i.test(text));
        expect(policyUrlFault(text)).not.toBeNull();
      }),
    );
  });
});

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
