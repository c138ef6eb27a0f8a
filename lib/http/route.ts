import { randomUUID } from 'node:crypto';
import { requestIdHeader, roleHeader, sessionHeader } from '../api/contract';
import { asTenant } from '../database/tenant';
import { AppError, deniesAccess, toAppError } from '../errors';
import { defaultLocale, type Locale, resolveLocale } from '../i18n/locales';
import { createServerTranslator, type Translate } from '../i18n/translator';
import type { Log } from '../log';
import { securityFacts } from '../security-facts';
import { requestContext } from '../server-state';
import { type AppRole, assertPermission, type Permission } from '../session/permissions';
import type { SessionSealer } from '../session/session-sealer';
import type { StoreSession } from '../session/store-session';
import { toProblemResponse, withHeaders } from './problem-response';
import { openStoreSession, type SessionDependencies } from './store-session';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

/** The variable segments of a path. The route's folder decides which of them it has. */
interface PathSegments {
  storeHash: string;
  channelId?: string;
  id?: string;
}

/** The data that a handler gets besides the request and the session. */
interface RequestFacts extends Required<PathSegments> {
  /** The id of the request in the log, the history and the response. */
  requestId: string;
}

/** The data that the handler of a store's route gets. */
interface StoreRequestFacts extends RequestFacts {
  /** The user's role at the time of the request. */
  role: AppRole;
  /** In the user's language. */
  t: Translate;
}

/** One method of a store's route: the permission that it needs, and its handler. */
export interface StoreVerb {
  permission: Permission;
  handle: (request: Request, session: StoreSession, facts: StoreRequestFacts) => Promise<Response>;
}

/** One method of a route without a session, whose caller is a server, a load balancer or unknown. */
export type PublicHandler = (request: Request) => Promise<Response>;

type NextHandler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

/** The exports of a Next.js route file. HEAD is missing: Next.js answers it through GET. */
type RouteExports = Record<Method | 'OPTIONS', NextHandler>;

export interface RouteDependencies extends SessionDependencies {
  log: Log;
}

/** The facts of the session that the response needs, whether the handler answers or throws. */
interface Addressee {
  /** In the user's language, for errors. */
  t: Translate;
  role: AppRole;
}

/** The common form of all handlers. `address` is called as soon as the session is known. */
type Handler = (
  request: Request,
  facts: RequestFacts,
  address: (addressee: Addressee) => void,
) => Promise<Response>;

interface RouteOptions {
  /** The name of its requests in the log. */
  name: 'request' | 'callback' | 'webhook';
  handlers: Partial<Record<Method, Handler>>;
  /** Whether OPTIONS returns the methods; otherwise it is refused like other missing methods. */
  answersOptions: boolean;
}

function allowedMethods(handlers: Partial<Record<Method, unknown>>): string {
  const allowed = methods.filter((method) => handlers[method]);
  return [...allowed, ...(handlers.GET ? ['HEAD'] : [])].join(', ');
}

function logFailure(
  log: Log,
  name: RouteOptions['name'],
  entry: { error: AppError; request: Request; requestId: string },
): void {
  const { code, status, cause } = entry.error;
  const { url, method } = entry.request;
  const path = new URL(url).pathname;
  const line = { errorCode: code, status, method, path, requestId: entry.requestId, error: cause };
  const context = requestContext.getStore();
  if (context) context.errorCode = code;
  const facts = name === 'callback' ? { event: 'callback_refused', ...securityFacts({}), ...line } : line;
  if (code === 'internal') log.error(facts, `${name} failed`);
  // A lost connection is not a fault of the caller.
  else if (status >= 500 || (name !== 'request' && code !== 'request_aborted'))
    log.warn(facts, `${name} refused`);
  else if (deniesAccess(entry.error))
    log.info({ event: 'access_refused', ...securityFacts({}), ...line }, `${name} refused`);
  // The log line of the request has the code.
  else log.debug(facts, `${name} refused`);
}

/**
 * Makes every route of the app: each verb without a handler is refused with `Allow`, each error leaves as a problem
 * document and into the log, and each response carries its request's id. The server puts the security headers on it.
 *
 * @param dependencies called for each request, because they need the environment, which a build does not have
 */
