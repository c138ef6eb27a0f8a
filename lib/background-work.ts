import { randomUUID } from 'node:crypto';
import { requestContext } from './server-state';

/**
 * Runs work that no request began, under an id of its own: its log lines and its calls to BigCommerce carry it, as those
 * of a request carry the request's.
 *
 * @returns what `work` returns
 */
export function asBackgroundWork<Result>(work: () => Result): Result {
  return requestContext.run(
    {
      requestId: randomUUID(),
      traceparent: null,
      address: '',
      bigCommerce: { calls: 0, ms: 0, waitMs: 0 },
    },
    work,
  );
}
