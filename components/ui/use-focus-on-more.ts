import { useEffect, useRef } from 'react';

/**
 * Moves the focus to the first of what "Show more" brought: the button went down with the list, and whoever reads on
 * goes on there.
 *
 * @param ids of the elements, in their order
 * @returns to be called when more is asked for
 */
export function useFocusOnMore(ids: readonly string[]): () => void {
  const shownBefore = useRef<number | null>(null);

  useEffect(() => {
    const before = shownBefore.current;
    const id = before === null ? undefined : ids[before];
    if (id === undefined) return;
    shownBefore.current = null;
    document.getElementById(id)?.focus();
  }, [ids]);

  return () => {
    shownBefore.current = ids.length;
  };
}
