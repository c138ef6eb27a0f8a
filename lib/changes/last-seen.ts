import { LRUCache } from 'lru-cache';
import { type Scope, scopeKey } from '../settings/scope';
import type { SettingsObserver } from './settings-observer';

/** When this server last read the settings of each storefront. Other servers may have read them later. */
export interface LastSeen {
  /** @returns milliseconds since the epoch; `null` where this server has not read the storefront since it started */
  at: (scope: Scope) => number | null;
  /** The observer, whose reads of storefronts are noted. */
  noting: (observer: SettingsObserver) => SettingsObserver;
}

/** About 100 bytes each. */
const scopesRemembered = 50_000;

/** @param now milliseconds since the epoch */
export function createLastSeen(now: () => number): LastSeen {
  const seen = new LRUCache<string, number>({ max: scopesRemembered });
  const note = (storeHash: string, channelId: number, at: number) =>
    void seen.set(scopeKey({ storeHash, channelId }), at);
  return {
    at: (scope) => seen.get(scopeKey(scope)) ?? null,
    noting: (observer) => ({
      ...observer,
      async readStorefront(access, channelId, options) {
        const began = now();
        const found = await observer.readStorefront(access, channelId, options);
        note(access.storeHash, channelId, began);
        return found;
      },
      async observe(access, channelId, onBegin) {
        const began = now();
        await observer.observe(access, channelId, onBegin);
        if (channelId !== null) note(access.storeHash, channelId, began);
      },
    }),
  };
}
