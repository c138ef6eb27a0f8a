import type { IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '../lib/limits.ts';
import type { Log } from '../lib/log.ts';
import type { RequestContext } from '../lib/server-state.ts';
import { routeOf } from './route-of.ts';

/** A request that ended, as the log and the metrics need it. */
export interface EndedRequest {
  request: IncomingMessage;
  response: ServerResponse;
  context: RequestContext;
  ms: number;
}

const callbackPattern = /^\/(auth|load|uninstall|remove_user|api\/webhooks)(\?|$)/;

/** Whether a request is logged at `info`. Fast reads are many and are logged at `debug`. */
function matters({ request: { method, url = '' }, response, ms }: EndedRequest): boolean {
  const writes = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
  return writes || callbackPattern.test(url) || response.statusCode >= 400 || ms >= limits.slowRequestMs;
}

/** Writes the log line of a request: its route, its outcome, and the time spent at BigCommerce. */
export function logRequest(log: Log, ended: EndedRequest): void {
  const level = matters(ended) ? 'info' : 'debug';
  if (!log.isLevelEnabled(level)) return;
  const { request, response, context, ms } = ended;
  const { route, storeHash } = routeOf(request.url ?? '');
  const { calls, ms: bigCommerceMs, waitMs } = context.bigCommerce;
  const line = {
    event: 'request',
    requestId: context.requestId,
    ...(context.traceparent === null ? {} : { traceId: context.traceparent.split('-')[1] }),
    storeHash: context.storeHash ?? storeHash ?? undefined,
    userId: context.userId,
    method: request.method,
    route,
    status: response.statusCode,
    ...(response.writableFinished ? {} : { aborted: true }),
    errorCode: context.errorCode,
    ms: Math.round(ms),
    ...(calls === 0 ? {} : { bigCommerceCalls: calls, bigCommerceMs: Math.round(bigCommerceMs) }),
    ...(waitMs < 1 ? {} : { bigCommerceWaitMs: Math.round(waitMs) }),
  };
  log[level](line, 'request');
}
