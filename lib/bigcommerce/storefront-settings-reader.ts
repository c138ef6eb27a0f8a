import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type AppError, toAppError } from '../errors';
import { type Scope, scopeKey } from '../settings/scope';
import type { BigCommerceClient, StoreAccess } from './client';
import type { ReadOptions, ReadSettings } from './customer-settings';

/** The result for one of many storefronts: its settings, or the error. */
export type StorefrontRead =
  { channelId: number; read: ReadSettings } | { channelId: number; error: AppError };

/** A pause for the store's rate limit, so that the browser can show it. */
export interface ReadingPause {
  pauseMs: number;
}

/** How one storefront is read. */
export interface StorefrontReading {
  readStorefront: (access: StoreAccess, channelId: number, options: ReadOptions) => Promise<ReadSettings>;
  /** Replaces values of an earlier read that are known to be older, because another server saved newer ones. */
  refresh: (scope: Scope, read: ReadSettings) => Promise<ReadSettings>;
}

export interface StorefrontSettingsReader {
  /**
   * Reads the settings of many storefronts of one store, in the given order, and yields each as it arrives.
   *
   * @param channelIds at least one
   * @param options `inView` for storefronts that are visible now: they go before all others, newest first; `unwatched`
   *   for background work: it goes after all others
   * @returns one {@link StorefrontRead} for each, with pauses in between; cancelling it cancels reads that have no
   *   other caller
   */
  read(
    access: StoreAccess,
    channelIds: readonly number[],
    options?: { inView?: boolean; unwatched?: boolean },
  ): ReadableStream<StorefrontRead | ReadingPause>;
  /** Called after a storefront was written: earlier reads of it are not shared any more. */
  forget(storeHash: string, channelId: number): void;
}

/** Requests for the same storefront within this time share one read. Milliseconds. */
const sharedForMs = 5_000;
const readsRemembered = 20_000;
const storefrontsRemembered = 20_000;

/** Reads of single storefronts, each shared for a few seconds by those that want the same. */
function createSharedReads({ readStorefront, refresh }: StorefrontReading) {
  const lately = new LRUCache<string, ReadSettings>({ max: readsRemembered, ttl: sharedForMs });
  /** The number of writes of each storefront: reads from before the last write are not shared after it. */
  const writes = new LRUCache<string, number>({ max: storefrontsRemembered });

  function keyOf({ storeHash, accessToken }: StoreAccess, channelId: number): string {
    const scope = scopeKey({ storeHash, channelId });
    return `${scope} ${writes.get(scope) ?? 0} ${createHash('sha256').update(accessToken).digest('base64')}`;
  }

  return {
    async read(access: StoreAccess, channelId: number, options: ReadOptions): Promise<StorefrontRead> {
      const known = lately.get(keyOf(access, channelId));
      if (known) {
        const { storeHash } = access;
        return { channelId, read: await refresh({ storeHash, channelId }, known) };
      }
      let key = '';
      const onBegin = () => {
        key = keyOf(access, channelId);
      };
      try {
        const read = await readStorefront(access, channelId, { ...options, onBegin });
        if (key === keyOf(access, channelId)) lately.set(key, read);
        return { channelId, read };
      } catch (thrown) {
        return { channelId, error: toAppError(thrown) };
      }
    },
    forget(storeHash: string, channelId: number): void {
      const scope = scopeKey({ storeHash, channelId });
      writes.set(scope, (writes.get(scope) ?? 0) + 1);
    },
  };
}

/**
 * Makes the reader of many storefronts. The gate makes a few reads at once within the store's share of its quota, and
 * each read is shared for a few seconds.
 */
export function createStorefrontSettingsReader(
  { gate }: Pick<BigCommerceClient, 'gate'>,
  reading: StorefrontReading,
): StorefrontSettingsReader {
  const shared = createSharedReads(reading);
  let requests = 0;

  return {
    read(access, channelIds, { inView = false, unwatched = false } = {}) {
      requests += 1;
      const leaving = new AbortController();
      const options: ReadOptions = {
        priority: unwatched ? 'background' : inView ? 'in-view' : 'rows',
        // Of visible storefronts the newest request goes first, because users scroll on; the others go in order.
        rank: inView ? requests : 0,
        signal: leaving.signal,
      };
      let unwatch: () => void = () => undefined;
      return new ReadableStream({
        start(controller) {
          unwatch = gate.watchPauses(access.storeHash, (pauseMs) => controller.enqueue({ pauseMs }));
          const reads = [...new Set(channelIds)].map(async (channelId) => {
            const read = await shared.read(access, channelId, options);
            if (!leaving.signal.aborted) controller.enqueue(read);
          });
          void Promise.all(reads).then(() => {
            unwatch();
            if (!leaving.signal.aborted) controller.close();
          });
        },
        cancel() {
          unwatch();
          leaving.abort();
        },
      });
    },
    forget: (storeHash, channelId) => shared.forget(storeHash, channelId),
  };
}
