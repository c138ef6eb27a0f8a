import { match } from '@formatjs/intl-localematcher';
import Negotiator from 'negotiator';

/** The supported languages, as BCP 47 tags. The first one is the default. */
export const locales = ['en'] as const;

export type Locale = (typeof locales)[number];

const defaultLocale: Locale = locales[0];

/** Longer headers are cut before they are parsed. In characters. */
const headerMaxLength = 500;

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Parses `Accept-Language`, a list with weights. A single tag is such a list with one entry. */
function preferredTags(candidate: string): string[] {
  const header = candidate.slice(0, headerMaxLength).replaceAll('_', '-');
  return new Negotiator({ headers: { 'accept-language': header } }).languages().filter(isLanguageTag);
}

/**
 * Finds the first supported language among the preferred ones, as RFC 4647 looks them up: `de-Latn-CH` as itself, then
 * as `de-Latn`, then as `de`.
 *
 * @param candidates in order of preference, each a BCP 47 tag such as `en-GB` or an `Accept-Language` header
 * @returns the default language when none of them is supported
 */
export function resolveLocale(...candidates: (string | null | undefined)[]): Locale {
  const tags = candidates.flatMap((candidate) => (candidate ? preferredTags(candidate) : []));
  const matched = match(tags, locales, defaultLocale, { algorithm: 'lookup' });
  return locales.find((locale) => locale === matched) ?? defaultLocale;
}
