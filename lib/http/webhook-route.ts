import { AppError, toAppError } from '../errors';
import type { Log } from '../log';
import { readBoundedBody } from './bounded-body';
import { toProblemResponse } from './problem-response';
import { withHeaders } from './with-headers';

interface WebhookRouteDependencies {
  log: Log;
  securityHeaders: Readonly<Record<string, string>>;
}

type Handler = (request: Request) => Promise<Response>;

/**
 * Makes the route that BigCommerce posts webhooks to: 200 for what is genuine, whether it is for us or not, a problem
 * document for all else, and POST only. The log names the store, and nothing else of what was sent.
 *
 * @param dependencies asked on each request
 * @param receive from headers and body, as they were sent, to what the webhook is about; `null` for nothing of ours
 * @returns the exports of a Next.js route file
 */
export function createWebhookRoute(
  dependencies: () => WebhookRouteDependencies,
  receive: (headers: Headers, body: Buffer) => { storeHash: string; channelId: number } | null,
): Record<'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS', Handler> {
  const answer = (response: Response): Response => withHeaders(response, dependencies().securityHeaders);

  async function POST(request: Request): Promise<Response> {
    const { log } = dependencies();
    try {
      const event = receive(request.headers, await readBoundedBody(request));
      log.debug({ storeHash: event?.storeHash, channelId: event?.channelId }, 'webhook received');
      return answer(Response.json({ status: 200, title: 'Received' }));
    } catch (thrown) {
      const error = toAppError(thrown);
      // A connection that broke off is no fault of the caller.
      const warning = error.code === 'request_aborted' ? 'info' : 'warn';
      const level = error.code === 'internal' ? 'error' : warning;
      log[level](
        {
          errorCode: error.code,
          status: error.status,
          path: new URL(request.url).pathname,
          error: error.cause,
        },
        'webhook refused',
      );
      return answer(toProblemResponse(error));
    }
  }

  function refuse(): Promise<Response> {
    const error = new AppError('method_not_allowed', { headers: { Allow: 'POST' } });
    return Promise.resolve(answer(toProblemResponse(error)));
  }

  return { POST, GET: refuse, HEAD: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: refuse };
}
