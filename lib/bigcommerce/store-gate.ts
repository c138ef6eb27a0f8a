import { LRUCache } from 'lru-cache';
import type { Pace } from './quota-share';
import { createSharedRoom } from './shared-room';
import { type GateClock, StoreQueue } from './store-queue';
import type { Outcome, StoreJob, Wish } from './waiting-calls';

/**
 * The one way to BigCommerce: a queue per store. It orders calls by priority, shares identical reads, keeps paced work
 * within its share of the quota, waits after a 429, and stops calls to a store that does not answer.
 */
export interface StoreGate {
  /**
   * Makes a call when its turn comes.
   *
   * @returns the response of the last attempt, or the network error
   * @throws {AppError} `store_rate_limited` where it would wait for too long, `store_not_answering` where the store's
   *   requests time out, `store_timeout` where its time was over before its turn; the abort reason of the wish's signal
   */
  run(storeHash: string, job: StoreJob, wish: Wish): Promise<Outcome>;
  /**
   * Checks that a save of a bulk change may be made within the share of paced work.
   *
   * @throws {AppError} `store_rate_limited`, `store_not_answering`
   */
  assertTurn(storeHash: string): void;
  /** The state of all queues; `breakers` counts stores whose calls are stopped. */
  levels(): { inFlight: number; waiting: number; breakers: Record<'open' | 'probing', number> };
  /** The number of requests that paced work may make in a window; `null` while it is not known. */
  pace(storeHash: string): Pace | null;
  /**
   * Calls the listener for each pause of paced work by a store's rate limit, also for one that has begun.
   *
   * @returns a function that removes the listener
   */
  watchPauses(storeHash: string, listener: (pauseMs: number) => void): () => void;
}

export interface StoreGateOptions {
  clock?: GateClock;
  /** From 0 to 1, for jitter. */
  random?: () => number;
  /** The most calls in flight for all stores: many times the limit of one store, so that no store can use them up. */
  mostInFlight?: number;
}

const storesRemembered = 2_000;

/** The most calls in flight for all stores. The connection pool has to be larger. */
export const mostCallsInFlight = 448;

const monotonicClock: GateClock = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** Makes the gate of one process. Queues of stores are made when they are needed. */
export function createStoreGate(options: StoreGateOptions = {}): StoreGate {
  const { clock = monotonicClock, random = Math.random, mostInFlight = mostCallsInFlight } = options;
  const queues = new LRUCache<string, StoreQueue>({ max: storesRemembered });
  const room = createSharedRoom(mostInFlight, (storeHash) => queues.peek(storeHash)?.startNext() ?? false);

  function queueOf(storeHash: string): StoreQueue {
    const known = queues.get(storeHash);
    if (known) return known;
    const queue = new StoreQueue({ clock, random, room: room.roomOf(storeHash) });
    queues.set(storeHash, queue);
    return queue;
  }

  function levels() {
    const breakers = { open: 0, probing: 0 };
    let waiting = 0;
    for (const queue of queues.values()) {
      const level = queue.level();
      waiting += level.waiting;
      if (level.breaker !== 'closed') breakers[level.breaker] += 1;
    }
    return { inFlight: room.inFlight(), waiting, breakers };
  }

  return {
    levels,
    run: (storeHash, job, wish) => queueOf(storeHash).run(job, wish),
    assertTurn: (storeHash) => queueOf(storeHash).assertTurn(),
    pace: (storeHash) => queueOf(storeHash).pace(),
    watchPauses: (storeHash, listener) => queueOf(storeHash).watchPauses(listener),
  };
}
