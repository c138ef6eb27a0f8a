import { decodeJwt } from 'jose';
import { isStoreHash, parseStoreContext } from '../bigcommerce/store-context';
import type { SignedPayload } from '../bigcommerce/signed-payload';

/**
 * The query parameters of the app, each with the pattern of its values. Here they are only made harmless; the views
 * validate them.
 */
const parameters: Readonly<Record<string, RegExp>> = {
  view: /^(storefronts|checks|history|people|transfer)$/,
  storefront: /^([1-9]\d{0,9}|store)$/,
  channel: /^[1-9]\d{0,9}$/,
  field: /^[a-zA-Z_]{1,64}$/,
  overridden: /^[a-zA-Z_]{1,64}$/,
  entry: /^[\da-f-]{36}$/,
  user: /^[1-9]\d{0,14}$/,
  source: /^[a-z_]{1,32}$/,
  note: /^[^\p{Cc}\p{Cs}]{1,200}$/u,
  from: /^\d{4}-\d{2}-\d{2}$/,
  until: /^\d{4}-\d{2}-\d{2}$/,
};

/**
 * Converts a control panel's deep link to an address of the app. The link is input: only known parameters with valid
 * values are kept.
 *
 * @param url the payload's deep link, for instance `/?storefront=2&field=policy_url` or `/?view=history&source=bulk`
 * @param channelId the channel that the control panel shows, a storefront or not; an explicit `storefront` or `view` in
 *   the link wins
 * @returns the path with its query, for instance `/stores/abc123?storefront=2`
 */
export function toStorePath({
  storeHash,
  url,
  channelId,
}: Pick<SignedPayload, 'storeHash' | 'url' | 'channelId'>): string {
  const link = URL.parse(url, 'https://app.invalid')?.searchParams ?? new URLSearchParams();
  const query = new URLSearchParams();
  for (const [name, form] of Object.entries(parameters)) {
    const value = link.get(name) ?? '';
    if (form.test(value)) query.set(name, value);
  }
  if (channelId !== null && !query.has('view') && !query.has('storefront'))
    query.set('channel', String(channelId));
  const search = query.toString();
  return `/stores/${storeHash}${search === '' ? '' : `?${search}`}`;
}

/**
 * Makes the origin of a store's control panel.
 *
 * @param pattern an origin with `{hash}`, from the environment
 */
export function controlPanelOriginOf(pattern: string, storeHash: string): string {
  return pattern.replace('{hash}', storeHash);
}

/** Reads the store of a payload without verifying its signature. */
function claimedStore(payload: string): string | null {
  try {
    return parseStoreContext(decodeJwt(payload).sub ?? '');
  } catch {
    return null;
  }
}

/**
 * Finds the store of a page by its address, which is not verified: a refused callback is shown in the control panel
 * that sent it. The page of a refusal holds no data of a store, so that a false claim is harmless.
 *
 * @returns null where the address has no store
 */
export function storeOfPage({ pathname, searchParams }: URL): string | null {
  const [, first, storeHash = ''] = pathname.split('/');
  if (first === 'stores') return isStoreHash(storeHash) ? storeHash : null;
  if (pathname === '/auth') return parseStoreContext(searchParams.get('context') ?? '');
  return pathname === '/load' ? claimedStore(searchParams.get('signed_payload_jwt') ?? '') : null;
}
