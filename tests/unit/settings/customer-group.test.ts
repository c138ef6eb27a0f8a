import { describe, expect, it } from 'vitest';
import { givesDiscounts, restrictsCategories } from '@/lib/settings/customer-group';

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
