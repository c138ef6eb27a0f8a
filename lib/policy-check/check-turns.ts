import { LRUCache } from 'lru-cache';
import { AppError } from '../errors';
import { limits } from '../limits';

export interface CheckTurns {
  /**
   * Runs a check when its store and this server have a turn left.
   *
   * @returns what `check` returns
   * @throws {AppError} `policy_checks_limited` with the seconds until the next turn
   */
  run<T>(storeHash: string, check: () => Promise<T>): Promise<T>;
}

/** How soon a turn of the server gets free, in seconds: about as long as a check takes. */
const busyRetryS = Math.ceil(limits.policyCheckMs / 1_000);

/**
 * Limits the checks of policy addresses: a few a minute and at once for each store, and a few at once on this server.
 *
 * @param now milliseconds since the epoch
 */
export function createCheckTurns(now: () => number): CheckTurns {
  const begun = new LRUCache<string, number[]>({ max: 10_000, ttl: limits.policyCheckWindowMs });
  /** The stores of the checks that run, one item for each check. */
  const running: string[] = [];

  function begin(storeHash: string): void {
    const at = now();
    const recent = (begun.get(storeHash) ?? []).filter((time) => time > at - limits.policyCheckWindowMs);
    const [oldest = at] = recent;
    if (recent.length >= limits.policyChecks) {
      const waitMs = oldest + limits.policyCheckWindowMs - at;
      throw new AppError('policy_checks_limited', {
        retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
      });
    }
    const ofStore = running.filter((store) => store === storeHash).length;
    if (running.length >= limits.policyChecksAtOnce || ofStore >= limits.storePolicyChecksAtOnce)
      throw new AppError('policy_checks_limited', { retryAfterSeconds: busyRetryS });
    begun.set(storeHash, [...recent, at]);
  }

  return {
    async run(storeHash, check) {
      begin(storeHash);
      running.push(storeHash);
      try {
        return await check();
      } finally {
        running.splice(running.indexOf(storeHash), 1);
      }
    },
  };
}
