import type { SignedPayload } from '../bigcommerce/signed-payload';

const storefrontPattern = /^[1-9]\d{0,9}$/;
const fieldPattern = /^[a-z_]{1,64}$/;

/**
 * The app's address for what a control panel's link pointed at. The link's path and parameters are somebody's
 * input: only those we know, in the form we know, go on.
 *
 * @param url the payload's deep link, for instance `/?storefront=2&field=policy_url`
 * @param channelId the storefront whose link was clicked; an explicit `storefront` in the link wins
 * @returns a path with query, for instance `/stores/abc123?storefront=2`
 */
export function toStorePath({
  storeHash,
  url,
  channelId,
}: Pick<SignedPayload, 'storeHash' | 'url' | 'channelId'>): string {
  const link = URL.parse(url, 'https://app.invalid')?.searchParams ?? new URLSearchParams();
  const query = new URLSearchParams();
  const storefront = link.get('storefront') ?? (channelId === null ? '' : String(channelId));
  const field = link.get('field') ?? '';
  if (storefrontPattern.test(storefront)) query.set('storefront', storefront);
  if (fieldPattern.test(field)) query.set('field', field);
  const search = query.toString();
  return `/stores/${storeHash}${search === '' ? '' : `?${search}`}`;
}
