'use client';

import { useEffect, useRef } from 'react';
import { ActionButton } from './action-button';

interface ShowMoreProps {
  label: string;
  busyLabel: string;
  /** The ids of what is shown, in its order. */
  ids: readonly string[];
  pages: { more: boolean; readingMore: boolean; showMore: () => void };
}

/**
 * Loads the next page of a list and moves the focus to the first new item, because the button moves down with the list.
 */
export function ShowMore({ label, busyLabel, ids, pages }: ShowMoreProps) {
  const shownBefore = useRef<number | null>(null);

  useEffect(() => {
    const id = shownBefore.current === null ? undefined : ids[shownBefore.current];
    if (id === undefined) return;
    shownBefore.current = null;
    document.getElementById(id)?.focus();
  }, [ids]);

  if (!pages.more) return null;
  return (
    <div>
      <ActionButton
        type="button"
        variant="secondary"
        label={label}
        busyLabel={busyLabel}
        off={false}
        busy={pages.readingMore}
        onClick={() => {
          shownBefore.current = ids.length;
          pages.showMore();
        }}
      />
    </div>
  );
}
