import type { Place } from './place';

/** What a tab leads to. */
export type View = 'settings' | 'storefronts' | 'history' | 'people';

// BigDesign would use a plain number as an index.
export const tabId = (view: View) => `tab-${view}`;
export const viewPanelId = (view: View) => `panel-${view}`;

/** The tab under which a place is found. */
export function viewOf(place: Place): View {
  if (place.view === 'transfer') return 'settings';
  return place.view === 'storefront' ? 'storefronts' : place.view;
}
