import { longestWaitSeconds } from '../retry-after';

/** How long and how often a call to BigCommerce is attempted. All times in milliseconds. */
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
}

export const standardRetryPolicy: RetryPolicy = {
  connectTimeoutMs: 3_000,
  attemptTimeoutMs: 6_000,
  callTimeoutMs: 15_000,
  retries: 2,
  baseWaitMs: 200,
};

/**
 * Exponential back-off with full jitter on the upper half, so that servers do not retry at the same moment.
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
 * Reads a header that holds a count.
 *
 * @returns `null` where it is missing or no number from 0 up
 */
export function countInHeader(headers: AnswerHeaders, name: string): number | null {
  const value = headers[name];
  const count = typeof value === 'string' && value !== '' ? Number(value) : NaN;
  return Number.isFinite(count) && count >= 0 ? count : null;
}

/**
 * Reads the time until a store's quota is full again, from `X-Rate-Limit-Time-Reset-Ms`.
 *
 * @returns milliseconds, or `null` where the header is missing, which means platform load: back off. Source:
 *   BigCommerce, "API rate limits".
 */
export function rateLimitResetMs(headers: AnswerHeaders): number | null {
  return countInHeader(headers, 'x-rate-limit-time-reset-ms');
}

/** `Retry-After` in milliseconds, given as seconds or as a date (RFC 9110 §10.2.3); 0 where it is missing or past. */
function retryAfterMs(headers: AnswerHeaders): number {
  const seconds = countInHeader(headers, 'retry-after');
  if (seconds !== null) return seconds * 1_000;
  const until = Date.parse(String(headers['retry-after']));
  return Number.isNaN(until) ? 0 : Math.max(0, until - Date.now());
}

/** The wait after the first refusal that names no time, doubled for each further one. */
const firstRefusalWaitMs = 1_000;
const longestRefusalWaitMs = 32_000;
/** Random delay, so that servers and apps that were refused together do not retry at the same moment. */
const namedWaitJitterMs = 250;

/**
 * Computes the wait after a 429: the longer of the times in its headers. Where they are missing or 0, it is some
 * seconds, doubled with each further refusal.
 *
 * @param refusals the number of refusals in a row, from 1
 * @param chance a random number from 0 to 1
 * @returns milliseconds
 */
export function refusalWaitMs(headers: AnswerHeaders, refusals: number, chance: number): number {
  const namedMs = Math.max(rateLimitResetMs(headers) ?? 0, retryAfterMs(headers));
  if (namedMs > 0) return Math.min(namedMs, longestWaitSeconds * 1_000) + chance * namedWaitJitterMs;
  const waitMs = Math.min(firstRefusalWaitMs * 2 ** Math.max(0, refusals - 1), longestRefusalWaitMs);
  return waitMs * (1 + chance / 2);
}
