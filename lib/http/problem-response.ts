import type { ProblemWire } from '../api/contract';
import { type AppError, endsSession } from '../errors';
import type { Translate } from '../i18n/translator';
import type { CustomerSettingsWire } from '../settings/wire';

/** Responses about a store carry `Cache-Control: no-store`. */
const personalHeaders = { 'Cache-Control': 'no-store' } as const;

/**
 * Sets headers on a response, and `Cache-Control: no-store`.
 *
 * @param response changed, and returned
 * @param headers by name; each replaces the response's own
 */
export function withHeaders<R extends Response>(response: R, headers: Readonly<Record<string, string>>): R {
  for (const [name, value] of Object.entries({ ...personalHeaders, ...headers }))
    response.headers.set(name, value);
  return response;
}

function problemHeaders(error: AppError): Record<string, string> {
  const { details } = error;
  return {
    ...personalHeaders,
    'Content-Type': 'application/problem+json',
    ...(details.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(details.retryAfterSeconds) }),
    ...(details.etag === undefined ? {} : { ETag: details.etag }),
    ...(endsSession(error) ? { 'WWW-Authenticate': 'Bearer' } : {}),
    ...details.headers,
  };
}

/**
 * Formats an error as a problem document (RFC 9457) with BigCommerce's own members.
 *
 * @param error its cause is left out
 * @param t for the title
 */
export function toProblem(error: AppError, t: Translate): ProblemWire {
  const { fieldErrors, messageValues, data, etag } = error.details;
  return {
    status: error.status,
    title: t(`errors.${error.code}.title`, messageValues),
    type: 'about:blank',
    code: error.code,
    ...(fieldErrors ? { errors: fieldErrors } : {}),
    ...(messageValues ? { values: messageValues } : {}),
    ...(data === undefined ? {} : { data: data as CustomerSettingsWire }),
    ...(etag === undefined ? {} : { etag }),
  };
}

/** Makes the response for an error: {@link toProblem} as `application/problem+json`, with the error's status. */
export function toProblemResponse(error: AppError, t: Translate): Response {
  return new Response(JSON.stringify(toProblem(error, t)), {
    status: error.status,
    headers: problemHeaders(error),
  });
}
