import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Grant, GrantedToken } from '../bigcommerce/login';
import { missingOauthScopes, parseOauthScopes, requiredOauthScopes } from '../bigcommerce/oauth-scopes';
import { parseStoreContext } from '../bigcommerce/store-context';
import { pingDatabase } from '../database/ping';
import { saveInstallationWithUser } from '../database/installations';
import { AppError } from '../errors';
import type { CallbackDependencies, OpenedSession } from './callback-dependencies';

const grantSchema = z.object({
  code: z.string().min(1).max(1_024),
  scope: z.string().min(1).max(4_096),
  context: z.string().min(1).max(128),
});

/** How long a database may take to answer before we refuse to spend the grant's only use on it. */
const databaseLimitMs = 3_000;

/** A parameter given twice is nobody's honest request: it reads differently to different readers. */
function singleValues(query: URLSearchParams): Record<string, string> {
  const names = [...query.keys()];
  if (new Set(names).size !== names.length) throw new AppError('grant_query_invalid');
  return Object.fromEntries(query);
}

function parseGrant(query: URLSearchParams): Grant & { storeHash: string } {
  const parsed = grantSchema.safeParse(singleValues(query));
  if (!parsed.success) throw new AppError('grant_query_invalid');
  const storeHash = parseStoreContext(parsed.data.context);
  if (storeHash === null) throw new AppError('context_invalid');
  return { ...parsed.data, storeHash };
}

function refuseMissingScopes(granted: readonly string[]): void {
  const missing = missingOauthScopes(granted, requiredOauthScopes);
  if (missing.length > 0)
    throw new AppError('grant_scopes_missing', { messageValues: { scopes: missing.join(', ') } });
}

async function saveGrantedToken(
  { database, cipher, now }: CallbackDependencies,
  token: GrantedToken,
  locale: string,
): Promise<string> {
  const installationId = randomUUID();
  const accessTokenJwe = await cipher.encrypt(token.accessToken, token.storeHash);
  const { storeHash, oauthScopes, owner, user } = token;
  await saveInstallationWithUser(
    database,
    { storeHash, installationId, accessTokenJwe, oauthScopes, owner, installedAt: now() },
    {
      userId: user.id,
      email: user.email,
      locale,
      role: user.id === owner.id ? 'owner' : 'user',
      seenAt: now(),
    },
  );
  return installationId;
}

/**
 * The auth callback: the first install, and again after a reinstall, a change of scopes or of the owner's
 * e-mail. Nothing is kept unless everything is right; the former token goes in the transaction that saves the
 * new one. The database is asked first, because a code works only once. Afterwards the app subscribes to webhooks.
 * Source: BigCommerce, "Single-click app OAuth flow".
 *
 * @param query `code`, `scope` and `context` of the callback
 * @param locale what the browser prefers, as this callback brings none
 * @throws {AppError} `grant_query_invalid`, `context_invalid`, `context_mismatch`, `grant_scopes_missing`, the
 *   codes of {@link CallbackDependencies.login}, `database_unavailable`
 */
export async function install(
  dependencies: CallbackDependencies,
  query: URLSearchParams,
  locale: string,
): Promise<OpenedSession> {
  const { storeHash, ...grant } = parseGrant(query);
  refuseMissingScopes(parseOauthScopes(grant.scope));
  await pingDatabase(dependencies.database, databaseLimitMs);
  const token = await dependencies.login.exchangeGrant(grant);
  if (token.storeHash !== storeHash) throw new AppError('context_mismatch');
  refuseMissingScopes(token.oauthScopes);
  const installationId = await saveGrantedToken(dependencies, token, locale);
  const { accessToken, user, owner, oauthScopes } = token;
  const seal = await dependencies.sealer.start({
    storeHash,
    installationId,
    accessToken,
    user: { ...user, locale },
    isOwner: user.id === owner.id,
  });
  const { webhooks, inBackground } = dependencies;
  inBackground(() => webhooks.keep({ storeHash, accessToken, installationId, oauthScopes }));
  return { storeHash, seal, locale: null, oauthScopes };
}
