import type { Log } from '../log';

/**
 * Answers a callback that BigCommerce's server sends with 200 and a plain sentence.
 *
 * @param callback from the callback's query to the store that it was about
 * @param done the sentence
 * @returns a function from services to a route's handler
 */
export function answerCallback<Services extends { log: Log }>(
  services: () => Services,
  callback: (services: Services, query: URLSearchParams) => Promise<{ storeHash: string }>,
  done: string,
) {
  return async (request: Request): Promise<Response> => {
    const { searchParams, pathname } = new URL(request.url);
    const { storeHash } = await callback(services(), searchParams);
    services().log.info({ storeHash, path: pathname }, 'callback done');
    return Response.json({ status: 200, title: done });
  };
}
