import { AppError, toAppError } from '../errors';
import type { Log } from '../log';
import { toProblemResponse } from './problem-response';
import { withHeaders } from './with-headers';

interface ServerCallbackDependencies {
  log: Log;
  securityHeaders: Readonly<Record<string, string>>;
}

type Handler = (request: Request) => Promise<Response>;

/**
 * Wraps a callback that BigCommerce's server sends: 200 with a plain sentence when it was done, a problem
 * document when it was refused, and GET only.
 *
 * @param dependencies asked on each request
 * @param callback from the callback's query to the store it was about
 * @param done what the answer says
 * @returns the exports of a Next.js route file
 */
export function createServerCallback(
  dependencies: () => ServerCallbackDependencies,
  callback: (query: URLSearchParams) => Promise<{ storeHash: string }>,
  done: string,
): Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS', Handler> {
  const answer = (response: Response): Response => withHeaders(response, dependencies().securityHeaders);

  async function handle(request: Request): Promise<Response> {
    const { log } = dependencies();
    const { searchParams, pathname } = new URL(request.url);
    try {
      const { storeHash } = await callback(searchParams);
      log.info({ storeHash, path: pathname }, 'callback done');
      return answer(Response.json({ status: 200, title: done }));
    } catch (thrown) {
      const error = toAppError(thrown);
      log.warn(
        { errorCode: error.code, status: error.status, path: pathname, error: error.cause },
        'callback refused',
      );
      return answer(toProblemResponse(error));
    }
  }

  function refuse(): Promise<Response> {
    const error = new AppError('method_not_allowed', { headers: { Allow: 'GET, HEAD' } });
    return Promise.resolve(answer(toProblemResponse(error)));
  }

  return { GET: handle, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: refuse };
}
