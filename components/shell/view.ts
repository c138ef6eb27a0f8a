import type { Place } from './place';

/** The view that a tab opens. */
export type View = 'settings' | 'storefronts' | 'checks' | 'history' | 'people';

/** The tabs in their order, with those that not every store and not every user has. */
export function tabsOf({ storefronts, people }: { storefronts: boolean; people: boolean }): View[] {
  const all: View[] = ['settings', 'storefronts', 'checks', 'history', 'people'];
  return all.filter((view) => (view !== 'storefronts' || storefronts) && (view !== 'people' || people));
}

// BigDesign would use a plain number as an index.
export const tabId = (view: View) => `tab-${view}`;
export const viewPanelId = (view: View) => `panel-${view}`;

/** The id of the heading that has the focus after a change of the view; where a view has none, its panel has it. */
export const viewHeadingId = 'view-heading';

/** The tab under which a place is found. */
export function viewOf(place: Place): View {
  if (place.view === 'transfer') return 'settings';
  return place.view === 'storefront' ? 'storefronts' : place.view;
}
