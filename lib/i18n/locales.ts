import Negotiator from 'negotiator';
import type en from './messages/en.json';

/** The texts of one language. English has the shape that all others follow. */
export type Messages = typeof en;

interface Language {
  /** The name in the language itself, for users who read no other. */
  name: string;
  direction: 'ltr' | 'rtl';
  /** Loads the texts when the first person needs them. A file that lacks a text does not compile. */
  load: () => Promise<{ default: Messages }>;
}

/** The supported languages by BCP 47 tag. The first one is the default. See docs/translations.md. */
export const languageTable = {
  en: { name: 'English', direction: 'ltr', load: () => import('./messages/en.json') },
  de: { name: 'Deutsch', direction: 'ltr', load: () => import('./messages/de.json') },
  es: { name: 'Español', direction: 'ltr', load: () => import('./messages/es.json') },
  fr: { name: 'Français', direction: 'ltr', load: () => import('./messages/fr.json') },
  it: { name: 'Italiano', direction: 'ltr', load: () => import('./messages/it.json') },
  'pt-BR': { name: 'Português (Brasil)', direction: 'ltr', load: () => import('./messages/pt-BR.json') },
  uk: { name: 'Українська', direction: 'ltr', load: () => import('./messages/uk.json') },
  'zh-CN': { name: '简体中文', direction: 'ltr', load: () => import('./messages/zh-CN.json') },
} as const satisfies Record<string, Language>;

export type Locale = keyof typeof languageTable;

export const locales = Object.keys(languageTable) as Locale[];

export const defaultLocale: Locale = 'en';

/** Longer headers are cut before they are parsed. In characters. */
const headerMaxLength = 500;

/** A tag with the language, script and region that it implies; `zh` becomes `zh-Hans-CN`. Source: Unicode, likely subtags. */
function maximize(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}

/** Parses `Accept-Language`, a list with weights. A single tag is such a list with one entry. */
function preferredTags(candidate: string): Intl.Locale[] {
  const header = candidate.slice(0, headerMaxLength).replaceAll('_', '-');
  const tags = new Negotiator({ headers: { 'accept-language': header } }).languages();
  return tags.map(maximize).filter((tag) => tag !== null);
}

/** How much of a tag has to be equal, from all of it to the language alone. */
const sameRegion = ({ language, script, region }: Intl.Locale) => `${language} ${script} ${region}`;
const sameScript = ({ language, script }: Intl.Locale) => `${language} ${script}`;
const sameLanguage = ({ language }: Intl.Locale) => language;

type Sameness = (tag: Intl.Locale) => string;

/**
 * Makes a function that finds the first supported language among preferred ones. Regions of one script are one language:
 * `pt-PT` gets `pt-BR`, `zh-SG` gets `zh-CN`. Another script (`zh-TW`) is taken only where no other preferred language is
 * supported.
 *
 * @param locales BCP 47 tags, the default first
 */
export function createLocaleResolver<Tag extends string>(locales: readonly [Tag, ...Tag[]]) {
  const supported = locales.map((locale) => ({ locale, tag: new Intl.Locale(locale).maximize() }));

  /** Goes through the tags in order, and for each of them from the closest to the most distant relation. */
  function findFirst(wanted: readonly Intl.Locale[], relations: readonly Sameness[]): Tag | undefined {
    for (const tag of wanted)
      for (const sameness of relations) {
        const found = supported.find((other) => sameness(other.tag) === sameness(tag));
        if (found !== undefined) return found.locale;
      }
    return undefined;
  }

  return (...candidates: (string | null | undefined)[]): Tag => {
    const tags = candidates.flatMap((candidate) => (candidate ? preferredTags(candidate) : []));
    return findFirst(tags, [sameRegion, sameScript]) ?? findFirst(tags, [sameLanguage]) ?? locales[0];
  };
}

/**
 * Finds the first supported language among the preferred ones, see {@link createLocaleResolver}.
 *
 * @param candidates in order of preference, each a BCP 47 tag such as `en-GB` or an `Accept-Language` header
 * @returns the default language when none of them is supported
 */
export const resolveLocale = createLocaleResolver([defaultLocale, ...locales]);

/** A language as the user chooses it. */
export interface LanguageChoice {
  tag: Locale;
  /** In the language itself. */
  name: string;
}

/** The languages in the order in which they are offered. */
export const languageChoices: readonly LanguageChoice[] = locales.map((tag) => ({
  tag,
  name: languageTable[tag].name,
}));
