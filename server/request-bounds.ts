import type { IncomingMessage } from 'node:http';
import { limits } from '../lib/limits.ts';
import type { Refusal } from './refusal.ts';

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
const knownMethods: ReadonlySet<string> = new Set(methods.split(', '));

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function refuseHeaders(rawHeaders: readonly string[]): Refusal | null {
  if (rawHeaders.length / 2 > limits.headers) return { code: 'headers_too_large' };
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    const value = rawHeaders[index + 1] ?? '';
    if (!unbounded.has(name) && value.length > limits.headerBytes) return { code: 'headers_too_large' };
  }
  return null;
}

function refuseUrl(url: string): Refusal | null {
  if (url.length > limits.urlBytes) return { code: 'url_too_long' };
  if (!url.startsWith('/')) return { code: 'request_malformed' };
  const queryAt = url.indexOf('?');
  const path = queryAt === -1 ? url : url.slice(0, queryAt);
  if (!isDecodable(path)) return { code: 'request_malformed' };
  if (queryAt !== -1 && url.slice(queryAt).split('&').length > limits.queryParameters)
    return { code: 'too_many_parameters' };
  // The app does not use Next.js's image optimizer, which makes requests of its own.
  if (path === '/_next/image' || path.startsWith('/_next/image/')) return { code: 'not_found' };
  return null;
}

/**
 * Decides whether a request is within {@link limits}, before the framework reads it: some of its parsers need time that
 * grows with the square of their input.
 *
 * @returns why the request is refused, or null
 */
export function refuseRequest(request: IncomingMessage): Refusal | null {
  const { method = '', url = '', httpVersion, headers, rawHeaders } = request;
  if (!knownMethods.has(method)) return { code: 'method_not_allowed', headers: { Allow: methods } };
  if (httpVersion === '1.1' && headers.host === undefined) return { code: 'request_malformed' };
  return refuseUrl(url) ?? refuseHeaders(rawHeaders);
}

/** Headers that may be shortened. */
const shortened: ReadonlyMap<string, (value: string) => string> = new Map([
  ['user-agent', (value: string) => value.slice(0, limits.userAgentCharacters)],
  ['accept-language', shortenLanguages],
]);

/** Cuts between two languages, where there is a comma. */
function shortenLanguages(value: string): string {
  if (value.length <= limits.languagesCharacters) return value;
  const head = value.slice(0, limits.languagesCharacters);
  return head.includes(',') ? head.slice(0, head.lastIndexOf(',')) : '';
}

/** Headers that {@link boundHeaders} brings within the limits instead of refusing the request. */
const unbounded: ReadonlySet<string> = new Set([...shortened.keys(), 'cookie']);

/** Shortens what may be long, and drops cookies: the app has none, so any belong to another site of the domain. */
export function boundHeaders({ headers }: IncomingMessage): void {
  for (const [name, shorten] of shortened) {
    const value = headers[name];
    if (typeof value === 'string') headers[name] = shorten(value);
  }
  delete headers.cookie;
}

/**
 * Normalizes a path with repeated slashes or backslashes. Next.js redirects such paths too, but repeats the query,
 * which can hold a code or a payload.
 *
 * @returns null where the path is plain
 */
export function plainPath(url: string): string | null {
  const [path = ''] = url.split('?');
  return /\/\/|\\/.test(path) ? path.replaceAll('\\', '/').replace(/\/{2,}/g, '/') : null;
}
