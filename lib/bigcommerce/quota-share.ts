import { type AnswerHeaders, countInHeader, rateLimitResetMs } from './retry';

/** A store's rate limit, which all of its apps share, by the newest response. */
interface Window {
  quota: number;
  left: number;
  /** Requests that paced work may make in it. */
  share: number;
  /** Paced work stops when this many requests are left. */
  kept: number;
  /** On the gate's clock, in milliseconds. */
  endsAt: number;
}

/** How many requests paced work may make in one window, and its length in milliseconds. */
export interface Pace {
  requests: number;
  windowMs: number;
}

/** Decides how much of a store's quota paced work may use. */
export interface QuotaShare {
  /**
   * Reads the rate limit headers of a response. Source: BigCommerce, "API rate limits".
   *
   * @param inFlight requests of ours that were sent and not answered, this one included
   * @param now on the gate's clock, in milliseconds
   */
  learn(headers: AnswerHeaders, inFlight: number, now: number): void;
  /**
   * Computes how long paced work has to wait. It may use half of what was left at the window's start; the other half is
   * for other apps.
   *
   * @param claimed requests that go first: those in flight, and urgent ones that wait
   * @returns milliseconds, 0 for none; 0 also while nothing is known
   */
  waitMs(claimed: number, now: number): number;
  /** The pace of paced work in a window like the last one; `null` while nothing is known. */
  pace(now: number): Pace | null;
}

/** Responses of one window give slightly different ends, because they travel for different times. Milliseconds. */
const windowToleranceMs = 1_000;

/** Windows last 30 seconds. A longer one counts as a mistake. Milliseconds. */
const longestWindowMs = 60_000;
const usualWindowMs = 30_000;

/** Paced work may always use this many requests in a window, also where another app uses up the quota. */
const fewestRequests = 1;

function openWindow(seen: Pick<Window, 'quota' | 'left' | 'endsAt'>, inFlight: number): Window {
  // Requests in flight may have been counted before the one whose response arrived first.
  const leftAtStart = Math.min(seen.quota, seen.left + inFlight);
  const share = Math.max(fewestRequests, Math.floor(leftAtStart / 2));
  return { ...seen, share, kept: Math.max(0, Math.min(leftAtStart - share, seen.left - fewestRequests)) };
}

/**
 * Follows `X-Rate-Limit-Requests-Left`, `-Requests-Quota` and `-Time-Reset-Ms` of one store.
 */
export function createQuotaShare(): QuotaShare {
  let window: Window | null = null;
  let windowMs = usualWindowMs;

  return {
    learn(headers, inFlight, now) {
      const quota = countInHeader(headers, 'x-rate-limit-requests-quota');
      const left = countInHeader(headers, 'x-rate-limit-requests-left');
      const resetMs = rateLimitResetMs(headers);
      if (quota === null || left === null || resetMs === null) return;
      const named = countInHeader(headers, 'x-rate-limit-time-window-ms');
      if (named !== null && named > 0) windowMs = Math.min(named, longestWindowMs);
      const endsAt = now + Math.min(resetMs, longestWindowMs);
      const isSame = window?.quota === quota && endsAt <= window.endsAt + windowToleranceMs;
      if (window === null || window.endsAt <= now || !isSame)
        window = openWindow({ quota, left, endsAt }, inFlight);
      // Responses overtake each other: within a window, the one with the least left is the newest.
      else if (left < window.left) window = { ...window, left, endsAt };
    },
    waitMs(claimed, now) {
      if (window === null || window.endsAt <= now) return 0;
      return window.left - claimed > window.kept ? 0 : Math.ceil(window.endsAt - now);
    },
    pace(now) {
      if (window === null || window.endsAt + windowMs < now) return null;
      return { requests: window.share, windowMs };
    },
  };
}
