import type { Place } from './place';

/** The storefronts of the store, as far as they are known. */
export interface KnownStorefronts {
  /** The ids as far as they were read, `null` where none were. */
  ids: readonly number[] | null;
  /** Whether these are all. */
  complete: boolean;
  /** Whether there is anything to tell apart: several storefronts, or something that the store's form does not have. */
  apart: boolean;
}

/**
 * The place to show for one that was asked for. The only storefront of a store, without values of its own, is the store:
 * the plain form says all about it. A channel that the control panel named and that is no storefront has no settings.
 *
 * @param missing whether BigCommerce answered that there is no such channel
 */
export function shownPlace(
  place: Place,
  { ids, complete, apart }: KnownStorefronts,
  missing: boolean,
): Place {
  if (place.view !== 'storefront') return place;
  const { channelId, ofControlPanel } = place;
  const only = complete && ids?.length === 1 && ids[0] === channelId && !apart;
  const none = ofControlPanel === true && (missing || (complete && ids?.includes(channelId) === false));
  return only || none ? { view: 'settings' } : place;
}
