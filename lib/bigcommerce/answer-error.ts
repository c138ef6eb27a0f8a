import { z } from 'zod';
import { AppError, type ErrorCode } from '../errors';
import { rateLimitResetMs } from './retry';

interface FailedAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Wait this long before asking again when BigCommerce does not say, in seconds. */
const defaultRetryAfterSeconds = 10;

/** A window is 30 seconds. Whoever says much longer is not believed, and a person is not sent away for hours. */
const longestRetryAfterSeconds = 300;

const codesByStatus: Partial<Record<number, ErrorCode>> = {
  401: 'store_token_rejected',
  403: 'oauth_scope_missing',
  409: 'store_conflict',
  422: 'rejected_by_store',
  423: 'store_locked',
  429: 'store_rate_limited',
  503: 'store_unavailable',
  504: 'store_timeout',
};

const timeoutErrors = new Set([
  'TimeoutError',
  'HeadersTimeoutError',
  'BodyTimeoutError',
  'ConnectTimeoutError',
]);

/** BigCommerce V3 names faulty fields in `errors`; its messages are written for people. */
const fieldErrorsSchema = z.object({ errors: z.record(z.string().max(200), z.string().max(1_000)) });

function fieldErrorsOf(text: string): Record<string, string> | undefined {
  try {
    return fieldErrorsSchema.safeParse(JSON.parse(text)).data?.errors;
  } catch {
    return undefined;
  }
}

/**
 * What a failed call to BigCommerce means to us.
 *
 * @param outcome the last answer, or what the network threw
 * @param whenMissing what a 404 means for the path that was asked for
 * @returns one of the codes of BigCommerce's answers; the cause holds the status and no part of the body
 */
export function toAppError(outcome: FailedAnswer | Error, whenMissing?: ErrorCode): AppError {
  if (outcome instanceof AppError) return outcome;
  if (outcome instanceof Error) {
    const code = timeoutErrors.has(outcome.name) ? 'store_timeout' : 'store_unavailable';
    return new AppError(code, { cause: outcome });
  }
  const { status, headers, text } = outcome;
  const cause = new Error(`BigCommerce answered ${status}`);
  if (status === 429) {
    const resetMs = rateLimitResetMs(headers);
    const seconds = resetMs === null ? defaultRetryAfterSeconds : Math.ceil(resetMs / 1000);
    const retryAfterSeconds = Math.min(Math.max(seconds, 1), longestRetryAfterSeconds);
    return new AppError('store_rate_limited', {
      cause,
      retryAfterSeconds,
      messageValues: { seconds: retryAfterSeconds },
    });
  }
  const code = (status === 404 ? whenMissing : codesByStatus[status]) ?? 'store_failed';
  const fieldErrors = status === 422 ? fieldErrorsOf(text) : undefined;
  return new AppError(code, fieldErrors ? { cause, fieldErrors } : { cause });
}
