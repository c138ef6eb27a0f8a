import { randomUUID } from 'node:crypto';
import { sessionHeader } from '../api/api-client';
import { AppError, toAppError } from '../errors';
import type { Log } from '../log';
import type { StoreSession } from '../session/store-session';
import { toProblemResponse } from './problem-response';
import { openStoreSession, type SessionDependencies } from './store-session';
import { withHeaders } from './with-headers';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

/** The segments of a path that vary; which of them a route has, its folder says. */
interface PathSegments {
  storeHash: string;
  channelId?: string;
  id?: string;
}

/** What a handler is told besides the request and the session. */
export interface RequestFacts extends Required<PathSegments> {
  /** A UUID under which the log, the history and the answer know this request. */
  requestId: string;
}

/** One verb of one route: from a request of a known person in a known store to an answer. */
export type StoreHandler = (
  request: Request,
  session: StoreSession,
  facts: RequestFacts,
) => Promise<Response>;

type NextHandler = (request: Request, context: { params: Promise<PathSegments> }) => Promise<Response>;

export interface StoreRouteDependencies extends SessionDependencies {
  log: Log;
  /** `Strict-Transport-Security` and the like, for every answer. */
  securityHeaders: Readonly<Record<string, string>>;
}

/** Answers tell the id of their request in this header. */
const requestIdHeader = 'X-Request-Id';

function logFailure(log: Log, request: Request, requestId: string, error: AppError): void {
  const { code, status, cause } = error;
  const path = new URL(request.url).pathname;
  const entry = { errorCode: code, status, method: request.method, path, requestId, error: cause };
  if (code === 'internal') log.error(entry, 'request failed');
  else if (status >= 500) log.warn(entry, 'request failed');
  else log.info(entry, 'request refused');
}

function allowedMethods(handlers: Partial<Record<Method, unknown>>): string {
  const allowed = methods.filter((method) => handlers[method]);
  return [...allowed, ...(handlers.GET ? ['HEAD'] : [])].join(', ');
}

/**
 * The one way into the API: each verb with a handler opens the session first, each other verb is refused with
 * `Allow`, each error leaves as a problem document, and an ageing session is renewed by the answer.
 *
 * @param dependencies asked on each request, as they need the environment and a build has none
 * @returns a function from handlers to the exports of a Next.js route file
 */
export function createStoreRoute(dependencies: () => StoreRouteDependencies) {
  function finish(response: Response, requestId: string): Response {
    return withHeaders(response, { ...dependencies().securityHeaders, [requestIdHeader]: requestId });
  }

  function answerError(
    request: Request,
    requestId: string,
    thrown: unknown,
    locale: string | null,
  ): Response {
    const error = toAppError(thrown);
    logFailure(dependencies().log, request, requestId, error);
    return finish(toProblemResponse(error, locale), requestId);
  }

  async function renew(response: Response, session: StoreSession): Promise<void> {
    const { sealer } = dependencies();
    if (!sealer.wantsRenewal(session) || response.headers.has(sessionHeader)) return;
    // The session may have reached its end while the handler worked: what it did is done all the same.
    const seal = await sealer.renew(session).catch(() => null);
    if (seal !== null) response.headers.set(sessionHeader, seal);
  }

  function withStoreSession(handler: StoreHandler): NextHandler {
    return async (request, { params }) => {
      const requestId = randomUUID();
      let locale: string | null = null;
      try {
        const { storeHash, channelId = '', id = '' } = await params;
        const session = await openStoreSession(
          dependencies(),
          request.headers.get('Authorization'),
          storeHash,
        );
        locale = session.user.locale;
        const response = await handler(request, session, { storeHash, channelId, id, requestId });
        await renew(response, session);
        return finish(response, requestId);
      } catch (thrown) {
        return answerError(request, requestId, thrown, locale);
      }
    };
  }

  return function storeRoute(
    handlers: Partial<Record<Method, StoreHandler>>,
  ): Record<Method | 'OPTIONS', NextHandler> {
    const allow = allowedMethods(handlers);
    const refuse: NextHandler = (request) => {
      const error = new AppError('method_not_allowed', { headers: { Allow: allow } });
      return Promise.resolve(answerError(request, randomUUID(), error, null));
    };
    const entries = methods.map((method) => {
      const handler = handlers[method];
      return [method, handler ? withStoreSession(handler) : refuse] as const;
    });
    const OPTIONS: NextHandler = () =>
      Promise.resolve(
        withHeaders(new Response(null, { status: 204 }), { ...dependencies().securityHeaders, Allow: allow }),
      );
    return { ...(Object.fromEntries(entries) as Record<Method, NextHandler>), OPTIONS };
  };
}
