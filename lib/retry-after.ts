import { AppError } from './errors';

/** The wait after a 429 that names no time, in seconds. */
const fallbackSeconds = 10;

/** A window of BigCommerce's quota is 30 seconds. Much longer waits are not believed, and no user has to wait hours. */
const longestSeconds = 300;

/**
 * The one error for "too many requests": from BigCommerce, or from us on its behalf.
 *
 * @param waitMs until a retry can succeed, in milliseconds; `null` where that is not known
 * @param cause for the log
 */
export function rateLimited(waitMs: number | null, cause?: Error): AppError {
  const named = waitMs === null ? fallbackSeconds : Math.ceil(waitMs / 1_000);
  const retryAfterSeconds = Math.min(Math.max(named, 1), longestSeconds);
  return new AppError('store_rate_limited', {
    retryAfterSeconds,
    messageValues: { seconds: retryAfterSeconds },
    ...(cause ? { cause } : {}),
  });
}

/**
 * How long to wait before a retry, as people read it.
 *
 * @returns whole seconds, from 1
 */
export function retryAfterSeconds({ details }: Pick<AppError, 'details'>): number {
  return Math.max(1, Math.ceil(details.retryAfterSeconds ?? fallbackSeconds));
}

/** How long to wait before a retry, in milliseconds; nothing is rounded. */
export function retryAfterMs({ details }: Pick<AppError, 'details'>): number {
  return (details.retryAfterSeconds ?? fallbackSeconds) * 1_000;
}

/**
 * Reads `Retry-After` as we send it.
 *
 * @returns seconds; `undefined` where the header is missing or no number above 0
 */
export function parseRetryAfter(header: string | null): number | undefined {
  const seconds = Number(header);
  return seconds > 0 && seconds <= longestSeconds ? seconds : undefined;
}