function createRoute(
  dependencies: () => RouteDependencies,
  { name, handlers, answersOptions }: RouteOptions,
): RouteExports {
  const allow = allowedMethods(handlers);

  const through =
    (handler: Handler): NextHandler =>
    async (request, { params }) => {
      // Under `next dev` there is no server/main.ts that set the id.
      const requestId = requestContext.getStore()?.requestId ?? randomUUID();
      let addressee: Addressee | null = null as Addressee | null;
      const answer = async (): Promise<Response> => {
        try {
          const facts = { storeHash: '', channelId: '', id: '', ...(await params), requestId };
          return await handler(request, facts, (known) => (addressee = known));
        } catch (thrown) {
          const error = toAppError(thrown);
          logFailure(dependencies().log, name, { error, request, requestId });
          return toProblemResponse(error, addressee?.t ?? (await createServerTranslator(defaultLocale)));
        }
      };
      const response = await answer();
      const roleHeaders = addressee === null ? {} : { [roleHeader]: addressee.role };
      return withHeaders(response, { [requestIdHeader]: requestId, ...roleHeaders });
    };

  const refuse = through(() =>
    Promise.reject(new AppError('method_not_allowed', { headers: { Allow: allow } })),
  );
  const nameMethods = through(() =>
    Promise.resolve(new Response(null, { status: 204, headers: { Allow: allow } })),
  );
  const entries = methods.map((method) => {
    const handler = handlers[method];
    return [method, handler ? through(handler) : refuse] as const;
  });
  return {
    ...(Object.fromEntries(entries) as Record<Method, NextHandler>),
    OPTIONS: answersOptions ? nameMethods : refuse,
  };
}

/** The languages of sessions, which take some time to parse: the sealer returns the same object for the same seal. */
const sessionLocales = new WeakMap<StoreSession, Locale>();

function localeOf(session: StoreSession): Locale {
  const locale = sessionLocales.get(session) ?? resolveLocale(session.user.locale);
  sessionLocales.set(session, locale);
  return locale;
}

async function renewSession(sealer: SessionSealer, session: StoreSession, response: Response): Promise<void> {
  if (!sealer.wantsRenewal(session) || response.headers.has(sessionHeader)) return;
  // The session may have expired while the handler worked. Its response is still valid.
  const seal = await sealer.renew(session).catch(() => null);
  if (seal !== null) response.headers.set(sessionHeader, seal);
}

/**
 * Opens the session, compares its user's role with the permission, and renews an ageing session in the response. The
 * response names the role, a refusal too: pages follow a change of it without a reload.
 */
function withSession(dependencies: () => RouteDependencies, { permission, handle }: StoreVerb): Handler {
  return (request, facts, address) =>
    asTenant(facts.storeHash, async () => {
      const authorization = request.headers.get('Authorization');
      const { session, role } = await openStoreSession(dependencies(), authorization, facts.storeHash);
      const t = await createServerTranslator(localeOf(session));
      address({ t, role });
      assertPermission(role, permission);
      const response = await handle(request, session, { ...facts, role, t });
      await renewSession(dependencies().sealer, session, response);
      return response;
    });
}

/** Makes the two kinds of routes for the services of this process. */
export function createRoutes(dependencies: () => RouteDependencies) {
  return {
    /** A route of the API, which needs a session and the method's permission. */
    storeRoute(this: void, verbs: Partial<Record<Method, StoreVerb>>): RouteExports {
      const entries = Object.entries(verbs).map(([method, verb]) => [
        method,
        withSession(dependencies, verb),
      ]);
      const handlers = Object.fromEntries(entries) as RouteOptions['handlers'];
      return createRoute(dependencies, { name: 'request', handlers, answersOptions: true });
    },

    /** A route without a session. Its handler verifies the caller where needed. */
    publicRoute(
      this: void,
      name: RouteOptions['name'],
      handlers: Partial<Record<Method, PublicHandler>>,
    ): RouteExports {
      return createRoute(dependencies, { name, handlers, answersOptions: false });
    },
  };
}
