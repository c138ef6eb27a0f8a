import { requestContext } from '../server-state';

/**
 * Headers by which BigCommerce's support, or a proxy, can find the request that a call was made for.
 *
 * @param span of the call, as `traceparent`; null for that of the request's caller
 */
export function traceHeaders(span: string | null = null): Record<string, string> {
  const context = requestContext.getStore();
  if (!context) return {};
  const { requestId } = context;
  const traceparent = span ?? context.traceparent;
  return { 'X-Request-Id': requestId, ...(traceparent === null ? {} : { traceparent }) };
}
