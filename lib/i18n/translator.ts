import { createTranslator } from 'next-intl';
import type { Locale } from './locales';
import { loadMessages } from './messages';

/**
 * A translator for code that has no React around it or runs on the server only.
 *
 * @param locale one that `resolveLocale` answered
 * @returns a function from a message key, such as `errors.internal.title`, to its text
 */
export function createServerTranslator(locale: Locale) {
  return createTranslator({ locale, messages: loadMessages(locale) });
}
