import type { ProblemWire } from '../api/contract';
import { type AppError, endsSession } from '../errors';
import { resolveLocale } from '../i18n/locales';
import { createServerTranslator } from '../i18n/translator';
import type { CustomerSettingsWire } from '../settings/wire';

/** No answer of ours about a store may be kept by anybody on its way. */
export const personalHeaders = { 'Cache-Control': 'no-store' } as const;

/**
 * Puts headers on an answer, `Cache-Control: no-store` among them.
 *
 * @param response changed, and returned
 * @param headers by name; each replaces what the answer said
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
 * An error as a problem document (RFC 9457) with BigCommerce's own members.
 *
 * @param error what went wrong; its cause is not repeated
 * @param locale BCP 47, of whom the title is for
 */
export function toProblem(error: AppError, locale?: string | null): ProblemWire {
  const translate = createServerTranslator(resolveLocale(locale));
  const { fieldErrors, messageValues, data, etag } = error.details;
  return {
    status: error.status,
    title: translate(`errors.${error.code}.title`, messageValues),
    type: 'about:blank',
    code: error.code,
    ...(fieldErrors ? { errors: fieldErrors } : {}),
    ...(messageValues ? { values: messageValues } : {}),
    ...(data === undefined ? {} : { data: data as CustomerSettingsWire }),
    ...(etag === undefined ? {} : { etag }),
  };
}

/** The one way out for errors: {@link toProblem} as `application/problem+json`, with the error's status. */
export function toProblemResponse(error: AppError, locale?: string | null): Response {
  return new Response(JSON.stringify(toProblem(error, locale)), {
    status: error.status,
    headers: problemHeaders(error),
  });
}
