import { LRUCache } from 'lru-cache';
import { type AnswerHeaders, countInHeader, rateLimitResetMs } from './retry';

/** What the newest answer told of a store's rate limit, which all its apps share. */
interface Window {
  quota: number;
  left: number;
  /** On the monotonic clock, in milliseconds. */
  endsAt: number;
}

interface StoreUse {
  window: Window | null;
  /** Calls on their way: BigCommerce may have counted them or not. */
  underWay: number;
}

export interface StoreQuotas {
  /**
   * Counts a call that will be sent.
   *
   * @returns to be called once with the answer's headers, or `null` where no answer came
   */
  begin(storeHash: string): (headers: AnswerHeaders | null) => void;
  /**
   * How long a call that can wait should wait, so that at least half of the store's quota stays for others.
   *
   * @returns milliseconds, 0 for none; 0 also while nothing is known of the store
   */
  waitMs(storeHash: string): number;
}

const storesRemembered = 2_000;

/** Answers of one window tell slightly different ends, by the time that they travelled. */
const windowToleranceMs = 1_000;

/** Windows last 30 seconds. A longer one is not believed. */
const longestWindowMs = 60_000;

function parseWindow(headers: AnswerHeaders, now: number): Window | null {
  const quota = countInHeader(headers, 'x-rate-limit-requests-quota');
  const left = countInHeader(headers, 'x-rate-limit-requests-left');
  const resetMs = rateLimitResetMs(headers);
  if (quota === null || left === null || resetMs === null) return null;
  return { quota, left, endsAt: now + Math.min(resetMs, longestWindowMs) };
}

/** Answers overtake each other: within a window, the one with the least left is the newest. */
function newerWindow(known: Window | null, told: Window): Window {
  const sameWindow = known !== null && told.endsAt < known.endsAt + windowToleranceMs;
  return sameWindow && known.left < told.left && known.endsAt > performance.now() ? known : told;
}

/**
 * Follows `X-Rate-Limit-Requests-Left`, `-Requests-Quota` and `-Time-Reset-Ms` of each store. Source: BigCommerce, "API
 * rate limits".
 */
export function createStoreQuotas(): StoreQuotas {
  const uses = new LRUCache<string, StoreUse>({ max: storesRemembered });

  function recordOf(storeHash: string): StoreUse {
    const use = uses.get(storeHash) ?? { window: null, underWay: 0 };
    uses.set(storeHash, use);
    return use;
  }

  return {
    begin(storeHash) {
      const use = recordOf(storeHash);
      use.underWay += 1;
      return (headers) => {
        use.underWay -= 1;
        const told = headers === null ? null : parseWindow(headers, performance.now());
        if (told !== null) use.window = newerWindow(use.window, told);
      };
    },
    waitMs(storeHash) {
      const { window, underWay } = recordOf(storeHash);
      if (window === null) return 0;
      const timeLeftMs = window.endsAt - performance.now();
      if (timeLeftMs <= 0) return 0;
      return window.left - underWay > window.quota / 2 ? 0 : Math.ceil(timeLeftMs);
    },
  };
}
