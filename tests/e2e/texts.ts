import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createTranslator } from 'next-intl';
import en from '../../lib/i18n/messages/en.json' with { type: 'json' };
import type { ErrorCode } from '../../lib/errors.ts';
import type { SettingField } from '../../lib/settings/customer-settings.ts';

const translatorOf = (messages: typeof en) =>
  createTranslator({
    locale: 'en',
    messages,
    onError: (error) => {
      throw error;
    },
  });

let translate = translatorOf(en);

/**
 * Chooses the texts that tests look for.
 *
 * @param messages in the form of `en.json`; the app has to show them, see `TEST_MESSAGES_FILE`
 */
export function lookForTextsOf(messages: typeof en): void {
  translate = translatorOf(messages);
}

/** A place in `en.json`, such as `saving.save`. */
export type TextKey = Parameters<typeof translate>[0];

type Values = Record<string, string | number>;

/**
 * A text as a merchant reads it in English: tests look for its meaning, and its wording may change.
 *
 * @param values of the message's arguments
 * @throws Error where the key or a value is missing
 */
export function text(key: TextKey, values?: Values): string {
  return translate(key, values as never);
}

const keep = (chunks: string) => chunks;

/** A text with tags as its plain text. */
export function markedUp(key: TextKey, values: Values): string {
  const tags = { value: keep, wanted: keep, arrow: keep, hidden: keep, strong: keep };
  return translate.markup(key, { ...values, ...tags });
}

const folder = new URL('../../lib/i18n/messages/', import.meta.url);

/** The languages besides English. */
export const translations = globSync('*.json', { cwd: folder })
  .map((file) => basename(file, '.json'))
  .filter((language) => language !== 'en')
  .sort();

/** The texts of another language: a function like {@link text}. */
export function textsIn(language: string): typeof text {
  const messages = JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as typeof en;
  const t = createTranslator({ locale: language as 'en', messages });
  return (key, values) => t(key, values as never);
}

const escaped = (words: string) => words.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Numbers that choose the singular and the plural of a message and stand for those that a test cannot know. */
const samples = [1, 7];

/**
 * A text one number of which is not known beforehand, as in "We'll save again in 4 seconds".
 *
 * @param name of the argument that is a number
 * @param number what it may look like
 * @param values of the other arguments
 */
export function textWithNumber(key: TextKey, name: string, number = /\d+/, values?: Values): RegExp {
  const forms = samples.map((sample) =>
    escaped(text(key, { ...values, [name]: sample })).replace(String(sample), `(?:${number.source})`),
  );
  return new RegExp([...new Set(forms)].join('|'));
}

/** A text whose end is not known beforehand, as in "Yours: https://…": all before its argument. */
export function beginningOf(key: TextKey, name: string, later: readonly string[] = []): RegExp {
  const values = Object.fromEntries([name, ...later].map((each) => [each, '\u0000']));
  const [beginning = ''] = text(key, values).split('\u0000');
  return new RegExp(`^${escaped(beginning.trim())}`);
}

/** Matches what begins with these words. */
export const startingWith = (words: string): RegExp => new RegExp(`^${escaped(words)}`);

/** The title under which an error is shown. */
export const errorTitle = (code: ErrorCode): string => text(`errors.${code}.title`);

/** The detail of an error, below its title. */
export const errorDetail = (code: ErrorCode): string => text(`errors.${code}.detail`);

/** The name of a setting. */
export const labelOf = (field: SettingField): string => text(`settings.${field}.label`);

/** A line of what was saved. */
export const changeLine = (field: SettingField, before: string, after: string): string =>
  text('saving.change', { field: labelOf(field), before, after });

/** A value that a storefront inherits. */
export const globalValue = (value: string): string => text('settings.globalValue', { value });
