import { IntlMessageFormat } from 'intl-messageformat';

type Elements = ReturnType<IntlMessageFormat['getAst']>;
type Element = Elements[number];

/** The parts of a message in ICU syntax. */
export interface Message {
  /** All arguments. */
  names: Set<string>;
  /** Those whose value is in the text, not only chooses between texts. */
  shown: Set<string>;
  /** Those that are in the text as they are, without the numbers of plurals. */
  printed: Set<string>;
  tags: Set<string>;
  /** The options of each argument that chooses between texts by a word. */
  choices: Map<string, Set<string>>;
  /** The forms of each choice by a number. */
  plurals: { name: string; forms: Set<string> }[];
}

/** A text without arguments. Source: @formatjs/icu-messageformat-parser, `TYPE.literal`. */
const literal = 0;

function visit(elements: Elements, message: Message, plural: string | null): void {
  for (const element of elements) visitElement(element, message, plural);
}

function visitElement(element: Element, message: Message, plural: string | null): void {
  const type: number = element.type;
  if (type === literal) return;
  if (!('value' in element)) {
    // The number sign of a plural.
    if (plural !== null) message.shown.add(plural);
    return;
  }
  if ('children' in element) {
    message.tags.add(element.value);
    visit(element.children, message, plural);
    return;
  }
  const name = element.value;
  message.names.add(name);
  if ('options' in element && !('pluralType' in element)) {
    const options = message.choices.get(name) ?? new Set();
    Object.keys(element.options).forEach((option) => options.add(option));
    message.choices.set(name, options);
    for (const option of Object.values(element.options)) visit(option.value, message, plural);
  } else if ('options' in element) {
    message.plurals.push({ name, forms: new Set(Object.keys(element.options)) });
    for (const option of Object.values(element.options)) visit(option.value, message, name);
  } else {
    message.shown.add(name);
    message.printed.add(name);
  }
}

/**
 * Parses a message in ICU syntax.
 *
 * @param locale BCP 47
 * @throws SyntaxError for a message that is none
 */
export function readMessage(text: string, locale: string): Message {
  const message: Message = {
    names: new Set(),
    shown: new Set(),
    printed: new Set(),
    tags: new Set(),
    choices: new Map(),
    plurals: [],
  };
  visit(new IntlMessageFormat(text, locale).getAst(), message, null);
  return message;
}

/** Numbers that take every plural form of the app's languages. */
const numbers = [0, 1, 2, 5, 11, 21, 22, 100, 1_000_000];

export type Sample = string | number | ((chunks: string) => string);

function combine(samples: [name: string, values: readonly Sample[]][]): Record<string, Sample>[] {
  return samples.reduce<Record<string, Sample>[]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

/**
 * Values with which a message is formatted in all its forms: each option, and numbers of each plural form. Other values
 * are their own name in angle quotation marks.
 *
 * @param original the message in English, which may choose by more arguments
 */
export function samplesOf(message: Message, original: Message): Record<string, Sample>[] {
  const numeric = new Set([...message.plurals, ...original.plurals].map(({ name }) => name));
  const names = [...new Set([...message.names, ...original.names])];
  const tags = [...message.tags].map((tag): [string, Sample[]] => [tag, [(chunks: string) => chunks]]);
  return combine([
    ...names.map((name): [string, readonly Sample[]] => {
      const options = message.choices.get(name) ?? original.choices.get(name);
      if (options !== undefined) return [name, [...options]];
      return [name, numeric.has(name) ? numbers : [`‹${name}›`]];
    }),
    ...tags,
  ]);
}

/** Formats a message from its source, with another library than the app's. */
export function formatText(text: string, locale: string, values: Record<string, Sample>): string {
  const parts = new IntlMessageFormat(text, locale).format<string>(values as never);
  return Array.isArray(parts) ? parts.join('') : parts;
}
