import { describe, expect, it } from 'vitest';
import { createLocaleResolver, resolveLocale } from '../../../lib/i18n/locales';

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
    ['a header without end', 'nl,'.repeat(1_000_000)],
  ])('answers English for %s', (_case, candidate) => {
    expect(resolveLocale(candidate)).toBe('en');
  });

  it('goes on to the next candidate when one is missing', () => {
    expect(resolveLocale(null, undefined, 'xx', 'en-IE')).toBe('en');
  });
});

describe('a resolver of eight languages', () => {
  const resolve = createLocaleResolver(['en', 'de', 'es', 'fr', 'it', 'pt-BR', 'zh-CN', 'uk']);

  it.each([
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['pt_AO', 'pt-BR'],
    ['zh', 'zh-CN'],
    ['zh-Hans', 'zh-CN'],
    ['zh-SG', 'zh-CN'],
    ['zh-cn', 'zh-CN'],
    ['de-AT', 'de'],
    ['de-Latn-CH-1996-u-nu-latn', 'de'],
    ['es-419', 'es'],
    ['fr-CA', 'fr'],
    ['uk-UA', 'uk'],
    ['es-MX, en', 'es'],
    ['en-GB, de', 'en'],
    ['nl, fr;q=0.3, it;q=0.8', 'it'],
    // A related language is another one.
    ['ru', 'en'],
    ['ca', 'en'],
    ['sr-Latn', 'en'],
  ])('gives %s the texts in %s', (wanted, given) => {
    expect(resolve(wanted)).toBe(given);
  });

  it.each(['zh-TW', 'zh-HK', 'zh-Hant'])(
    'gives %s Simplified Chinese only where nothing else is read',
    (tag) => {
      expect(resolve(tag)).toBe('zh-CN');
      expect(resolve(`${tag}, fr;q=0.5`)).toBe('fr');
      expect(resolve(tag, 'en')).toBe('en');
      expect(resolve(`${tag}, zh;q=0.9, en;q=0.8`)).toBe('zh-CN');
    },
  );

  it('goes on to the next candidate when one is not supported', () => {
    expect(resolve('nl', 'de-CH, en')).toBe('de');
    expect(resolve(null, '', 'uk')).toBe('uk');
  });
});
