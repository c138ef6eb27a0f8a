import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CustomerGroup } from '@/lib/settings/customer-group';
import { noCustomerGroup } from '@/lib/settings/customer-settings';
import { createNameMatcher, matchesText } from '@/lib/settings/match-name';

/** More than fits on a screen, and few enough to draw at each key stroke. */
export const shownOptionsMax = 50;

interface GroupOptions {
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
  const matches = groups.filter(createNameMatcher(query));
  const offersNone = matchesText(noGroupName, query);
  const first = matches.slice(0, shownOptionsMax).map(({ id }) => id);
  const ids = query.trim() === '' ? withChosen(first, chosen) : first;
  return {
    shown: offersNone ? [noCustomerGroup, ...ids] : ids,
    more: Math.max(0, matches.length - ids.length),
  };
}

interface GroupComboboxOptions {
  id: string;
  groups: readonly CustomerGroup[];
  value: number;
  noGroupName: string;
  onChange: (value: number) => void;
}

export interface GroupCombobox {
  open: boolean;
  /** The typed text, `null` while the field shows its value. */
  query: string | null;
  options: GroupOptions;
  active: number | undefined;
  optionId: (groupId: number) => string;
  show: () => void;
  close: () => void;
  choose: (groupId: number) => void;
  type: (query: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** Keeps the active option in sight. */
function useScrollTo(optionId: string | undefined): void {
  const scrolledTo = useRef<string | undefined>(undefined);

  useEffect(() => {
    if (optionId !== scrolledTo.current && optionId !== undefined)
      document.getElementById(optionId)?.scrollIntoView({ block: 'nearest' });
    scrolledTo.current = optionId;
  }, [optionId]);
}

/** @returns the option that an arrow leads to in a list of so many; from none, to the first or the last */
function stepFrom(index: number, step: 1 | -1, count: number): number {
  if (index < 0) return step > 0 ? 0 : count - 1;
  return (index + step + count) % count;
}

/** The state and the keys of a combobox with a list, as the ARIA Authoring Practices describe it. */
export function useGroupCombobox(field: GroupComboboxOptions): GroupCombobox {
  const { id, groups, value, noGroupName, onChange } = field;
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState<string | null>(null);
  const [index, setIndex] = useState(-1);
  const options = open ? findGroupOptions(groups, query ?? '', value, noGroupName) : { shown: [], more: 0 };
  const active = open ? options.shown[index] : undefined;
  const optionId = (groupId: number) => `${id}-option-${groupId}`;
  useScrollTo(active === undefined ? undefined : optionId(active));

  function show() {
    if (open) return;
    const { shown } = findGroupOptions(groups, '', value, noGroupName);
    setOpen(true);
    setIndex(shown.indexOf(value));
  }

  function close() {
    setOpen(false);
    setQuery(null);
    setIndex(-1);
  }

  function choose(groupId: number) {
    onChange(groupId);
    close();
  }

  function type(typed: string) {
    setQuery(typed);
    setOpen(true);
    setIndex(typed.trim() === '' ? -1 : 0);
  }

  function move(step: 1 | -1) {
    if (!open) show();
    else if (options.shown.length > 0) setIndex(stepFrom(index, step, options.shown.length));
  }

  /** @returns whether the key was for the list */
  function handleKey(key: string): boolean {
    if (key === 'ArrowDown') move(1);
    else if (key === 'ArrowUp') move(-1);
    else if (key === 'Escape' && open) close();
    else if (key === 'Enter' && active !== undefined) choose(active);
    else if (key === 'Enter') show();
    else return false;
    return true;
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    // A user who typed a name and goes on to the next field means the group that is marked.
    if (event.key === 'Tab' && query !== null && active !== undefined) choose(active);
    else if (handleKey(event.key)) event.preventDefault();
  }

  return { open, query, options, active, optionId, show, close, choose, type, onKeyDown };
}
