import { describe, expect, it } from 'vitest';
import en from '../../../lib/i18n/messages/en.json';
import { readMessage } from '../../harness/icu-message';
import { toPseudoLanguage } from '../../harness/pseudo-language';

interface Tree {
  [key: string]: Tree | string;
}

const textsOf = (tree: Tree): string[] =>
  Object.values(tree).flatMap((text) => (typeof text === 'string' ? [text] : textsOf(text)));

const lettersOf = (text: string): number => [...text.matchAll(/\p{L}/gu)].length;

describe('the pseudo-language', () => {
  it('marks every letter and makes each word 40 % longer', () => {
    expect(toPseudoLanguage('Save it')).toBe('Šáṽéöö íŧö');
  });

  it('keeps placeholders, choices, numbers, tags and apostrophes', () => {
    const text = "{count, plural, one {# field isn't <b>saved</b>} other {{name}: # fields}}";
    expect(toPseudoLanguage(text)).toBe(
      "{count, plural, one {# ƒíéłđöö íšñöö''ŧö <b>šáṽéđöö</b>} other {{name}: # ƒíéłđšööö}}",
    );
    expect(toPseudoLanguage('{role, select, owner {You} other {They}}')).toBe(
      '{role, select, owner {Ýóúöö} other {Ŧĥéýöö}}',
    );
  });

  it('makes messages of all messages, with the same parts', () => {
    const english = textsOf(en);
    const pseudo = textsOf(toPseudoLanguage(en as Tree));
    expect(pseudo).toHaveLength(english.length);
    pseudo.forEach((text, index) => {
      const original = readMessage(english[index] ?? '', 'en');
      expect(readMessage(text, 'en')).toEqual(original);
    });
    const long = pseudo.map(lettersOf).reduce((sum, count) => sum + count, 0);
    const short = english.map(lettersOf).reduce((sum, count) => sum + count, 0);
    expect(long / short).toBeGreaterThan(1.2);
  });
});
