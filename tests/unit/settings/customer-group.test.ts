import { describe, expect, it } from 'vitest';
import { givesDiscounts, mayChangeWhatGuestsSee, restrictsCategories } from '@/lib/settings/customer-group';

const group = { id: 1, name: 'Trade' };

describe('what a group does', () => {
  it('is nothing while it is not known', () => {
    expect([givesDiscounts(group), restrictsCategories(group)]).toEqual([false, false]);
  });

  it('is a discount where it has a rule', () => {
    expect(givesDiscounts({ ...group, discounts: [] })).toBe(false);
    expect(givesDiscounts({ ...group, discounts: [{ on: 'price_list' }] })).toBe(true);
  });

  it.each([
    ['all', false],
    ['none', true],
    [0, true],
    [3, true],
  ] as const)('hides categories where it gives access to %s: %s', (categories, restricts) => {
    expect(restrictsCategories({ ...group, categories })).toBe(restricts);
  });
});

describe('mayChangeWhatGuestsSee', () => {
  const trade = { id: 4, name: 'Trade', discounts: [{ on: 'all' as const }] };
  const plain = { id: 5, name: 'Plain', discounts: [], categories: 'all' as const };

  it.each([
    [{ id: 4, group: trade }, true, true],
    [{ id: 4, group: trade }, false, true],
    [{ id: 5, group: plain }, false, false],
    [{ id: 6, group: null }, false, true],
    [{ id: 6, group: null }, true, false],
    [{ id: 0, group: null }, false, false],
  ])('of %j where the list is complete: %s', (named, complete, may) => {
    expect(mayChangeWhatGuestsSee(named, { groups: [], complete })).toBe(may);
  });
});
