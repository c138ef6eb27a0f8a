import { requestContext } from '../server-state';

/** Headers by which BigCommerce's support, and a proxy on the way, find the request that a call was made for. */
export function traceHeaders(): Record<string, string> {
  const context = requestContext.getStore();
  if (!context) return {};
  const { requestId, traceparent } = context;
  return { 'X-Request-Id': requestId, ...(traceparent === null ? {} : { traceparent }) };
}
