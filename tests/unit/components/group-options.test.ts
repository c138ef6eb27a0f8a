import { describe, expect, it } from 'vitest';
import { findGroupOptions, shownOptionsMax } from '../../../components/setting-fields/use-group-combobox';
import { createGroupNames } from '../../../components/setting-fields/group-names';

const groups = Array.from({ length: 1200 }, (_, index) => ({ id: index + 1, name: `Group of ${index + 1}` }));

describe('the groups on offer', () => {
  it('starts with no group, shows few and counts the rest', () => {
    const { shown, more } = findGroupOptions(groups, '', 0, 'No group');
    expect(shown.slice(0, 3)).toEqual([0, 1, 2]);
    expect(shown).toHaveLength(shownOptionsMax + 1);
    expect(more).toBe(1200 - shownOptionsMax);
  });

  it('shows the chosen group, however far down it stands', () => {
    const { shown, more } = findGroupOptions(groups, '', 1100, 'No group');
    expect(shown.slice(0, 3)).toEqual([0, 1100, 1]);
    expect(shown).toHaveLength(shownOptionsMax + 1);
    expect(more).toBe(1200 - shownOptionsMax);
  });

  it('finds by a part of the name in any case, by id, and finds no group', () => {
    const some = [
      { id: 7, name: 'Wholesale' },
      { id: 81, name: 'VIP' },
    ];
    expect(findGroupOptions(some, 'SALE', 0, 'No group').shown).toEqual([7]);
    expect(findGroupOptions(some, ' 8', 0, 'No group').shown).toEqual([81]);
    expect(findGroupOptions(some, 'no g', 0, 'No group').shown).toEqual([0]);
    expect(findGroupOptions(some, 'nothing like it', 0, 'No group')).toEqual({ shown: [], more: 0 });
  });
});

describe('the name of a group', () => {
  const some = [
    { id: 7, name: 'VIP' },
    { id: 8, name: 'VIP' },
    { id: 9, name: 'Retail' },
  ];

  it('tells groups of the same name apart', () => {
    const names = createGroupNames({ groups: some, complete: true });
    expect(names.nameOf(0)).toEqual({ kind: 'none' });
    expect(names.nameOf(8)).toEqual({ kind: 'sameName', name: 'VIP', id: 8 });
    expect(names.nameOf(9)).toEqual({ kind: 'named', name: 'Retail' });
  });

  it('calls a group deleted only when the list is complete', () => {
    expect(createGroupNames({ groups: some, complete: true }).nameOf(12)).toEqual({
      kind: 'deleted',
      id: 12,
    });
    expect(createGroupNames({ groups: some, complete: false }).nameOf(12)).toEqual({
      kind: 'unnamed',
      id: 12,
    });
  });
});
