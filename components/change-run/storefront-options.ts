import type { Storefront } from '@/lib/settings/storefront';

/** More than fits on a screen, and few enough to draw at each key stroke. */
export const shownStorefrontsMax = 50;

export interface StorefrontOptions {
  shown: Storefront[];
  /** How many more match and are not shown. */
  more: number;
}

/**
 * The storefronts to offer for what was typed: those whose name contains it or whose id starts with it. The one that
 * is chosen stays among them.
 */
export function findStorefrontOptions(
  storefronts: readonly Storefront[],
  query: string,
  chosen: number | null,
): StorefrontOptions {
  const sought = query.trim().toLocaleLowerCase();
  const matches = storefronts.filter(
    ({ id, name }) => name.toLocaleLowerCase().includes(sought) || String(id).startsWith(sought),
  );
  const shown = matches.slice(0, shownStorefrontsMax);
  const kept = storefronts.filter(({ id }) => id === chosen && !shown.some((one) => one.id === id));
  return { shown: [...kept, ...shown], more: matches.length - shown.length };
}
