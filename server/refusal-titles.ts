import { readFileSync } from 'node:fs';
import type { ErrorCode } from '../lib/errors.ts';
import { type Locale, locales, resolveLocale, type Messages } from '../lib/i18n/locales.ts';
import { limits } from '../lib/limits.ts';

function readTitles(locale: Locale): Messages['errors'] {
  const file = new URL(`../lib/i18n/messages/${locale}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as Messages).errors;
}

/** Read at the start, because a refusal has to be quick and may come before Next.js is there. */
const titles = new Map(locales.map((locale) => [locale, readTitles(locale)]));

/**
 * Says in the caller's language why a request is refused.
 *
 * @param languages the `Accept-Language` header as it was received, if it was; of any length
 */
export function refusalTitle(code: ErrorCode, languages: string | undefined): string {
  const locale = resolveLocale(languages?.slice(0, limits.languagesCharacters));
  return titles.get(locale)?.[code].title ?? code;
}
