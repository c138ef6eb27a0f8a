import { describe, expect, it } from 'vitest';
import { resolveLocale } from '../../../lib/i18n/locales';

describe('resolveLocale', () => {
  it.each([
    ['a supported tag', 'en'],
    ['a region of a supported language', 'en-GB'],
    ['an underscore, as some systems write it', 'en_US'],
    ['another case', 'EN-us'],
    ['a weighted list', 'fr;q=0.4, en-AU;q=0.8'],
    ['an unknown language', 'xx-YY'],
    ['what is no tag at all', ';;;q=,,'],
    ['nothing', ''],
    ['any language', '*'],
    ['a header without end', 'fr,'.repeat(1_000_000)],
  ])('answers English for %s', (_case, candidate) => {
    expect(resolveLocale(candidate)).toBe('en');
  });

  it('goes on to the next candidate when one is missing', () => {
    expect(resolveLocale(null, undefined, 'xx', 'en-IE')).toBe('en');
  });
});
