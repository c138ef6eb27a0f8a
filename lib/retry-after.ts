import { AppError } from './errors';

/** The wait after a 429 that names no time, in seconds. */
const fallbackSeconds = 10;

/**
 * The longest wait that a 429 may name, in seconds. A window of BigCommerce's quota is 30 seconds. Much longer waits are
 * taken for mistakes, so that no user waits for hours.
 */
export const longestWaitSeconds = 300;

/**
 * Makes the error for "too many requests", whether BigCommerce or our own limit refused.
 *
 * @param waitMs the wait until a retry can succeed, in milliseconds; `null` where it is not known
 * @param cause for the log
 */
export function rateLimited(waitMs: number | null, cause?: Error): AppError {
  const named = waitMs === null ? fallbackSeconds : Math.ceil(waitMs / 1_000);
  const retryAfterSeconds = Math.min(Math.max(named, 1), longestWaitSeconds);
  return new AppError('store_rate_limited', {
    retryAfterSeconds,
    messageValues: { seconds: retryAfterSeconds },
    ...(cause ? { cause } : {}),
  });
}

/**
 * The wait before a retry, as it is shown to users.
 *
 * @returns whole seconds, from 1
 */
export function retryAfterSeconds({ details }: Pick<AppError, 'details'>): number {
  return Math.max(1, Math.ceil(details.retryAfterSeconds ?? fallbackSeconds));
}

/**
 * Reads `Retry-After` as we send it.
 *
 * @returns seconds; `undefined` where the header is missing or no number above 0
 */
export function parseRetryAfter(header: string | null): number | undefined {
  const seconds = Number(header);
  return seconds > 0 && seconds <= longestWaitSeconds ? seconds : undefined;
}
