import { createTranslator } from 'next-intl';
import type { Locale } from './locales';
import { loadMessages } from './messages';

async function makeTranslator(locale: Locale) {
  return createTranslator({ locale, messages: await loadMessages(locale) });
}

/** From a message key and its values to a text, in one language. */
export type Translate = Awaited<ReturnType<typeof makeTranslator>>;

const translators = new Map<Locale, Promise<Translate>>();

/**
 * Makes a translator for code outside of React and for the server, the first time that a language is needed. A failure,
 * as while files are replaced, is not kept.
 *
 * @param locale a supported language, from `resolveLocale`
 * @returns a function from a message key, such as `errors.internal.title`, to its text
 */
export function createServerTranslator(locale: Locale): Promise<Translate> {
  const made = translators.get(locale);
  if (made !== undefined) return made;
  const making = makeTranslator(locale);
  translators.set(locale, making);
  making.catch(() => translators.delete(locale));
  return making;
}
