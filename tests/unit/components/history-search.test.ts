import { describe, expect, it } from 'vitest';
import {
  fromHistoryQuery,
  type HistorySearch,
  toChangeFilters,
  toHistoryQuery,
} from '@/components/history/history-search';
import { fromSearch, historyPlace, toSearch } from '@/components/shell/place';

const read = (query: string) => fromHistoryQuery(new URLSearchParams(query));

describe('the search of the history in the address', () => {
  it.each<HistorySearch>([
    {},
    { channelId: null },
    { channelId: 1_024_801, field: 'policyUrl', userId: 9_876_543_210, source: 'outside' },
    { from: '2026-01-05', until: '2026-02-28' },
    { note: '50 % für alle & "mehr"' },
    { entryId: '0b5a6c1e-7d4f-4e2a-9b3c-2f1e0d9c8b7a' },
  ])('comes back as it was: %j', (search) => {
    const place = { view: 'history', query: toHistoryQuery(search) } as const;
    const again = fromSearch(new URLSearchParams(toSearch(place)));
    expect(again).toEqual(place);
    expect(read(place.query)).toEqual(search);
  });

  it.each([
    'storefront=0',
    'storefront=4294967296',
    'storefront=abc',
    'field=policy_url',
    'field=constructor',
    'user=-1',
    'entry=1',
    'entry=0b5a6c1e-7d4f-4e2a-9b3c-2f1e0d9c8b7a%27',
    'source=elsewhere',
    'from=2026-02-30',
    'from=0202-01-05',
    'until=tomorrow',
    'note=%20%0A',
    'evil=1',
  ])('is not restricted by %s', (query) => {
    expect(read(query)).toEqual({});
  });

  it('of one field of one scope is the place to which a field leads', () => {
    const place = historyPlace(null, 'policyUrl');
    expect(place).toEqual({
      view: 'history',
      query: toHistoryQuery({ channelId: null, field: 'policyUrl' }),
    });
  });

  it('asks for whole days of the reader', () => {
    expect(toChangeFilters({ from: '2026-01-05', until: '2026-01-31', source: 'app' })).toEqual({
      source: 'app',
      from: new Date(2026, 0, 5).getTime(),
      until: new Date(2026, 1, 1).getTime(),
    });
  });

  it('looks for no more of a reason than the server takes', () => {
    expect(read(`note=${'x'.repeat(99)}%F0%9F%8E%83`).note).toBe('x'.repeat(99));
    expect(read(`note=${'x'.repeat(600)}`).note).toHaveLength(100);
  });
});
