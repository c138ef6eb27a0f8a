import { request } from 'undici';
import { z } from 'zod';
import { AppError } from '../errors';
import { parseOauthScopes } from './oauth-scopes';
import { parseStoreContext } from './store-context';

export interface Grant {
  code: string;
  /** Space separated, as the auth callback brought it. */
  scope: string;
  /** `stores/{hash}`. */
  context: string;
}

export interface GrantedToken {
  accessToken: string;
  oauthScopes: string[];
  storeHash: string;
  user: { id: number; email: string };
  owner: { id: number; email: string };
}

export interface LoginClient {
  /**
   * Exchanges a grant code for the store's access token. Source: BigCommerce, "Single-click app OAuth flow".
   *
   * @throws {AppError} `grant_rejected`, `login_failed`, `login_timeout`, `login_unreadable`
   */
  exchangeGrant(grant: Grant): Promise<GrantedToken>;
}

export interface LoginOptions {
  /** Origin of the login server. */
  loginUrl: string;
  clientId: string;
  clientSecret: string;
  /** The registered auth callback, to the letter. */
  redirectUri: string;
  timeoutMs?: number;
}

const answerMaxBytes = 64 * 1024;

const person = z.looseObject({ id: z.int(), email: z.string().max(320) });
const tokenSchema = z.looseObject({
  access_token: z.string().min(1).max(512),
  scope: z.string().max(4_096),
  user: person,
  owner: person,
  context: z.string(),
});

const timeoutErrors = new Set([
  'TimeoutError',
  'HeadersTimeoutError',
  'BodyTimeoutError',
  'ConnectTimeoutError',
]);

function toLoginError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const timedOut = cause instanceof Error && timeoutErrors.has(cause.name);
  return new AppError(timedOut ? 'login_timeout' : 'login_failed', { cause });
}

function parseToken(text: string): GrantedToken {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new AppError('login_unreadable');
  }
  const parsed = tokenSchema.safeParse(answer);
  const storeHash = parsed.success ? parseStoreContext(parsed.data.context) : null;
  if (!parsed.success || storeHash === null) throw new AppError('login_unreadable');
  const { access_token, scope, user, owner } = parsed.data;
  return {
    accessToken: access_token,
    oauthScopes: parseOauthScopes(scope),
    storeHash,
    user: { id: user.id, email: user.email },
    owner: { id: owner.id, email: owner.email },
  };
}

/**
 * BigCommerce's login server. A code works once, so an exchange is never repeated on its own: whether to try
 * again is the merchant's choice.
 */
export function createLoginClient(options: LoginOptions): LoginClient {
  async function exchange({ code, scope, context }: Grant): Promise<string> {
    const { statusCode, body } = await request(`${options.loginUrl}/oauth2/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({
        client_id: options.clientId,
        client_secret: options.clientSecret,
        code,
        scope,
        grant_type: 'authorization_code',
        redirect_uri: options.redirectUri,
        context,
      }),
      signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
    });
    const bytes = await body.arrayBuffer();
    const cause = new Error(`the login server answered ${statusCode}`);
    if (statusCode >= 400 && statusCode < 500 && statusCode !== 429)
      throw new AppError('grant_rejected', { cause });
    if (statusCode < 200 || statusCode > 299) throw new AppError('login_failed', { cause });
    if (bytes.byteLength > answerMaxBytes) throw new AppError('login_unreadable');
    return Buffer.from(bytes).toString('utf8');
  }

  return {
    async exchangeGrant(grant) {
      const text = await exchange(grant).catch((cause: unknown) => {
        throw toLoginError(cause);
      });
      return parseToken(text);
    },
  };
}
