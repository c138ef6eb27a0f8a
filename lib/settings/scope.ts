/** Where settings are stored: a whole store, or one of its storefronts. */
export interface Scope {
  storeHash: string;
  /** `null` for the whole store. */
  channelId: number | null;
}

/**
 * A scope as text, as a key in maps and caches.
 *
 * @returns for instance `abc123/2`, or `abc123/store` for the whole store
 */
export function scopeKey({ storeHash, channelId }: Scope): string {
  return `${storeHash}/${channelId ?? 'store'}`;
}
