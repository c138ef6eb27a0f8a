import { randomBytes } from 'node:crypto';
import { authCallback, type AppRegistration } from './app-registration.ts';
import { isJson, jsonAnswer, type Answer, type Call } from './call.ts';
import type { Clock } from './clock.ts';
import type { Grant, GrantCodes } from './grant-codes.ts';
import { isObject, parseJson, type JsonObject } from './json.ts';
import type { Store } from './store.ts';
import type { User } from './store-parts.ts';
import type { Stores } from './stores.ts';

export interface LoginParts {
  app: AppRegistration;
  stores: Stores;
  codes: GrantCodes;
  clock: Clock;
}

/** `POST /oauth2/token`: a grant code for a permanent access token. */
export function answerTokenExchange(parts: LoginParts, call: Call): Answer {
  if (!isJson(call)) return refusal(415, 'invalid_request', 'The request body must be application/json.');
  const body = parseJson(call.body);
  if (!isObject(body)) return refusal(400, 'invalid_request', 'The request body is not a JSON object.');
  const refused = refusedClient(parts.app, body) ?? refusedShape(parts.app, body);
  if (refused !== null) return refused;
  const grant = parts.codes.find(body.code);
  if (grant === undefined) return refusal(400, 'invalid_grant', 'The code is invalid, used or expired.');
  if (body.context !== `stores/${grant.storeHash}`) {
    return refusal(400, 'invalid_grant', 'The code was not granted for this context.');
  }
  if (!sameWords(body.scope, grant.scopes)) {
    return refusal(400, 'invalid_scope', 'The scope is not the granted one.');
  }
  parts.codes.use(String(body.code));
  return jsonAnswer(200, install(parts, parts.stores.store(grant.storeHash), grant));
}

/** The store hash that an exchange is about, for faults and the record. */
export function storeHashOfExchange(call: Call): string | null {
  const body = parseJson(call.body);
  const context = isObject(body) ? body.context : undefined;
  return typeof context === 'string' ? context.replace(/^stores\//, '') : null;
}

function refusedClient(app: AppRegistration, body: JsonObject): Answer | null {
  if (body.client_id === app.clientId && body.client_secret === app.clientSecret) return null;
  return refusal(401, 'invalid_client', 'The client id and secret do not belong to an app.');
}

function refusedShape(app: AppRegistration, body: JsonObject): Answer | null {
  if (body.grant_type !== 'authorization_code') {
    return refusal(400, 'unsupported_grant_type', 'The grant type must be authorization_code.');
  }
  if (body.redirect_uri !== authCallback(app)) {
    return refusal(400, 'invalid_request', 'The redirect URI is not the registered auth callback.');
  }
  return null;
}

function refusal(status: number, error: string, description: string): Answer {
  return jsonAnswer(status, { error, error_description: description });
}

function sameWords(sent: unknown, granted: readonly string[]): boolean {
  if (typeof sent !== 'string') return false;
  const words = sent.split(' ').filter((word) => word !== '');
  return words.length === granted.length && words.every((word) => granted.includes(word));
}

/** A reinstall goes the same way: the new token takes the place of the old one, which is dead from then on. */
function install(parts: LoginParts, store: Store, grant: Grant): JsonObject {
  const accessToken = randomBytes(16).toString('hex');
  store.installation = {
    accessToken,
    tokenAlive: true,
    scopes: grant.scopes,
    askedScopes: grant.askedScopes,
    ownerEmail: store.owner.email,
    installedBy: grant.userId,
    installedAt: parts.clock.now(),
  };
  return {
    access_token: accessToken,
    scope: grant.scopes.join(' '),
    user: identityOf(store.user(grant.userId)),
    owner: identityOf(store.owner),
    context: store.context,
    account_uuid: store.accountUuid,
  };
}

function identityOf(user: User): JsonObject {
  return { id: user.id, username: user.email, email: user.email };
}
