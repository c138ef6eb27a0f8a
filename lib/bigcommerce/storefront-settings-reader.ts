import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type AppError, toAppError } from '../errors';
import { scopeKey } from '../settings/scope';
import type { BigCommerceClient, StoreAccess } from './client';
import type { ReadOptions, ReadSettings } from './customer-settings';

/** One of many storefronts: what was read, or why it could not be. */
export type StorefrontRead =
  { channelId: number; read: ReadSettings } | { channelId: number; error: AppError };

/** A pause for the store's rate limit, so that the user can be told. */
export interface ReadingPause {
  pauseMs: number;
}

/** Reads the settings of one storefront. */
export type ReadStorefront = (
  access: StoreAccess,
  channelId: number,
  options: ReadOptions,
) => Promise<ReadSettings>;

export interface StorefrontSettingsReader {
  /**
   * Reads the settings of many storefronts of one store, in the given order, and hands each over as it comes.
   *
   * @param channelIds at least one
   * @param options `inView` for storefronts that somebody looks at now: they go before all others, newest first;
   *   `unwatched` for what nobody waits for: it goes after all others
   * @returns one {@link StorefrontRead} for each, with pauses between; cancelling it ends what nobody else waits for
   */
  read(
    access: StoreAccess,
    channelIds: readonly number[],
    options?: { inView?: boolean; unwatched?: boolean },
  ): ReadableStream<StorefrontRead | ReadingPause>;
  /** Says that a storefront was written: what was read before is not handed out any more. */
  forget(storeHash: string, channelId: number): void;
}

/** Tabs that ask for the same within this time share one read. */
const sharedForMs = 5_000;
const readsRemembered = 20_000;
const storefrontsRemembered = 20_000;

/** Reads of single storefronts, each shared for a few seconds by those that want the same. */
function createSharedReads(readStorefront: ReadStorefront) {
  const lately = new LRUCache<string, ReadSettings>({ max: readsRemembered, ttl: sharedForMs });
  /** Counts the writes of a storefront: what was read before the last one is not shared after it. */
  const writes = new LRUCache<string, number>({ max: storefrontsRemembered });

  function keyOf({ storeHash, accessToken }: StoreAccess, channelId: number): string {
    const scope = scopeKey({ storeHash, channelId });
    return `${scope} ${writes.get(scope) ?? 0} ${createHash('sha256').update(accessToken).digest('base64')}`;
  }

  return {
    async read(access: StoreAccess, channelId: number, options: ReadOptions): Promise<StorefrontRead> {
      const known = lately.get(keyOf(access, channelId));
      if (known) return { channelId, read: known };
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
 * Reads many storefronts without a storm: the gate makes a few reads at once within the store's share of its quota,
 * and each read is shared for a few seconds.
 *
 * @param readStorefront makes one read
 */
export function createStorefrontSettingsReader(
  { gate }: Pick<BigCommerceClient, 'gate'>,
  readStorefront: ReadStorefront,
): StorefrontSettingsReader {
  const shared = createSharedReads(readStorefront);
  let requests = 0;

  return {
    read(access, channelIds, { inView = false, unwatched = false } = {}) {
      requests += 1;
      const leaving = new AbortController();
      const options: ReadOptions = {
        priority: unwatched ? 'background' : inView ? 'in-view' : 'rows',
        // Of what is in view the newest goes first, as people scroll on; the rest has to wait its turn.
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
