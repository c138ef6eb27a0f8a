import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { AppRegistration } from './app-registration.ts';
import type { Clock } from './clock.ts';
import type { Store } from './store.ts';

const NOT_BEFORE_LEAD_S = 5;
const LIFETIME_S = 24 * 60 * 60;

export interface SignOptions {
  /** The owner where left out. */
  userId?: number;
  /** Deep link path. */
  url?: string;
  channelId?: number | null;
  /** Claims put over the usual ones; one that is `undefined` is left out. */
  overrides?: Record<string, unknown>;
  /** Another secret than the app's, for a forged payload. */
  secret?: string;
}

/** A `signed_payload_jwt` as BigCommerce signs it. */
export async function signPayload(
  app: AppRegistration,
  clock: Clock,
  store: Store,
  options: SignOptions = {},
): Promise<string> {
  const claims = { ...claimsOf(app, clock, store, options), ...options.overrides };
  const secret = new TextEncoder().encode(options.secret ?? app.clientSecret);
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret);
}

function claimsOf(
  app: AppRegistration,
  clock: Clock,
  store: Store,
  options: SignOptions,
): Record<string, unknown> {
  const user = options.userId === undefined ? store.owner : store.user(options.userId);
  const iat = Math.floor(clock.now() / 1000);
  return {
    aud: app.clientId,
    iss: 'bc',
    iat,
    nbf: iat - NOT_BEFORE_LEAD_S,
    exp: iat + LIFETIME_S,
    jti: randomUUID(),
    sub: store.context,
    user: { id: user.id, email: user.email, locale: user.locale },
    owner: { id: store.owner.id, email: store.owner.email },
    url: options.url ?? '/',
    channel_id: options.channelId ?? null,
  };
}
