import { AppError, type ErrorCode } from '../errors';
import type { Log } from '../log';
import { securityFacts } from '../security-facts';
import type { PayloadUse } from '../database/signed-payloads';
import { limits } from '../limits';

/**
 * Whether a payload or a grant code may open the app again. Control panels load their frame more than once, so it may
 * for a short while after the first use, in the same installation, unless its session was signed out.
 *
 * @param now milliseconds since the epoch
 */
export function mayOpenAgain(use: PayloadUse | undefined, installationId: string, now: number): boolean {
  return (
    use?.installationId === installationId && use.endedAt === null && now - use.firstUsedAt <= limits.reuseMs
  );
}

/**
 * Makes the handler of a callback from BigCommerce's server, which answers 200 with a plain sentence.
 *
 * @param callback processes the query and returns its store, its user and the outcome
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

/**
 * Reads the parameters of a callback. A repeated parameter is refused, because parsers disagree about which value
 * counts.
 *
 * @param code of the refusal
 * @throws {AppError} with that code
 */
export function singleQuery(query: URLSearchParams, code: ErrorCode): Partial<Record<string, string>> {
  const names = [...query.keys()];
  if (new Set(names).size !== names.length) throw new AppError(code);
  return Object.fromEntries(query);
}

/**
 * The signed payload in the query of a callback.
 *
 * @throws {AppError} `payload_malformed` where a parameter is repeated
 */
export function payloadIn(query: URLSearchParams): string | null {
  return singleQuery(query, 'payload_malformed').signed_payload_jwt ?? null;
}
