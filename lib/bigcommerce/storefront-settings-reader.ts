import { LRUCache } from 'lru-cache';
import type { BigCommerceClient, StoreAccess } from './client';
import {
  createStorefrontReadQueue,
  type ReadStorefront,
  type StorefrontRead,
  type StorefrontReadQueue,
} from './storefront-read-queue';

/** A pause for the store's rate limit, so that whoever waits can be told. */
export interface ReadingPause {
  pauseMs: number;
}

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

const storesRemembered = 2_000;

/**
 * Reads many storefronts without a storm: a few at once for one store, what somebody looks at goes first, reads are
 * shared for a few seconds, and at least half of the store's quota stays for others.
 *
 * @param readStorefront makes one read
 */
export function createStorefrontSettingsReader(
  client: Pick<BigCommerceClient, 'quotas'>,
  readStorefront: ReadStorefront,
): StorefrontSettingsReader {
  const queues = new LRUCache<string, StorefrontReadQueue>({ max: storesRemembered });
  let requests = 0;

  function queueOf(storeHash: string): StorefrontReadQueue {
    const queue = queues.get(storeHash) ?? createStorefrontReadQueue(client, readStorefront, storeHash);
    queues.set(storeHash, queue);
    return queue;
  }

  return {
    read(access, channelIds, { inView = false, unwatched = false } = {}) {
      requests += 1;
      // Of what is in view the newest goes first, as people scroll on; the rest has to wait its turn.
      const priority = unwatched ? -Infinity : inView ? requests : -requests;
      const queue = queueOf(access.storeHash);
      const left = new Set(channelIds);
      const endings: (() => void)[] = [];
      const leave = () => {
        for (const end of endings.splice(0)) end();
      };
      return new ReadableStream({
        start(controller) {
          const take = (read: StorefrontRead) => {
            controller.enqueue(read);
            left.delete(read.channelId);
            if (left.size > 0) return;
            leave();
            controller.close();
          };
          endings.push(queue.watchPauses((pauseMs) => controller.enqueue({ pauseMs })));
          for (const channelId of [...left]) endings.push(queue.want(access, channelId, priority, take));
        },
        cancel: leave,
      });
    },
    forget(storeHash, channelId) {
      queues.peek(storeHash)?.forget(channelId);
    },
  };
}
