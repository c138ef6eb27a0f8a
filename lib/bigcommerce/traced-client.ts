import { AppError } from '../errors';
import { requestContext, serverState } from '../server-state';
import type { BigCommerceClient, Call, StoreAccess } from './client';
import { traceHeaders } from './trace-headers';

/** 509, bandwidth limit exceeded, is BigCommerce's older way to say 429. */
const rateLimitStatuses: ReadonlySet<number> = new Set([429, 509]);

/**
 * Adds the id of the current request to each call, also in background work of that request, and counts calls, their
 * time and their waits for the log and the metrics.
 */
export function traceCalls(client: BigCommerceClient): BigCommerceClient {
  async function call(access: StoreAccess, given: Call): Promise<unknown> {
    const context = requestContext.getStore();
    const startedAt = performance.now();
    let attemptsMs = 0;
    const onAttempt = (ms: number, status: number): void => {
      attemptsMs += ms;
      if (rateLimitStatuses.has(status))
        serverState.onMetric({ kind: 'bigcommerce_rate_limits', outcome: String(status) });
    };
    const end = (outcome: string): void => {
      const ms = performance.now() - startedAt;
      serverState.onMetric({ kind: 'call', method: given.method, outcome, ms });
      if (!context) return;
      context.bigCommerce.calls += 1;
      context.bigCommerce.ms += ms;
      // A read that shares the response of another makes no attempt of its own.
      if (attemptsMs > 0) context.bigCommerce.waitMs += Math.max(0, ms - attemptsMs);
    };
    try {
      const answer = await serverState.inSpan(
        'BigCommerce',
        { 'http.request.method': given.method },
        (span) => client.call(access, { ...given, trace: { headers: traceHeaders(span), onAttempt } }),
      );
      end('ok');
      return answer;
    } catch (error) {
      end(error instanceof AppError ? error.code : 'internal');
      throw error;
    }
  }
  return { ...client, call };
}
