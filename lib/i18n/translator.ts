import { createTranslator } from 'next-intl';
import type { Locale } from './locales';
import { loadMessages } from './messages';

/**
 * Makes a translator for code outside of React and for the server.
 *
 * @param locale a supported language, from `resolveLocale`
 * @returns a function from a message key, such as `errors.internal.title`, to its text
 */
export async function createServerTranslator(locale: Locale) {
  return createTranslator({ locale, messages: await loadMessages(locale) });
}

/** From a message key and its values to a text, in one language. */
export type Translate = Awaited<ReturnType<typeof createServerTranslator>>;
