/** Where settings are stored: a whole store, or one of its storefronts. */
export interface Scope {
  storeHash: string;
  /** `null` for the whole store. */
  channelId: number | null;
}

/** BigCommerce's ids of channels are signed 32 bit integers. */
export const channelIdMax = 2 ** 31 - 1;

/**
 * A scope of a known store as text: a key, and its name in addresses.
 *
 * @param channelId `null` for the whole store
 * @returns for instance `2`, or `store` for the whole store
 */
export function channelKey(channelId: number | null): string {
  return String(channelId ?? 'store');
}

/**
 * The scope that {@link channelKey} wrote.
 *
 * @returns a channel's id, `null` for the whole store, `undefined` for what names no scope
 */
export function parseChannelKey(text: string): number | null | undefined {
  if (text === channelKey(null)) return null;
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : NaN;
  return id <= channelIdMax ? id : undefined;
}

/**
 * A scope as text, as a key in maps and caches.
 *
 * @returns for instance `abc123/2`, or `abc123/store` for the whole store
 */
export function scopeKey({ storeHash, channelId }: Scope): string {
  return `${storeHash}/${channelKey(channelId)}`;
}
