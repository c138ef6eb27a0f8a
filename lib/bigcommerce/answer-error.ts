import { z } from 'zod';
import { AppError, type ErrorCode } from '../errors';
import { rateLimited } from '../retry-after';
import { rateLimitResetMs } from './retry';
import type { Outcome, StoreAnswer } from './waiting-calls';

const codesByStatus: Partial<Record<number, ErrorCode>> = {
  401: 'store_token_rejected',
  403: 'oauth_scope_missing',
  409: 'store_conflict',
  422: 'rejected_by_store',
  423: 'store_locked',
  503: 'store_unavailable',
  504: 'store_timeout',
};

const timeoutErrors = new Set([
  'TimeoutError',
  'HeadersTimeoutError',
  'BodyTimeoutError',
  'ConnectTimeoutError',
]);

/** Whether a network error means that no response came in time. */
export function isTimeout(error: Error): boolean {
  return timeoutErrors.has(error.name);
}

/** 509, bandwidth limit exceeded, is BigCommerce's older status for 429. */
const refusals: ReadonlySet<number> = new Set([429, 509]);

/** Whether BigCommerce refused for its rate limit. */
export function isRefusal(outcome: Outcome): outcome is StoreAnswer {
  return !(outcome instanceof Error) && refusals.has(outcome.status);
}

/**
 * Whether a response is an HTML page of a maintenance, a firewall or a proxy instead of the API's. Its status says
 * nothing about permissions, or about what exists at the path.
 */
function isPage({ status, body }: StoreAnswer): boolean {
  return body.kind === 'page' && !refusals.has(status);
}

/** Whether the same call may succeed when it is retried at once. */
export function isFault(outcome: Outcome): boolean {
  return outcome instanceof Error || outcome.status >= 500 || isPage(outcome);
}

/** BigCommerce V3 names faulty fields in `errors`; its messages are written for people. */
const fieldErrorsSchema = z.object({ errors: z.record(z.string().max(200), z.string().max(1_000)) });

function fieldErrorsOf({ body }: StoreAnswer): Record<string, string> | undefined {
  return body.kind === 'json' ? fieldErrorsSchema.safeParse(body.value).data?.errors : undefined;
}

function codeOf(answer: StoreAnswer, whenMissing: ErrorCode | undefined): ErrorCode {
  const { status, body } = answer;
  if (isPage(answer) && status < 500) return 'store_unavailable';
  if (status < 300 && body.kind === 'unreadable') return 'store_unreadable';
  return (status === 404 ? whenMissing : codesByStatus[status]) ?? 'store_failed';
}

/**
 * Converts a failed call to BigCommerce to an {@link AppError}.
 *
 * @param outcome the last response, or the network error
 * @param whenMissing the code for a 404 on the requested path
 * @returns an error with one of the codes of BigCommerce's responses; its cause holds the status and no part of the
 *   body
 */
export function toStoreError(outcome: Outcome, whenMissing?: ErrorCode): AppError {
  if (outcome instanceof AppError) return outcome;
  if (outcome instanceof Error) {
    const code = isTimeout(outcome) ? 'store_timeout' : 'store_unavailable';
    return new AppError(code, { cause: outcome });
  }
  const { status, headers } = outcome;
  const cause = new Error(`BigCommerce answered ${status}`);
  if (refusals.has(status)) return rateLimited(rateLimitResetMs(headers), cause);
  const fieldErrors = status === 422 ? fieldErrorsOf(outcome) : undefined;
  return new AppError(codeOf(outcome, whenMissing), fieldErrors ? { cause, fieldErrors } : { cause });
}
