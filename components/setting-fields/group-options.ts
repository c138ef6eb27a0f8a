import type { CustomerGroup } from '@/lib/settings/customer-group';
import { noCustomerGroup } from '@/lib/settings/customer-settings';
import { matchesName, matchesText } from '@/lib/settings/match-name';

/** More than fits on a screen, and few enough to draw at each key stroke. */
export const shownOptionsMax = 50;

export interface GroupOptions {
  /** Ids, in the order in which they are offered. */
  shown: number[];
  /** How many more match and are not shown. */
  more: number;
}

function withChosen(ids: number[], chosen: number): number[] {
  if (chosen === noCustomerGroup || ids.includes(chosen)) return ids;
  return [chosen, ...ids.slice(0, shownOptionsMax - 1)];
}

/**
 * The groups to offer for what was typed: those whose name contains it or whose id starts with it. With nothing
 * typed, the group that is chosen is among them, however far down it stands.
 *
 * @param groups all groups, in the store's order
 * @param query what was typed, `""` for nothing
 * @param chosen the id that the field holds
 * @param noGroupName what "no group" is called, since it can be looked for, too
 */
export function findGroupOptions(
  groups: readonly CustomerGroup[],
  query: string,
  chosen: number,
  noGroupName: string,
): GroupOptions {
  const matches = groups.filter((group) => matchesName(group, query));
  const offersNone = matchesText(noGroupName, query);
  const first = matches.slice(0, shownOptionsMax).map(({ id }) => id);
  const ids = query.trim() === '' ? withChosen(first, chosen) : first;
  return {
    shown: offersNone ? [noCustomerGroup, ...ids] : ids,
    more: Math.max(0, matches.length - ids.length),
  };
}
