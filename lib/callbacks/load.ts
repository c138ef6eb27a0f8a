import { clockToleranceSeconds, type SignedPayload } from '../bigcommerce/signed-payload';
import { claimSignedPayload, findPayloadUse } from '../database/signed-payloads';
import { asTenant } from '../database/tenant';
import { findLanguage } from '../database/user-language';
import { admitUser } from '../database/users';
import { AppError } from '../errors';
import { limits } from '../limits';
import { requestContext } from '../server-state';
import type { CallbackDependencies, OpenedSession } from './callback-dependencies';
import { findLiveInstallation, type LiveInstallation, openAccessToken } from './live-installation';
import { mayOpenAgain, payloadIn } from './callback-request';

/**
 * Refuses an old load link: browsers follow a link at once. The log gets the link's age, because a wrong clock has the
 * same effect.
 */
function refuseOld({ issuedAt }: SignedPayload, now: number): void {
  const age = now - issuedAt;
  if (age <= limits.loadAgeMs) return;
  const cause = new Error(`the payload was signed ${Math.round(age / 1_000)} s ago, by this server's clock`);
  throw new AppError('payload_stale', { cause });
}

/** Refuses a payload from before the current installation. */
function refuseFormer({ issuedAt }: SignedPayload, { installedAt }: LiveInstallation): void {
  if (installedAt > issuedAt + clockToleranceSeconds * 1_000) throw new AppError('payload_superseded');
}

async function claim(
  { database, now }: CallbackDependencies,
  { jti, expiresAt, user }: SignedPayload,
  { installationId }: LiveInstallation,
): Promise<void> {
  const use = { firstUsedAt: now(), installationId, userId: user.id };
  const outcome = await claimSignedPayload(database, { jti, purpose: 'load', expiresAt, use });
  if (outcome === 'claimed') return;
  const again =
    outcome === 'repeated' && mayOpenAgain(await findPayloadUse(database, jti), installationId, now());
  if (!again) throw new AppError('payload_reused');
}

/** Refuses a load link that was made before its user was removed. */
async function admit(
  { database, now }: CallbackDependencies,
  { storeHash, user, issuedAt }: SignedPayload,
  { isOwner, locale }: { isOwner: boolean; locale: string },
): Promise<number> {
  const role = isOwner ? 'owner' : 'user';
  const seen = { storeHash, userId: user.id, email: user.email, locale, role, seenAt: now() } as const;
  const admission = await admitUser(database, seen, issuedAt);
  if (admission === null) throw new AppError('user_removed');
  return admission;
}

type LoadedSession = OpenedSession & Pick<SignedPayload, 'url' | 'channelId'>;

async function openStore(
  dependencies: CallbackDependencies,
  payload: SignedPayload,
  fallbackLocale: string,
): Promise<LoadedSession> {
  const { sealer, webhooks, inBackground } = dependencies;
  const { jti, storeHash, user, owner, url, channelId } = payload;
  const installation = await findLiveInstallation(dependencies, storeHash);
  if (!installation) throw new AppError('not_installed');
  refuseFormer(payload, installation);
  await claim(dependencies, payload, installation);
  const accessToken = await openAccessToken(dependencies, installation);
  const chosen = await findLanguage(dependencies.database, storeHash, user.id);
  const isOwner = user.id === (owner ?? installation.owner).id;
  const admission = await admit(dependencies, payload, {
    isOwner,
    locale: user.locale ?? fallbackLocale,
  });
  const { installationId, oauthScopes } = installation;
  const person = { ...user, locale: chosen ?? user.locale ?? fallbackLocale };
  const seal = await sealer.start({
    storeHash,
    installationId,
    accessToken,
    user: person,
    isOwner,
    admission,
    payloadId: jti,
  });
  inBackground(() => webhooks.keep({ storeHash, accessToken, installationId, oauthScopes }));
  return { storeHash, userId: user.id, seal, locale: chosen ?? user.locale, oauthScopes, url, channelId };
}

/**
 * The load callback: a user opens the app in the control panel. Unknown users are added. After the response the store's
 * webhooks are checked. Source: BigCommerce, "Single-click app callbacks".
 *
 * @param query `signed_payload_jwt` of the callback
 * @returns the session, and the target of the control panel's link
 * @throws {AppError} the `payload_…` codes, `not_installed`, `user_removed`, `store_token_rejected`,
 *   `database_unavailable`
 */
export async function load(
  dependencies: CallbackDependencies,
  query: URLSearchParams,
  fallbackLocale: string,
): Promise<LoadedSession> {
  const payload = await dependencies.verifyPayload(payloadIn(query));
  const { storeHash, user } = payload;
  Object.assign(requestContext.getStore() ?? {}, { storeHash, userId: user.id });
  refuseOld(payload, dependencies.now());
  return asTenant(storeHash, () => openStore(dependencies, payload, fallbackLocale));
}
