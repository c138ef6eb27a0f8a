import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toWireSettings } from '@/lib/settings/wire';
import { AppError } from '@/lib/errors';
import { parseSettingsBody } from '@/lib/http/save-request';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { storefrontSettingsArbitrary } from '../settings/settings-arbitraries';
import { createServerTranslator } from '@/lib/i18n/translator';

const t = await createServerTranslator('en');

function namedFields(body: unknown, channelId: number | null = null): string[] {
  try {
    parseSettingsBody(body, t, channelId);
  } catch (error) {
    if (error instanceof AppError && error.status === 422)
      return Object.keys(error.details.fieldErrors ?? {});
    throw error;
  }
  return [];
}

const privacy = (value: object) => ({ privacy_settings: value });
const groups = (value: object) => ({ customer_group_settings: value });

describe('parseSettingsBody', () => {
  it('takes any subset of the settings and gives it back whole', () => {
    const settings: fc.Arbitrary<CustomerSettings> = fc.record(
      {
        trackingConsent: fc.boolean(),
        trackingConsentOnCheckout: fc.boolean(),
        policyUrl: fc.constantFrom('', 'https://shop.example/privacy'),
        guestCustomerGroupId: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
        defaultCustomerGroupId: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(settings, (asked) => {
        fc.pre(Object.keys(asked).length > 0);
        expect(parseSettingsBody(JSON.parse(JSON.stringify(toWireSettings(asked))), t, null)).toEqual(asked);
      }),
    );
  });

  it.each([
    [{ colour: 'red' }, ['colour']],
    [privacy({ policy: '' }), ['privacy_settings.policy']],
    [
      { ...groups({ a: 1, b: 2 }), allow_global_logins: true },
      ['allow_global_logins', 'customer_group_settings.a', 'customer_group_settings.b'],
    ],
  ])('names unknown fields of %j', (body, fields) => {
    expect(namedFields(body).sort()).toEqual([...fields].sort());
  });

  it.each([
    [
      privacy({ ask_shopper_for_tracking_consent: 'yes' }),
      'privacy_settings.ask_shopper_for_tracking_consent',
    ],
    [
      privacy({ ask_shopper_for_tracking_consent_on_checkout: 1 }),
      'privacy_settings.ask_shopper_for_tracking_consent_on_checkout',
    ],
    [
      privacy({ ask_shopper_for_tracking_consent: null }),
      'privacy_settings.ask_shopper_for_tracking_consent',
    ],
    [privacy({ policy_url: null }), 'privacy_settings.policy_url'],
    [privacy({ policy_url: 'http://shop.example' }), 'privacy_settings.policy_url'],
    [privacy({ policy_url: 'https://user:word@shop.example' }), 'privacy_settings.policy_url'],
    [privacy({ policy_url: `https://shop.example/${'x'.repeat(2_048)}` }), 'privacy_settings.policy_url'],
    [groups({ guest_customer_group_id: -1 }), 'customer_group_settings.guest_customer_group_id'],
    [groups({ guest_customer_group_id: 1.5 }), 'customer_group_settings.guest_customer_group_id'],
    [groups({ default_customer_group_id: 2 ** 31 }), 'customer_group_settings.default_customer_group_id'],
    [groups({ default_customer_group_id: '4' }), 'customer_group_settings.default_customer_group_id'],
    [{ privacy_settings: [] }, 'privacy_settings'],
    [{ customer_group_settings: null }, 'customer_group_settings'],
  ])('refuses %j', (body, field) => {
    expect(namedFields(body)).toEqual([field]);
  });

  it.each([null, [], 'text', 4, {}, privacy({}), { ...privacy({}), ...groups({}) }])(
    'refuses %j, which asks for nothing',
    (body) => {
      expect(namedFields(body)).toEqual(['body']);
    },
  );

  it('names a field that is called __proto__', () => {
    expect(namedFields(JSON.parse('{"__proto__":{"x":1},"privacy_settings":{"policy_url":""}}'))).toEqual([
      '__proto__',
    ]);
  });

  it('never lets anything pass but the five settings, whatever comes', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const known = [
          'trackingConsent',
          'trackingConsentOnCheckout',
          'policyUrl',
          'guestCustomerGroupId',
          'defaultCustomerGroupId',
        ];
        try {
          expect(known).toEqual(
            expect.arrayContaining(Object.keys(parseSettingsBody(JSON.parse(text), t, null))),
          );
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_fields' });
        }
      }),
    );
  });
});

describe('parseSettingsBody for a storefront', () => {
  const named = (body: unknown) => namedFields(body, 2);

  it('takes any subset of a storefront’s settings, null included, and gives it back whole', () => {
    fc.assert(
      fc.property(storefrontSettingsArbitrary, (asked) => {
        fc.pre(Object.keys(asked).length > 0 && asked.allowGlobalLogins !== null);
        const body: unknown = JSON.parse(JSON.stringify(toWireSettings(asked)));
        expect(parseSettingsBody(body, t, 2)).toStrictEqual(asked);
      }),
    );
  });

  it.each([
    [{ allow_global_logins: null }, 'allow_global_logins'],
    [{ allow_global_logins: 'yes' }, 'allow_global_logins'],
    [{ allow_global_logins: { x: 1 } }, 'allow_global_logins'],
    [{ allow_local_logins: true }, 'allow_local_logins'],
    [privacy({ policy_url: 'http://shop.example' }), 'privacy_settings.policy_url'],
    [privacy({ policy_url: false }), 'privacy_settings.policy_url'],
    [privacy({ ask_shopper_for_tracking_consent: 0 }), 'privacy_settings.ask_shopper_for_tracking_consent'],
    [groups({ guest_customer_group_id: '' }), 'customer_group_settings.guest_customer_group_id'],
    [groups({ default_customer_group_id: -1 }), 'customer_group_settings.default_customer_group_id'],
    [groups({ default: 1 }), 'customer_group_settings.default'],
    [{ privacy_settings: null }, 'privacy_settings'],
    [{}, 'body'],
    [privacy({}), 'body'],
    [null, 'body'],
  ])('refuses %j', (body, field) => {
    expect(named(body)).toEqual([field]);
  });
});
