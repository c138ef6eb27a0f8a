import type { AppRegistration } from '../app-registration.ts';
import { isJson, type Answer, type Call } from '../call.ts';
import type { Clock } from '../clock.ts';
import { isObject, parseJson, type JsonObject } from '../json.ts';
import type { Store } from '../store.ts';
import type { Stores } from '../stores.ts';
import type { UnknownCalls } from '../unknown-calls.ts';
import { channelRoutes } from './channel-routes.ts';
import { customerGroupRoutes } from './customer-group-routes.ts';
import { errorAnswer } from './errors.ts';
import { hookRoutes } from './hook-routes.ts';
import type { RestRoute } from './rest-call.ts';
import { settingsRoutes } from './settings-routes.ts';
import { storeRoutes } from './store-routes.ts';

const ROUTES: readonly RestRoute[] = [
  ...settingsRoutes,
  ...channelRoutes,
  ...customerGroupRoutes,
  ...storeRoutes,
  ...hookRoutes,
];

export interface RestParts {
  app: AppRegistration;
  stores: Stores;
  clock: Clock;
  /** Unskewed: a quota's window is measured in real time. */
  now: () => number;
  unknownCalls: UnknownCalls;
}

/** `/stores/{hash}/v2…` and `/v3…`: one door for every route, then the route. */
export function answerRest(parts: RestParts, call: Call, fieldsNotStored: readonly string[]): Answer {
  const [storeHash, path] = splitPath(call.path);
  const route = ROUTES.find((one) => one.method === call.method && one.path.test(path));
  if (route === undefined) return unknownCall(parts, call, path);
  const store = parts.stores.find(storeHash);
  const token = call.headers['x-auth-token'];
  if (store === undefined || typeof token !== 'string' || !store.acceptsToken(token, parts.app)) {
    return errorAnswer(call.path, 401);
  }
  const answer = answerOnStore(parts, route, store, call, { path, fieldsNotStored });
  return withRateLimitHeaders(answer, store, parts.now());
}

/** BigCommerce's headers on an answer of a store. */
export function withRateLimitHeaders(answer: Answer, store: Store | undefined, now: number): Answer {
  if (store === undefined) return answer;
  return { ...answer, headers: { ...store.rateLimit.headers(now), ...answer.headers } };
}

function answerOnStore(
  parts: RestParts,
  route: RestRoute,
  store: Store,
  call: Call,
  rest: { path: string; fieldsNotStored: readonly string[] },
): Answer {
  if (!store.rateLimit.take(parts.now())) return errorAnswer(call.path, 429);
  if (!route.scopes.some((scope) => store.installation?.scopes.includes(scope) === true)) {
    return errorAnswer(call.path, 403);
  }
  const body = bodyOf(call);
  if ('status' in body) return errorAnswer(call.path, body.status, body.title);
  return route.handle({
    call,
    store,
    app: parts.app,
    clock: parts.clock,
    pathIds: (route.path.exec(rest.path) ?? []).slice(1).map(Number),
    body: body.value,
    fieldsNotStored: rest.fieldsNotStored,
  });
}

function bodyOf(call: Call): { value: JsonObject } | { status: number; title?: string } {
  const accept = call.headers.accept;
  if (accept !== undefined && !/application\/json|\*\/\*|application\/\*/.test(accept))
    return { status: 406 };
  if (call.method !== 'POST' && call.method !== 'PUT') return { value: {} };
  if (call.bodyTooLarge) return { status: 413 };
  if (!isJson(call)) return { status: 415 };
  const value = parseJson(call.body);
  return isObject(value) ? { value } : { status: 400, title: 'The request body is not a JSON object.' };
}

function unknownCall(parts: RestParts, call: Call, path: string): Answer {
  parts.unknownCalls.add(call);
  return errorAnswer(call.path, ROUTES.some((route) => route.path.test(path)) ? 405 : 404);
}

function splitPath(path: string): [storeHash: string, rest: string] {
  const [, , storeHash = ''] = path.split('/', 3);
  return [storeHash, path.slice('/stores/'.length + storeHash.length)];
}
