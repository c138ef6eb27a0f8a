import { z } from 'zod';
import { AppError, type ErrorCode } from '../errors';
import { rateLimited } from '../retry-after';
import { rateLimitResetMs } from './retry';

interface FailedAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

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

/** Whether an error of the network says that no response came in time. */
export function isTimeout(error: Error): boolean {
  return timeoutErrors.has(error.name);
}

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
export function toStoreError(outcome: FailedAnswer | Error, whenMissing?: ErrorCode): AppError {
  if (outcome instanceof AppError) return outcome;
  if (outcome instanceof Error) {
    const code = isTimeout(outcome) ? 'store_timeout' : 'store_unavailable';
    return new AppError(code, { cause: outcome });
  }
  const { status, headers, text } = outcome;
  const cause = new Error(`BigCommerce answered ${status}`);
  if (status === 429) return rateLimited(rateLimitResetMs(headers), cause);
  const code = (status === 404 ? whenMissing : codesByStatus[status]) ?? 'store_failed';
  const fieldErrors = status === 422 ? fieldErrorsOf(text) : undefined;
  return new AppError(code, fieldErrors ? { cause, fieldErrors } : { cause });
}
