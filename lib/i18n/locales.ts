/** The languages the app speaks, as BCP 47 tags. The first one is the default. */
export const locales = ['en'] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = locales[0];

/** Longest first: `de-Latn-CH` is looked for as itself, then as `de-Latn`, then as `de`. */
function fallbacks(tag: string): string[] {
  const parts = tag.split('-');
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('-'));
}

/** `Accept-Language` is a list with weights; a single tag is such a list with one entry. */
function preferredTags(candidate: string): string[] {
  return candidate
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag: tag.replaceAll('_', '-').toLowerCase(), weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

/**
 * The first supported language among what a person asked for.
 *
 * @param candidates in order of preference, each a BCP 47 tag such as `en-GB` or an `Accept-Language` header
 * @returns the default language when none of them is supported
 */
export function resolveLocale(...candidates: (string | null | undefined)[]): Locale {
  for (const candidate of candidates) {
    for (const tag of preferredTags(candidate ?? '').flatMap(fallbacks)) {
      const match = locales.find((locale) => locale.toLowerCase() === tag);
      if (match) return match;
    }
  }
  return defaultLocale;
}
