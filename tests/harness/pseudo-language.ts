import { IntlMessageFormat } from 'intl-messageformat';

type Elements = ReturnType<IntlMessageFormat['getAst']>;
type Element = Elements[number];

/** The kinds of parts of a message. Source: @formatjs/icu-messageformat-parser, `TYPE`. */
const kinds = { literal: 0, argument: 1, select: 5, plural: 6, pound: 7, tag: 8 };

const plain = Array.from('abcdefghijklmnopqrstuvwxyz');
const marked = Array.from('áƀçđéƒğĥíĵķłɱñóþɋŕšŧúṽŵẋýž');

/** Each letter of English has one with a mark, so that a letter without one in the app is a text that was not translated. */
const markOf = new Map(
  plain.flatMap((letter, index) => {
    const mark = marked[index] ?? letter;
    return [
      [letter, mark],
      [letter.toUpperCase(), mark.toUpperCase()],
    ] as const;
  }),
);

/** How much longer than English a word is. German and Ukrainian have texts that are longer still, and few words. */
const longerBy = 0.4;

const markWord = (word: string): string =>
  Array.from(word, (letter) => markOf.get(letter) ?? letter).join('') +
  'ö'.repeat(Math.ceil(word.length * longerBy));

/** In ICU syntax, signs of the syntax stand in quotation marks, and an apostrophe is doubled. */
const quote = (text: string): string => text.replaceAll("'", "''").replaceAll(/[{}<>]+/g, "'$&'");

const markText = (text: string): string => quote(text.replaceAll(/[A-Za-z]+/g, markWord));

function printElement(element: Element): string {
  const kind: number = element.type;
  if (kind === kinds.pound || !('value' in element)) return '#';
  if (kind === kinds.literal) return markText(element.value);
  if ('children' in element) return `<${element.value}>${print(element.children)}</${element.value}>`;
  if (kind === kinds.argument) return `{${element.value}}`;
  if (!('options' in element)) throw new TypeError(`{${element.value}} has a kind that no message has`);
  const options = Object.entries(element.options).map(([name, { value }]) => `${name} {${print(value)}}`);
  return `{${element.value}, ${kind === kinds.plural ? 'plural' : 'select'}, ${options.join(' ')}}`;
}

const print = (elements: Elements): string => elements.map(printElement).join('');

type Texts = string | { [key: string]: Texts };

/**
 * Makes the pseudo-language of tests from English: every letter gets a mark and every word becomes 40 % longer.
 * Placeholders, choices and tags stay as they are.
 *
 * @param texts messages in ICU syntax, in the form of `en.json`
 */
export function toPseudoLanguage<Tree extends Texts>(texts: Tree): Tree {
  if (typeof texts === 'string') return print(new IntlMessageFormat(texts, 'en').getAst()) as Tree;
  const entries = Object.entries(texts).map(([key, text]) => [key, toPseudoLanguage(text)] as const);
  return Object.fromEntries(entries) as Tree;
}
