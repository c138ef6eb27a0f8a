import { describe, expect, it } from 'vitest';
import { toStorePath } from '@/lib/http/deep-link';

const path = (url: string, channelId: number | null = null) =>
  toStorePath({ storeHash: 'abc123', url, channelId });

describe('toStorePath', () => {
  it('keeps what we know of a link', () => {
    expect(path('/')).toBe('/stores/abc123');
    expect(path('/?storefront=2&field=policy_url')).toBe('/stores/abc123?storefront=2&field=policy_url');
    expect(path('/anything?field=policy_url')).toBe('/stores/abc123?field=policy_url');
  });

  it('takes the storefront whose link was clicked, unless the link names one', () => {
    expect(path('/', 3)).toBe('/stores/abc123?storefront=3');
    expect(path('/?storefront=2', 3)).toBe('/stores/abc123?storefront=2');
  });

  it.each([
    'https://elsewhere.example/?x=1',
    '//elsewhere.example/',
    '/?storefront=-1',
    '/?storefront=2%2F..',
    '/?field=<script>',
    '/../../admin',
    'javascript:alert(1)',
    '\\\\elsewhere.example',
    '',
  ])('leads nowhere else with %j', (url) => {
    expect(path(url)).toBe('/stores/abc123');
  });
});
