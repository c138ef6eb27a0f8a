import { randomUUID } from 'node:crypto';
import { setTimeout as waitByClock } from 'node:timers/promises';
import { z } from 'zod';
import type { Grant } from '../bigcommerce/login';
import { missingOauthScopes, parseOauthScopes, requiredOauthScopes } from '../bigcommerce/oauth-scopes';
import { parseStoreContext } from '../bigcommerce/store-context';
import { pingDatabase } from '../database/ping';
import { findInstallation, saveInstallationWithUser } from '../database/installations';
import { findPayloadUse } from '../database/signed-payloads';
import { findLanguage } from '../database/user-language';
import { findUser } from '../database/users';
import { AppError } from '../errors';
import type { CallbackDependencies, OpenedSession } from './callback-dependencies';
import { grantIdOf } from './grant-exchange';
import { findLiveInstallation, openAccessToken } from './live-installation';
import { mayOpenAgain, singleQuery } from './callback-request';

const grantSchema = z.object({
  code: z.string().min(1).max(1_024),
  scope: z.string().min(1).max(4_096),
  context: z.string().min(1).max(128),
});

/** The longest time for the ping of the database before a grant code, which works once, is exchanged. Milliseconds. */
const databaseLimitMs = 3_000;

function parseGrant(query: URLSearchParams): Grant & { storeHash: string } {
  const parsed = grantSchema.safeParse(singleQuery(query, 'grant_query_invalid'));
  if (!parsed.success) throw new AppError('grant_query_invalid');
  const storeHash = parseStoreContext(parsed.data.context);
  if (storeHash === null) throw new AppError('context_invalid');
  return { ...parsed.data, storeHash };
}

function refuseMissingScopes(granted: readonly string[]): void {
  const missing = missingOauthScopes(granted, requiredOauthScopes);
  if (missing.length > 0) throw new AppError('grant_scopes_missing', { messageLists: { scopes: missing } });
}

/** How long the digest of a code is stored: much longer than a code is valid. Milliseconds. */
const grantKeptMs = 24 * 60 * 60 * 1000;

/** The session that a grant code opened, on its first use or a repeated one. */
interface Granted {
  installationId: string;
  accessToken: string;
  oauthScopes: string[];
  user: { id: number; email: string };
  isOwner: boolean;
  admission: number;
}

async function spendGrant(
  dependencies: CallbackDependencies,
  { storeHash, ...grant }: Grant & { storeHash: string },
  locale: string,
): Promise<Granted> {
  const { database, cipher, login, now } = dependencies;
  const token = await login.exchangeGrant(grant);
  if (token.storeHash !== storeHash) throw new AppError('context_mismatch');
  refuseMissingScopes(token.oauthScopes);
  const { accessToken, oauthScopes, user } = token;
  const installationId = randomUUID();
  // Without one in the response, the owner of an earlier installation stays.
  const knownOwner = token.owner ?? (await findInstallation(database, storeHash))?.owner;
  const isOwner = user.id === knownOwner?.id;
  const owner = knownOwner ?? user;
  const accessTokenJwe = await cipher.encrypt(accessToken, storeHash);
  const admission = await saveInstallationWithUser(
    database,
    { storeHash, installationId, accessTokenJwe, oauthScopes, owner, installedAt: now() },
    { userId: user.id, email: user.email, locale, role: isOwner ? 'owner' : 'user', seenAt: now() },
    { id: grantIdOf(grant), expiresAt: now() + grantKeptMs },
  );
  return { installationId, accessToken, oauthScopes, user, isOwner, admission };
}

/** A browser can send the callback twice. The second time the code was exchanged already, and the app is installed. */
async function findGranted(
  dependencies: CallbackDependencies,
  grantId: string,
  storeHash: string,
): Promise<Granted | null> {
  const { database, now } = dependencies;
  const use = await findPayloadUse(database, grantId);
  const installation = await findLiveInstallation(dependencies, storeHash);
  if (!use || installation?.installationId !== use.installationId) return null;
  const { installationId, oauthScopes } = installation;
  const user = await findUser(database, storeHash, use.userId);
  if (!mayOpenAgain(use, installationId, now()) || user?.removedAt !== null || user.appRole === 'none')
    throw new AppError('grant_reused');
  return {
    installationId,
    accessToken: await openAccessToken(dependencies, installation),
    oauthScopes,
    user: { id: user.userId, email: user.email },
    isOwner: user.role === 'owner',
    admission: user.admission,
  };
}

/** How long another server that exchanged the code may take to save the installation. Milliseconds. */
const savedElsewhereMs = 1_000;

/**
 * Exchanges a grant code, which is valid once. BigCommerce refuses it where another server exchanged it at the same
 * moment: then the installation that the other server saved is returned.
 */
async function exchangeGrant(
  dependencies: CallbackDependencies,
  grant: Grant & { storeHash: string },
  locale: string,
): Promise<Granted> {
  const { grantExchange, callerAddress, wait = waitByClock } = dependencies;
  const grantId = grantIdOf(grant);
  try {
    return await grantExchange.once(grantId, callerAddress(), () => spendGrant(dependencies, grant, locale));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'grant_rejected') throw error;
    const find = () => findGranted(dependencies, grantId, grant.storeHash);
    const granted = (await find()) ?? (await wait(savedElsewhereMs).then(find));
    if (granted === null) throw error;
    return granted;
  }
}

/**
 * The auth callback: the first install, and again after a reinstall, a change of scopes or of the owner's e-mail.
 * Nothing is stored unless every check passes; the former token is replaced in the transaction that saves the new one.
 * The database is pinged first, because a code works only once. After the response the app subscribes to webhooks.
 * Source: BigCommerce, "Single-click app OAuth flow".
 *
 * @param query `code`, `scope` and `context` of the callback
 * @param locale the browser's preference, because this callback has no locale
 * @throws {AppError} `grant_query_invalid`, `context_invalid`, `context_mismatch`, `grant_scopes_missing`,
 *   `grant_reused`, the codes of {@link CallbackDependencies.login} and of {@link CallbackDependencies.grantExchange},
 *   `database_unavailable`
 */
export async function install(
  dependencies: CallbackDependencies,
  query: URLSearchParams,
  locale: string,
): Promise<OpenedSession> {
  const { database, sealer, webhooks, inBackground } = dependencies;
  const grant = parseGrant(query);
  const { storeHash } = grant;
  refuseMissingScopes(parseOauthScopes(grant.scope));
  await pingDatabase(database, databaseLimitMs);
  const grantId = grantIdOf(grant);
  const granted =
    (await findGranted(dependencies, grantId, storeHash)) ??
    (await exchangeGrant(dependencies, grant, locale));
  const { accessToken, installationId, oauthScopes, user, isOwner, admission } = granted;
  // Of an earlier installation.
  const chosen = await findLanguage(database, storeHash, user.id);
  const person = { ...user, locale: chosen ?? locale };
  const session = {
    storeHash,
    installationId,
    accessToken,
    user: person,
    isOwner,
    admission,
    payloadId: grantId,
  };
  const seal = await sealer.start(session);
  inBackground(() => webhooks.keep({ storeHash, accessToken, installationId, oauthScopes }));
  return { storeHash, userId: user.id, seal, locale: chosen, oauthScopes };
}
