import { describe, expect, it } from 'vitest';
import { fromSearch } from '../../../components/shell/place';
import { languageOf, withLanguage } from '../../../lib/api/page-language';

describe('the language of an address', () => {
  it.each([
    ['/stores/abc', 'de', '/stores/abc?language=de'],
    ['/stores/abc?storefront=2', 'pt-BR', '/stores/abc?storefront=2&language=pt-BR'],
    ['/stores/abc?language=de&view=history', 'uk', '/stores/abc?language=uk&view=history'],
    ['/stores/abc?language=de', null, '/stores/abc'],
    ['/stores/abc?view=storefronts', null, '/stores/abc?view=storefronts'],
  ])('turns %s in %s into %s', (address, language, expected) => {
    expect(withLanguage(address, language)).toBe(expected);
    expect(languageOf(expected.split('?')[1] ?? '')).toBe(language);
  });

  it('is no filter of the history', () => {
    expect(fromSearch(new URLSearchParams('view=history&source=bulk&language=de'))).toEqual({
      view: 'history',
      query: 'source=bulk',
    });
  });
});
