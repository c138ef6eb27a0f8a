/** BigCommerce's quota of one store: so many requests in a window, then 429 until the window is over. */
export class RateLimit {
  quota: number;
  windowMs: number;
  /** Off: the headers stay, nothing is counted and nothing refused. For benchmarks. */
  enabled = true;
  /** The least that was left in any window. */
  leastLeft: number;
  #left: number;
  #windowEnds = 0;

  constructor(quota = 150, windowMs = 30_000) {
    this.quota = quota;
    this.windowMs = windowMs;
    this.#left = quota;
    this.leastLeft = quota;
  }

  /** Counts one request; false where the quota is used up. */
  take(now: number): boolean {
    if (!this.enabled) return true;
    this.#turn(now);
    if (this.#left <= 0) return false;
    this.#left -= 1;
    this.leastLeft = Math.min(this.leastLeft, this.#left);
    return true;
  }

  /** Uses up all but so many requests of the current window. */
  leave(left: number, now: number): void {
    this.#turn(now);
    this.#left = left;
  }

  headers(now: number): Record<string, string> {
    const started = this.enabled && this.#windowEnds > now;
    return rateLimitHeaders({
      left: started ? this.#left : this.quota,
      quota: this.quota,
      windowMs: this.windowMs,
      resetMs: started ? Math.ceil(this.#windowEnds - now) : this.windowMs,
    });
  }

  #turn(now: number): void {
    if (now < this.#windowEnds) return;
    this.#windowEnds = now + this.windowMs;
    this.#left = this.quota;
  }
}

export function rateLimitHeaders(state: {
  left: number;
  quota: number;
  windowMs: number;
  resetMs: number;
}): Record<string, string> {
  return {
    'x-rate-limit-requests-left': String(state.left),
    'x-rate-limit-requests-quota': String(state.quota),
    'x-rate-limit-time-window-ms': String(state.windowMs),
    'x-rate-limit-time-reset-ms': String(state.resetMs),
  };
}
