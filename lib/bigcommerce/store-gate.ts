import { LRUCache } from 'lru-cache';
import type { Pace } from './quota-share';
import { type GateClock, type Room, StoreQueue } from './store-queue';
import type { Outcome, Priority, StoreJob, Wish } from './waiting-calls';

/**
 * The one way to BigCommerce: a queue per store. It orders calls by priority, shares identical reads, keeps work
 * without urgency within its share of the quota, waits after a 429, and stops calls to a store that does not answer.
 */
export interface StoreGate {
  /**
   * Makes a call when its turn comes.
   *
   * @returns the response of the last attempt, or what the network threw
   * @throws {AppError} `store_rate_limited` where it would wait for too long, `store_not_answering` where the store's
   *   requests time out, `store_timeout` where its time was over before its turn; the reason of the wish's signal
   */
  run(storeHash: string, job: StoreJob, wish: Wish): Promise<Outcome>;
  /**
   * Lets a save that is one of many go ahead only within the share of paced work.
   *
   * @throws {AppError} `store_rate_limited`, `store_not_answering`
   */
  assertTurn(storeHash: string): void;
  /** What the queues of all stores are like now; `breakers` counts stores whose calls are stopped. */
  levels(): { inFlight: number; waiting: number; breakers: Record<'open' | 'probing', number> };
  /** How many requests paced work may make in a window; `null` where that is not known. */
  pace(storeHash: string): Pace | null;
  /**
   * Calls the listener for each pause of paced work that a store's rate limit makes, also for one that has begun.
   *
   * @returns to be called when nothing more is to be reported
   */
  watchPauses(storeHash: string, listener: (pauseMs: number) => void): () => void;
}

export interface StoreGateOptions {
  clock?: GateClock;
  /** From 0 to 1, for jitter. */
  random?: () => number;
  /** Calls of all stores in flight. Many times what one store may have, so that no store can use them up. */
  mostInFlight?: number;
}

const storesRemembered = 2_000;

/** The connections to BigCommerce have to be more than this. */
export const mostCallsInFlight = 448;

/** The part of calls in flight that background work may have: it leaves room for people's calls. */
const backgroundPart = 1 / 4;

const monotonicClock: GateClock = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
};

export function createStoreGate(options: StoreGateOptions = {}): StoreGate {
  const { clock = monotonicClock, random = Math.random, mostInFlight = mostCallsInFlight } = options;
  const queues = new LRUCache<string, StoreQueue>({ max: storesRemembered });
  /** Stores with a call that found no room, the longest wait first. */
  const hungry = new Set<string>();
  let inFlight = 0;
  let backgroundInFlight = 0;

  function hasRoom(priority: Priority): boolean {
    if (priority === 'background' && backgroundInFlight >= mostInFlight * backgroundPart) return false;
    return inFlight < mostInFlight;
  }

  function count(priority: Priority, by: 1 | -1): void {
    inFlight += by;
    if (priority === 'background') backgroundInFlight += by;
  }

  /** Each store begins one call in its turn. */
  function feed(): void {
    for (const storeHash of [...hungry]) {
      // The one that has waited longest keeps its place.
      if (inFlight >= mostInFlight) return;
      hungry.delete(storeHash);
      if (queues.peek(storeHash)?.startNext()) hungry.add(storeHash);
    }
  }

  function roomOf(storeHash: string): Room {
    return {
      enter(priority) {
        const isRoom = hasRoom(priority);
        if (isRoom) count(priority, 1);
        else hungry.add(storeHash);
        return isRoom;
      },
      leave(priority) {
        count(priority, -1);
        feed();
      },
    };
  }

  function queueOf(storeHash: string): StoreQueue {
    const known = queues.get(storeHash);
    if (known) return known;
    const queue = new StoreQueue({ clock, random, room: roomOf(storeHash) });
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
    return { inFlight, waiting, breakers };
  }

  return {
    levels,
    run: (storeHash, job, wish) => queueOf(storeHash).run(job, wish),
    assertTurn: (storeHash) => queueOf(storeHash).assertTurn(),
    pace: (storeHash) => queueOf(storeHash).pace(),
    watchPauses: (storeHash, listener) => queueOf(storeHash).watchPauses(listener),
  };
}
