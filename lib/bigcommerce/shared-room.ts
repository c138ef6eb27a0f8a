import type { Room } from './store-queue';
import type { Priority } from './waiting-calls';

/** The part of the calls in flight that background work may have, so that room is left for users. */
const backgroundPart = 1 / 4;

/** The room that all stores' calls share. */
export interface SharedRoom {
  /** The room as one store's queue sees it. */
  roomOf: (storeHash: string) => Room;
  inFlight: () => number;
}

/**
 * Shares a number of calls in flight among stores. Stores that wait for room begin one call each, in the order in which
 * they began to wait.
 *
 * @param mostInFlight the most calls in flight for all stores
 * @param startNext begins the next call of a store; false where it has none left that waits for room
 */
export function createSharedRoom(
  mostInFlight: number,
  startNext: (storeHash: string) => boolean,
): SharedRoom {
  /** Stores with a call that waits for room, the longest wait first. */
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

  function feed(): void {
    for (const storeHash of [...hungry]) {
      // The store that has waited longest keeps its place.
      if (inFlight >= mostInFlight) return;
      hungry.delete(storeHash);
      if (startNext(storeHash)) hungry.add(storeHash);
    }
  }

  return {
    inFlight: () => inFlight,
    roomOf: (storeHash) => ({
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
    }),
  };
}
