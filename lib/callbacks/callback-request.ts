import { AppError, type ErrorCode } from '../errors';
import type { Log } from '../log';
import { securityFacts } from '../security-facts';
import type { PayloadUse } from '../database/signed-payloads';
import { limits } from '../limits';

/**
 * Whether a payload or a grant code may open the app again: control panels load their frame more than once, so for a
 * short while after the first use, in the same installation, and until a session that it opened was signed out.
 *
 * @param now milliseconds since the epoch
 */
export function mayOpenAgain(use: PayloadUse | undefined, installationId: string, now: number): boolean {
  return (
    use?.installationId === installationId && use.endedAt === null && now - use.firstUsedAt <= limits.reuseMs
  );
}

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

/**
 * The parameters of a callback, each of which may stand there once: one given twice reads differently to different
 * readers.
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
 * @throws {AppError} `payload_malformed` where a parameter is there twice
 */
export function payloadIn(query: URLSearchParams): string | null {
  return singleQuery(query, 'payload_malformed').signed_payload_jwt ?? null;
}
