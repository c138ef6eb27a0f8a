import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStoreHash, parseStoreContext } from '@/lib/bigcommerce/store-context';

describe('parseStoreContext', () => {
  it('reads stores/{hash}', () => {
    expect(parseStoreContext('stores/abc123')).toBe('abc123');
  });

  it.each([
    'abc123',
    'stores/',
    'stores/abc/def',
    '/stores/abc',
    'stores/../abc',
    'stores/a%2fb',
    'Stores/abc',
    'stores/ABC',
    ' stores/abc',
    'stores/abc ',
  ])('refuses %j', (context) => {
    expect(parseStoreContext(context)).toBeNull();
  });

  it('never lets a hash pass that could leave its place in a path', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const storeHash = parseStoreContext(`stores/${text}`);
        if (storeHash !== null)
          expect(new URL(`http://x/stores/${storeHash}/y`).pathname).toBe(`/stores/${text}/y`);
        expect(isStoreHash(text)).toBe(storeHash !== null);
      }),
    );
  });
});
