import { describe, expect, it } from 'vitest';
import { toHistoryQuery } from '@/components/history/history-search';
import { fromSearch, type Place, toSearch } from '@/components/shell/place';
import { toStorePath } from '@/lib/http/control-panel';

const path = (url: string, channelId: number | null = null) =>
  toStorePath({ storeHash: 'abc123', url, channelId });

const places: Place[] = [
  { view: 'settings' },
  { view: 'storefronts', field: null },
  { view: 'storefronts', field: 'policyUrl' },
  { view: 'storefront', channelId: 2 },
  { view: 'checks' },
  { view: 'people' },
  { view: 'transfer' },
  { view: 'history', query: '' },
  {
    view: 'history',
    query: toHistoryQuery({
      channelId: null,
      field: 'policyUrl',
      entryId: '0b7f2c1e-5a3d-4f7e-9a64-3d2b1c0f9e8d',
      userId: 7,
      source: 'app_settings',
      note: 'café & bar',
      from: '2026-01-05',
      until: '2026-02-01',
    }),
  },
];

describe('toStorePath', () => {
  it.each(places)('keeps the address of every place: %j', (place) => {
    const landed = new URL(path(`/${toSearch(place)}`), 'https://app.example');
    expect(fromSearch(landed.searchParams)).toEqual(place);
  });

  it('keeps what we know of a link', () => {
    expect(path('/')).toBe('/stores/abc123');
    expect(path('/?storefront=2&field=policy_url')).toBe('/stores/abc123?storefront=2&field=policy_url');
    expect(path('/anything?field=policy_url')).toBe('/stores/abc123?field=policy_url');
  });

  it('takes the storefront whose link was clicked, unless the link names one', () => {
    expect(path('/', 3)).toBe('/stores/abc123?channel=3');
    expect(path('/?storefront=2', 3)).toBe('/stores/abc123?storefront=2');
  });

  it.each([
    ['/?view=history&source=bulk', '?view=history&source=bulk'],
    ['/?view=transfer', '?view=transfer'],
    ['/?view=checks', '?view=checks'],
    ['/?view=people', '?view=people'],
    ['/?view=storefronts&overridden=policyUrl', '?view=storefronts&overridden=policyUrl'],
    [
      '/?view=history&user=7&storefront=store&from=2026-01-05&until=2026-02-01&field=policyUrl',
      '?view=history&storefront=store&field=policyUrl&user=7&from=2026-01-05&until=2026-02-01',
    ],
    [
      '/?view=history&entry=0b7f2c1e-5a3d-4f7e-9a64-3d2b1c0f9e8d',
      '?view=history&entry=0b7f2c1e-5a3d-4f7e-9a64-3d2b1c0f9e8d',
    ],
    ['/?view=history&note=caf%C3%A9+%26+bar', '?view=history&note=caf%C3%A9+%26+bar'],
    ['/?view=history&source=%3Cx%3E&user=-1', '?view=history'],
    ['/?view=history&entry=..%2Fadmin&note=a%0Ab', '?view=history'],
    [`/?view=history&note=${'a'.repeat(201)}`, '?view=history'],
    ['/?view=admin', ''],
  ])('lands where %s says', (url, search) => {
    expect(path(url)).toBe(`/stores/abc123${search}`);
  });

  it('does not turn a link to a view into one to the storefront that was clicked', () => {
    expect(path('/?view=transfer', 3)).toBe('/stores/abc123?view=transfer');
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
