import { request } from 'undici';
import { AppError } from '../errors';
import { type AnswerBody, parseBody, readText } from './answer-body';
import { isTimeout } from './answer-error';
import { answerShapes } from './answer-shapes';
import { parseOauthScopes } from './oauth-scopes';
import { parseStoreContext } from './store-context';
import { traceHeaders } from './trace-headers';

export interface Grant {
  code: string;
  /** Separated by spaces, as in the auth callback. */
  scope: string;
  /** `stores/{hash}`. */
  context: string;
}

interface GrantedToken {
  accessToken: string;
  oauthScopes: string[];
  storeHash: string;
  user: { id: number; email: string };
  /** Null where the response lacks it. */
  owner: { id: number; email: string } | null;
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
  /** The auth callback URL exactly as it is registered. */
  redirectUri: string;
  timeoutMs?: number;
  userAgent?: string;
}

const answerMaxBytes = 64 * 1024;

function toLoginError(cause: unknown): AppError {
  if (cause instanceof AppError)
    return cause.code === 'store_unreadable' ? new AppError('login_unreadable', { cause }) : cause;
  const timedOut = cause instanceof Error && isTimeout(cause);
  return new AppError(timedOut ? 'login_timeout' : 'login_failed', { cause });
}

function parseToken(answer: AnswerBody, grant: Grant): GrantedToken {
  if (answer.kind === 'page') throw new AppError('login_failed', { cause: new Error('a page, not a token') });
  const { data } = answerShapes.token.safeParse(answer.kind === 'json' ? answer.value : null);
  const storeHash = data ? parseStoreContext(data.context) : null;
  if (!data || storeHash === null) throw new AppError('login_unreadable');
  const { access_token, scope, user, owner } = data;
  return {
    accessToken: access_token,
    oauthScopes: parseOauthScopes(scope ?? grant.scope),
    storeHash,
    user: { id: user.id, email: user.email ?? '' },
    owner: owner ? { id: owner.id, email: owner.email ?? '' } : null,
  };
}

/**
 * Makes the client of BigCommerce's login server. A code works once, so an exchange is never retried automatically: the
 * merchant decides.
 */
export function createLoginClient(options: LoginOptions): LoginClient {
  async function exchange({ code, scope, context }: Grant): Promise<AnswerBody> {
    const { statusCode, headers, body } = await request(`${options.loginUrl}/oauth2/token`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        'User-Agent': options.userAgent ?? 'customer-settings',
        ...traceHeaders(),
      },
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
    const answer = parseBody(await readText(headers, body, answerMaxBytes), headers);
    const cause = new Error(`the login server answered ${statusCode}`);
    const isRefusal = statusCode >= 400 && statusCode < 500 && statusCode !== 429;
    // An HTML page does not come from the login server itself, so its status says nothing about the grant.
    if (isRefusal && answer.kind !== 'page') throw new AppError('grant_rejected', { cause });
    if (statusCode < 200 || statusCode > 299) throw new AppError('login_failed', { cause });
    return answer;
  }

  return {
    async exchangeGrant(grant) {
      const answer = await exchange(grant).catch((cause: unknown) => {
        throw toLoginError(cause);
      });
      return parseToken(answer, grant);
    },
  };
}
