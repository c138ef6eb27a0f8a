import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorTable } from '../../../lib/errors';
import { locales } from '../../../lib/i18n/locales';
import { loadBrowserMessages, loadMessages } from '../../../lib/i18n/messages';
import { createServerTranslator } from '../../../lib/i18n/translator';
import type { SettingFault } from '../../../lib/settings/validation';

const errorCodes = Object.keys(errorTable) as ErrorCode[];

// A record, so that a fault without a line here does not compile.
const settingFaults: Record<SettingFault, true> = {
  policy_url_too_long: true,
  policy_url_has_invisible: true,
  policy_url_has_space: true,
  policy_url_has_unsafe: true,
  policy_url_has_credentials: true,
  policy_url_starts_twice: true,
  policy_url_host_without_dot: true,
  policy_url_host_not_public: true,
  policy_url_not_absolute_https: true,
  customer_group_id_invalid: true,
};
const requestFaults = [
  'unknown_field',
  'wrong_type',
  'nothing_to_save',
  'body_not_an_object',
  'parameter_unknown',
  'parameter_invalid',
  'parameter_twice',
];
const values = { role: 'owner', scopes: 'Customers', seconds: 12 };

describe.each(locales)('messages in %s', async (locale) => {
  const messages = await loadMessages(locale);
  const browserMessages = await loadBrowserMessages(locale);
  const t = await createServerTranslator(locale);

  it.each(errorCodes)('says what happened and what to do on %s', (code) => {
    for (const part of ['title', 'detail', 'action'] as const) {
      const text = t(`errors.${code}.${part}`, values);
      expect(text).not.toBe('');
      expect(text).not.toContain('errors.');
      expect(text).not.toMatch(/[{}]/);
    }
  });

  it('has no message for a code that does not exist', () => {
    expect(Object.keys(messages.errors).sort()).toEqual([...errorCodes].sort());
  });

  it.each([...Object.keys(settingFaults), ...requestFaults])('says what is wrong on %s', (fault) => {
    expect(messages.validation).toHaveProperty(fault, expect.stringMatching(/\S/));
  });

  it('names the missing permissions and the seconds to wait', () => {
    expect(t('errors.grant_scopes_missing.detail', values)).toContain('Customers');
    expect(t('errors.store_rate_limited.action', values)).toContain('12');
  });

  it('tells the owner and other users different things about permissions', () => {
    for (const code of ['store_token_rejected', 'oauth_scope_missing'] as const) {
      expect(t(`errors.${code}.action`, { role: 'user' })).not.toBe(
        t(`errors.${code}.action`, { role: 'owner' }),
      );
    }
  });

  it('keeps the pages of refused callbacks out of what travels to the browser', () => {
    const sent = Object.keys(browserMessages.errors);
    expect(sent).toContain('store_failed');
    expect(sent.sort()).toEqual(errorCodes.filter((code) => errorTable[code].shown === 'app').sort());
  });
});

it('never claims in English that nothing was saved where that is not known', async () => {
  const t = await createServerTranslator('en');
  const unclear = errorCodes.filter((code) => errorTable[code].write === 'unclear');
  expect(unclear).toContain('store_unavailable');
  for (const code of unclear) expect(t(`errors.${code}.detail`, values)).not.toMatch(/nothing/i);
});
