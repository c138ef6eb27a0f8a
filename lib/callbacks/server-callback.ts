import type { Log } from '../log';
import { securityFacts } from '../security-facts';

/**
 * Answers a callback that BigCommerce's server sends with 200 and a plain sentence.
 *
 * @param callback from the callback's query to the store and the user that it was about, and what became of them
 * @param done the sentence
 * @returns a function from services to a route's handler
 */
export function answerCallback<Services extends { log: Log }>(
  services: () => Services,
  callback: (
    services: Services,
    query: URLSearchParams,
  ) => Promise<{ storeHash: string; userId: number; outcome?: string }>,
  done: string,
) {
  return async (request: Request): Promise<Response> => {
    const { searchParams, pathname } = new URL(request.url);
    const { outcome, ...proven } = await callback(services(), searchParams);
    const facts = { event: 'callback', ...securityFacts(proven), path: pathname, outcome };
    services().log.info(facts, 'callback done');
    return Response.json({ status: 200, title: done });
  };
}
