/** Letters that Unicode does not take apart, as people type them who lack the key. */
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

/** What is not seen: soft hyphens, joiners, byte order marks. */
const unseen = /\p{Cf}/gu;

/** Takes away what is hard to type and seldom meant: accents, case, ligatures, width, and how blanks are written. */
function fold(text: string): string {
  const apart = text.normalize('NFKD').replace(accents, '').replace(unseen, '');
  // By way of capitals, which are the same for ß and ss, ı and i.
  const small = apart.toUpperCase().toLowerCase();
  const plain = small.replace(/[æœøłđðþħŧς]/g, (letter) => plainLetters[letter] ?? letter);
  return plain.replace(/\s+/g, ' ').trim();
}

/**
 * Whether a text contains what was typed, however accents, case, ligatures, width and blanks are written.
 *
 * @param query `""` matches everything
 */
export function matchesText(text: string, query: string): boolean {
  return fold(text).includes(fold(query));
}

/**
 * Whether something is looked for by what was typed: a part of its name, or the beginning of its id.
 *
 * @param query `""` matches everything
 */
export function matchesName({ id, name }: { id: number; name: string }, query: string): boolean {
  const sought = fold(query);
  return fold(name).includes(sought) || String(id).startsWith(sought);
}
