/** Letters that Unicode does not decompose, and the letters that users type instead. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ς: 'σ',
};

/** Accents of the Latin, Greek and Cyrillic scripts; in other scripts such marks are letters. */
const accents = /[\u0300-\u036f]/g;

/** Invisible characters: soft hyphens, joiners, byte order marks. */
const unseen = /\p{Cf}/gu;

/**
 * Removes differences that a search ignores: accents, case, ligatures, width and kinds of blanks.
 *
 * @returns a text that contains another folded text where a person would say so
 */
export function foldText(text: string): string {
  const apart = text.normalize('NFKD').replace(accents, '').replace(unseen, '');
  // Upper case first, because ß and ss, ı and i have the same capitals.
  const small = apart.toUpperCase().toLowerCase();
  const plain = small.replace(/[æœøłđðþħŧς]/g, (letter) => plainLetters[letter] ?? letter);
  return plain.replace(/\s+/g, ' ').trim();
}

/**
 * Whether a text contains the query. Accents, case, ligatures, width and kinds of blanks are ignored.
 *
 * @param query `""` matches everything
 */
export function matchesText(text: string, query: string): boolean {
  return foldText(text).includes(foldText(query));
}

/** An item that is found by its name or its id: a storefront or a customer group. */
interface Named {
  readonly id: number;
  readonly name: string;
}

/** Folding ten thousand names takes longer than a frame; an item keeps its name. */
const foldedNames = new WeakMap<Named, string>();

function foldedName(item: Named): string {
  const folded = foldedNames.get(item) ?? foldText(item.name);
  foldedNames.set(item, folded);
  return folded;
}

/**
 * Makes a function that says whether a query matches an item: a part of its name, or the beginning of its id.
 *
 * @param query `""` and blanks match everything
 */
export function createNameMatcher(query: string): (item: Named) => boolean {
  const sought = foldText(query);
  if (sought === '') return () => true;
  return (item) => foldedName(item).includes(sought) || String(item.id).startsWith(sought);
}
