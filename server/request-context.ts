import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestContext } from '../lib/server-state.ts';

const requestIdPattern = /^[\w.:-]{8,64}$/;

/** W3C Trace Context, level 1: version, trace id, parent id, flags. */
const traceparentPattern = /^[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

function single(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Reads the caller's address. Of a list the last one counts: the operator's own proxy added it, the others are input.
 */
function readAddress({ headers, socket }: IncomingMessage, addressHeader: string | null): string {
  const connection = socket.remoteAddress ?? '';
  if (addressHeader === null) return connection;
  const named = single(headers[addressHeader]).split(',').at(-1)?.trim().slice(0, 64);
  return named === undefined || named === '' ? connection : named;
}

/**
 * Makes the context of a request. A well-formed `X-Request-Id` or `traceparent` of the caller is used, so that one id
 * appears in the logs of all servers involved.
 *
 * @param addressHeader lower case, or null
 */
export function createRequestContext(request: IncomingMessage, addressHeader: string | null): RequestContext {
  const id = single(request.headers['x-request-id']);
  const traceparent = single(request.headers.traceparent);
  return {
    requestId: requestIdPattern.test(id) ? id : randomUUID(),
    traceparent: traceparentPattern.test(traceparent) ? traceparent : null,
    address: readAddress(request, addressHeader),
    bigCommerce: { calls: 0, ms: 0, waitMs: 0 },
  };
}
