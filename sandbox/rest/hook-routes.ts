import { jsonAnswer, type Answer } from '../call.ts';
import { isObject } from '../json.ts';
import type { Hook } from '../store-parts.ts';
import { errorAnswer } from './errors.ts';
import { faultyPagingParameter, pageOf, paginationMeta } from './paging.ts';
import type { RestCall, RestRoute } from './rest-call.ts';

const SCOPES = ['store_v2_information_read_only', 'store_v2_information'];
const ALL = /^\/v3\/hooks$/;
const ONE = /^\/v3\/hooks\/(\d+)$/;
const KNOWN_SCOPE =
  /^store\/channel\/(\*|\d+)\/settings\/(\*|(customerPrivacy|defaultCustomerGroup)\/updated)$/;

export const hookRoutes: readonly RestRoute[] = [
  { method: 'GET', path: ALL, scopes: SCOPES, handle: getHooks },
  { method: 'POST', path: ALL, scopes: SCOPES, handle: postHook },
  { method: 'GET', path: ONE, scopes: SCOPES, handle: getHook },
  { method: 'PUT', path: ONE, scopes: SCOPES, handle: putHook },
  { method: 'DELETE', path: ONE, scopes: SCOPES, handle: deleteHook },
];

function getHooks({ call, store }: RestCall): Answer {
  const fault = faultyPagingParameter(call.query);
  if (fault !== null) return errorAnswer(call.path, 422, `Query parameter "${fault}" value must be integer.`);
  const asked = store.hooks.filter(
    (hook) =>
      isWanted(call.query.get('scope'), hook.scope) &&
      isWanted(call.query.get('destination'), hook.destination) &&
      isWanted(call.query.get('is_active'), String(hook.is_active)),
  );
  const page = pageOf(asked, call.query, store.options.pageCap);
  const meta = paginationMeta(page, call.query, !store.options.omitTotals);
  return jsonAnswer(200, { data: page.items, meta });
}

function isWanted(filter: string | null, value: string): boolean {
  return filter === null || filter === value;
}

function getHook(rest: RestCall): Answer {
  const hook = hookOf(rest);
  return hook === undefined ? hookNotFound(rest) : jsonAnswer(200, { data: hook, meta: {} });
}

function postHook(rest: RestCall): Answer {
  const { store, body, app, clock, call } = rest;
  const faults = { ...missing(body), ...faultsOfHook(rest) };
  if (Object.keys(faults).length > 0) return errorAnswer(call.path, 422, undefined, faults);
  const now = Math.floor(clock.now() / 1000);
  const hook = withBody(
    {
      id: nextId(store.hooks),
      client_id: app.clientId,
      store_hash: store.hash,
      scope: '',
      destination: '',
      headers: null,
      is_active: true,
      created_at: now,
      updated_at: now,
    },
    body,
  );
  if (isTaken(store.hooks, hook)) {
    const title = 'This type of hook already exists on this app for this scope and destination.';
    return errorAnswer(call.path, 422, title, {});
  }
  store.hooks = [...store.hooks, hook];
  return jsonAnswer(200, { data: hook, meta: {} });
}

function putHook(rest: RestCall): Answer {
  const { store, body, clock, call } = rest;
  const hook = hookOf(rest);
  if (hook === undefined) return hookNotFound(rest);
  const faults = faultsOfHook(rest);
  if (Object.keys(faults).length > 0) return errorAnswer(call.path, 422, undefined, faults);
  const changed = { ...withBody(hook, body), updated_at: Math.floor(clock.now() / 1000) };
  store.hooks = store.hooks.map((other) => (other.id === hook.id ? changed : other));
  return jsonAnswer(200, { data: changed, meta: {} });
}

function deleteHook(rest: RestCall): Answer {
  const hook = hookOf(rest);
  if (hook === undefined) return hookNotFound(rest);
  rest.store.hooks = rest.store.hooks.filter((other) => other.id !== hook.id);
  return jsonAnswer(200, { data: hook, meta: {} });
}

function hookOf({ store, pathIds: [id] }: RestCall): Hook | undefined {
  return store.hooks.find((hook) => hook.id === id);
}

function hookNotFound(rest: RestCall): Answer {
  return errorAnswer(rest.call.path, 404, 'Webhook not found.');
}

let lastHookId = 30_000_000;

function nextId(hooks: readonly Hook[]): number {
  lastHookId = Math.max(lastHookId, ...hooks.map((hook) => hook.id)) + 1;
  return lastHookId;
}

function missing(body: object): Record<string, string> {
  const absent = ['scope', 'destination'].filter((name) => !(name in body));
  return Object.fromEntries(absent.map((name) => [name, 'error.path.missing']));
}

function faultsOfHook({ body, app }: RestCall): Record<string, string> {
  const faults: Record<string, string> = {};
  if ('scope' in body && !(typeof body.scope === 'string' && KNOWN_SCOPE.test(body.scope))) {
    faults.scope = 'The scope is not known.';
  }
  if ('destination' in body && !isDestination(body.destination, app.url)) {
    faults.destination = 'The destination must be an HTTPS URL on port 443.';
  }
  if ('is_active' in body && typeof body.is_active !== 'boolean') {
    faults.is_active = 'error.expected.jsboolean';
  }
  if ('headers' in body && body.headers !== null && !isStringRecord(body.headers)) {
    faults.headers = 'error.expected.jsobject';
  }
  return faults;
}

/** BigCommerce wants HTTPS on port 443; the app under test runs on this machine without it, and is let in. */
function isDestination(value: unknown, appUrl: string): boolean {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (url === null) return false;
  return (url.protocol === 'https:' && url.port === '') || url.origin === URL.parse(appUrl)?.origin;
}

function isStringRecord(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((item) => typeof item === 'string');
}

function withBody(hook: Hook, body: RestCall['body']): Hook {
  return {
    ...hook,
    ...(typeof body.scope === 'string' ? { scope: body.scope } : {}),
    ...(typeof body.destination === 'string' ? { destination: body.destination } : {}),
    ...(typeof body.is_active === 'boolean' ? { is_active: body.is_active } : {}),
    ...(isStringRecord(body.headers) ? { headers: body.headers } : {}),
  };
}

function isTaken(hooks: readonly Hook[], hook: Hook): boolean {
  return hooks.some((other) => other.scope === hook.scope && other.destination === hook.destination);
}
