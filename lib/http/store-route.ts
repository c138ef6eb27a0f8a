import { sessionHeader } from '../api-client';
import { AppError } from '../errors';
import type { Log } from '../log';
import type { StoreSession } from '../session/store-session';
import { personalHeaders, toAppError, toProblemResponse } from './problem-response';
import { openStoreSession, type SessionDependencies } from './store-session';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

/** One verb of one route: from a request of a known person in a known store to an answer. */
export type StoreHandler = (request: Request, session: StoreSession) => Promise<Response>;

type NextHandler = (
  request: Request,
  context: { params: Promise<{ storeHash: string }> },
) => Promise<Response>;

export interface StoreRouteDependencies extends SessionDependencies {
  log: Log;
  /** `Strict-Transport-Security` and the like, for every answer. */
  securityHeaders: Readonly<Record<string, string>>;
}

function logFailure(log: Log, request: Request, error: AppError): void {
  const { code, status, cause } = error;
  const path = new URL(request.url).pathname;
  const entry = { errorCode: code, status, method: request.method, path, error: cause };
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
 * @returns the exports of a Next.js route file
 */
export function createStoreRoute(dependencies: () => StoreRouteDependencies) {
  function withStoreSession(handler: StoreHandler): NextHandler {
    return async (request, { params }) => {
      const { log, securityHeaders, ...sessions } = dependencies();
      let response: Response;
      let locale: string | null = null;
      try {
        const { storeHash } = await params;
        const session = await openStoreSession(sessions, request.headers.get('Authorization'), storeHash);
        locale = session.user.locale;
        response = await handler(request, session);
        if (sessions.sealer.wantsRenewal(session) && !response.headers.has(sessionHeader))
          response.headers.set(sessionHeader, await sessions.sealer.renew(session));
      } catch (thrown) {
        const error = toAppError(thrown);
        logFailure(log, request, error);
        response = toProblemResponse(error, locale);
      }
      const headers = { ...personalHeaders, ...securityHeaders };
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
      return response;
    };
  }

  return function storeRoute(handlers: Partial<Record<Method, StoreHandler>>): Record<Method, NextHandler> {
    const refuse: NextHandler = (request) => {
      const error = new AppError('method_not_allowed', { headers: { Allow: allowedMethods(handlers) } });
      logFailure(dependencies().log, request, error);
      return Promise.resolve(toProblemResponse(error));
    };
    const entries = methods.map((method) => {
      const handler = handlers[method];
      return [method, handler ? withStoreSession(handler) : refuse] as const;
    });
    return Object.fromEntries(entries) as Record<Method, NextHandler>;
  };
}
