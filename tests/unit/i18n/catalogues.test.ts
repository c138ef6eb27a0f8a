import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { type Locale, locales, type Messages } from '../../../lib/i18n/locales';
import { compileMessages } from '../../../lib/i18n/messages';
import { formatText, type Message, readMessage, type Sample, samplesOf } from '../../harness/icu-message';

const folder = fileURLToPath(new URL('../../../lib/i18n/messages', import.meta.url));

interface Tree {
  [key: string]: Tree | string;
}

function readCatalogue(locale: string): Tree {
  return JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8')) as Tree;
}

function textsOf(tree: Tree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : textsOf(value, `${path}${key}.`),
  );
}

const files = globSync('*.json', { cwd: folder }).map((file) => basename(file, '.json'));
const english = new Map(textsOf(readCatalogue('en')));
const englishOf = (key: string): Message => readMessage(english.get(key) ?? '', 'en');

/** The plural forms that whole numbers up to a thousand take. Spanish has another one for millions, which is optional. */
function usualForms(locale: string): Set<string> {
  const rules = new Intl.PluralRules(locale);
  return new Set([...Array.from({ length: 1_001 }, (_, number) => rules.select(number)), 'other']);
}

/** Formats as the app does: compiled first, and every fault is thrown. */
function formatterOf(
  locale: string,
  catalogue: Tree,
): (key: string, values: Record<string, Sample>) => string {
  const t = createTranslator({
    locale: locale as Locale,
    messages: compileMessages(catalogue) as unknown as Messages,
    onError: (error) => {
      throw error;
    },
  });
  return (key, values) => t.markup(key as never, values as never);
}

/** Whether texts are chosen by exact numbers only, as in `{more, plural, =0 {} other { and # more}}`. */
function isByExactNumbers(forms: ReadonlySet<string>): boolean {
  const others = [...forms].filter((form) => form !== 'other');
  return others.length > 0 && others.every((form) => form.startsWith('='));
}

it('every file is a language that the app offers, and the other way round', () => {
  expect(files.toSorted()).toEqual(locales.toSorted());
});

describe.each(files)('%s.json', (locale) => {
  const catalogue = readCatalogue(locale);
  const texts = textsOf(catalogue);
  const shared = texts.filter(([key]) => english.has(key));

  it('has the keys of English, and no others', () => {
    expect(texts.map(([key]) => key).toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('uses the placeholders, choices and tags of English', () => {
    const faults = shared.flatMap(([key, text]) => {
      const own = readMessage(text, locale);
      const original = englishOf(key);
      return [
        // A value that is shown cannot be left out; what only chooses between texts can, where a language has one text.
        ...[...original.shown].filter((name) => !own.shown.has(name)).map((name) => `${key} lacks {${name}}`),
        ...[...own.names].filter((name) => !original.names.has(name)).map((name) => `${key} has {${name}}`),
        ...[...original.tags].filter((tag) => !own.tags.has(tag)).map((tag) => `${key} lacks <${tag}>`),
        ...[...own.tags].filter((tag) => !original.tags.has(tag)).map((tag) => `${key} has <${tag}>`),
        ...[...own.choices]
          .filter(
            ([name, options]) =>
              String([...options].sort()) !== String([...(original.choices.get(name) ?? [])].sort()),
          )
          .map(([name]) => `${key} chooses by ${name} between other options`),
      ];
    });
    expect(faults).toEqual([]);
  });

  it('has every plural form of its language, and none that the language does not have', () => {
    const possible = new Intl.PluralRules(locale).resolvedOptions().pluralCategories as string[];
    const faults = shared.flatMap(([key, text]) =>
      readMessage(text, locale).plurals.flatMap(({ name, forms }) => [
        ...[...usualForms(locale)]
          .filter((form) => !forms.has(form) && !isByExactNumbers(forms))
          .map((form) => `${key} lacks ${form} of ${name}`),
        ...[...forms]
          .filter((form) => !form.startsWith('=') && !possible.includes(form))
          .map((form) => `${key} has ${form} of ${name}`),
      ]),
    );
    expect(faults).toEqual([]);
  });

  it('formats every message with every choice and number, and shows every value', () => {
    const format = formatterOf(locale, catalogue);
    const faults = shared.flatMap(([key, text]) => {
      const message = readMessage(text, locale);
      const results = samplesOf(message, englishOf(key))
        // A message that comes to nothing at all is not shown.
        .filter((values) => formatText(english.get(key) ?? '', 'en', values) !== '')
        .map((values) => format(key, values));
      const { printed, plurals, choices } = englishOf(key);
      const asIs = [...printed].filter(
        (name) => !choices.has(name) && !plurals.some((plural) => plural.name === name),
      );
      const unseen = asIs.filter((name) => !results.some((result) => result.includes(`‹${name}›`)));
      return [
        ...results.filter((result) => /[{}]|undefined|NaN/.test(result)).map((result) => `${key}: ${result}`),
        ...unseen.map((name) => `${key} never shows ${name}`),
        ...(results.every((result) => result.trim() === '') ? [`${key} is empty`] : []),
      ];
    });
    expect(faults).toEqual([]);
  });

  if (locale === 'en') return;

  it('is translated', () => {
    // Names and short words can be the same in two languages; a sentence cannot.
    const same = shared.filter(
      ([key, text]) => text === english.get(key) && /(\p{L}{2,}[^\p{L}{}]+){3}\p{L}{2,}/u.test(text),
    );
    expect(same.map(([key]) => key)).toEqual([]);
  });
});
