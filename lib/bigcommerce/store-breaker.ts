/** Whether a store may be called: as usual, not at all, or by one probe that tests whether it answers again. */
export type BreakerState = 'closed' | 'open' | 'probing';

/** Stops calls to one store whose BigCommerce accepts requests and does not answer them. All times in milliseconds. */
export interface StoreBreaker {
  state(now: number): BreakerState;
  /** Until the next probe, from 0. */
  retryInMs(now: number): number;
  /** Called when any response arrived. */
  answered(): void;
  /**
   * Called when a request timed out.
   *
   * @param isProbe whether it was the probe
   */
  silent(isProbe: boolean, now: number): void;
}

/** The number of requests in a row that have to time out. */
const silencesToOpen = 3;
const firstPauseMs = 5_000;
const longestPauseMs = 30_000;

/** Makes the breaker of one store, closed at first. */
export function createStoreBreaker(): StoreBreaker {
  let silences = 0;
  let pauseMs = 0;
  let opensUntil: number | null = null;

  return {
    state(now) {
      if (opensUntil === null) return 'closed';
      return now < opensUntil ? 'open' : 'probing';
    },
    retryInMs: (now) => (opensUntil === null ? 0 : Math.max(0, opensUntil - now)),
    answered() {
      silences = 0;
      pauseMs = 0;
      opensUntil = null;
    },
    silent(isProbe, now) {
      silences += 1;
      const opens = opensUntil === null ? silences >= silencesToOpen : isProbe;
      if (!opens) return;
      pauseMs = pauseMs === 0 ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
      opensUntil = now + pauseMs;
    },
  };
}
