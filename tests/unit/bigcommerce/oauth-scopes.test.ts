import { describe, expect, it } from 'vitest';
import { missingOauthScopes, parseOauthScopes } from '@/lib/bigcommerce/oauth-scopes';

describe('missingOauthScopes', () => {
  it('names what a grant lacks', () => {
    expect(missingOauthScopes(['store_v2_default'], ['store_v2_customers'])).toEqual(['store_v2_customers']);
    expect(missingOauthScopes(['store_v2_customers'], ['store_v2_customers'])).toEqual([]);
  });

  it('counts writing as reading, and not the other way round', () => {
    const needed = ['store_v2_information_read_only'];
    expect(missingOauthScopes(['store_v2_information'], needed)).toEqual([]);
    expect(missingOauthScopes(['store_v2_customers_read_only'], ['store_v2_customers'])).toEqual([
      'store_v2_customers',
    ]);
  });
});

describe('parseOauthScopes', () => {
  it('splits at white space of any kind', () => {
    expect(parseOauthScopes(' a  b\tc ')).toEqual(['a', 'b', 'c']);
    expect(parseOauthScopes('')).toEqual([]);
  });
});
