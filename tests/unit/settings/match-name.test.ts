import { describe, expect, it } from 'vitest';
import { createNameMatcher, matchesText } from '../../../lib/settings/match-name';

describe('a name that is looked for', () => {
  it.each([
    ['case', 'Élan', 'ELAN'],
    ['accents in the name', 'Crème Brûlée', 'creme brulee'],
    ['accents in what was typed', 'Elan', 'élan'],
    ['accents written as characters of their own', 'E\u0301lan', 'élan'],
    ['Cyrillic accents', 'Чёрный йод', 'черныи иод'],
    ['a sharp s', 'Straße', 'STRASSE'],
    ['a sharp s that was typed', 'Strasse', 'straße'],
    ['ligatures', 'Oﬃce', 'office'],
    ['letters that are two', 'Æsir & Œuvre', 'aesir & oeuvre'],
    ['strokes', 'Łódź Sørensen', 'lodz sorensen'],
    ['the dotted and the dotless i', 'İstanbul Işık', 'istanbul isik'],
    ['the sigma at the end of a word', 'ΟΔΟΣ', 'οδοσ'],
    ['full width', 'Ｓｈｏｐ １', 'shop 1'],
    ['half-width katakana', 'ｶﾞﾗｽ', 'ガラス'],
    ['blanks that do not break', 'Big\u00a0Shop', 'big shop'],
    ['blanks around and several of them', 'Big  Shop', '  big   shop '],
    ['characters that are not seen', 'Big\u200bShop\ufeff', 'bigshop'],
  ])('is found whatever its %s', (_what, name, query) => {
    expect(matchesText(name, query)).toBe(true);
    expect(createNameMatcher(query)({ id: 1, name })).toBe(true);
  });

  it('keeps letters apart that only look alike, and marks that are letters', () => {
    expect(matchesText('Elan', 'alan')).toBe(false);
    expect(matchesText('カラス', 'ガラス')).toBe(false);
  });

  it('is found by a part, and by nothing at all', () => {
    expect(createNameMatcher('sale')({ id: 1, name: 'Wholesale' })).toBe(true);
    expect(createNameMatcher(' ')({ id: 1, name: 'Wholesale' })).toBe(true);
  });

  it('is found by the beginning of its id, also in full width', () => {
    expect(createNameMatcher('30')({ id: 301, name: 'Shop' })).toBe(true);
    expect(createNameMatcher('３０')({ id: 301, name: 'Shop' })).toBe(true);
    expect(createNameMatcher('01')({ id: 301, name: 'Shop' })).toBe(false);
  });

  it('takes what was typed for text and not for a pattern', () => {
    expect(matchesText('Shop', '.*')).toBe(false);
    expect(matchesText('Shop (old)', '(')).toBe(true);
  });
});
