/** How long and how often BigCommerce is asked before we give up. All times in milliseconds. */
export interface RetryPolicy {
  connectTimeoutMs: number;
  /** One attempt, from sending to the last byte. */
  attemptTimeoutMs: number;
  /** A call with all its attempts and waits. */
  callTimeoutMs: number;
  /** Attempts after the first. */
  retries: number;
  /** The wait before the first retry, doubled for each further one. */
  baseWaitMs: number;
  /** A rate limit that lasts longer than this is told to the person instead of waited out. */
  longestWaitMs: number;
}

export const standardRetryPolicy: RetryPolicy = {
  connectTimeoutMs: 3_000,
  attemptTimeoutMs: 6_000,
  callTimeoutMs: 15_000,
  retries: 2,
  baseWaitMs: 200,
  longestWaitMs: 4_000,
};

/**
 * Exponential back-off with full jitter on the upper half, so that servers do not come back in step.
 *
 * @param tries attempts made so far, from 1
 * @param chance a random number from 0 to 1
 * @returns milliseconds to wait
 */
export function backOffMs({ baseWaitMs }: RetryPolicy, tries: number, chance: number): number {
  const longest = baseWaitMs * 2 ** (tries - 1);
  return longest / 2 + (longest / 2) * chance;
}

export type AnswerHeaders = Record<string, string | string[] | undefined>;

/**
 * A header that counts something.
 *
 * @returns `null` where it is missing or no number from 0 up
 */
export function countInHeader(headers: AnswerHeaders, name: string): number | null {
  const value = headers[name];
  const count = typeof value === 'string' && value !== '' ? Number(value) : NaN;
  return Number.isFinite(count) && count >= 0 ? count : null;
}

/**
 * The time until a store's quota is full again, from `X-Rate-Limit-Time-Reset-Ms`.
 *
 * @returns milliseconds, or `null` for a 429 without the header, which means platform load: back off.
 *   Source: BigCommerce, "API rate limits".
 */
export function rateLimitResetMs(headers: AnswerHeaders): number | null {
  return countInHeader(headers, 'x-rate-limit-time-reset-ms');
}
