import type { SignedPayload } from '../bigcommerce/signed-payload';
import { claimSignedPayload } from '../database/signed-payloads';
import { admitUser } from '../database/users';
import { AppError } from '../errors';
import type { CallbackDependencies, OpenedSession } from './callback-dependencies';
import { findLiveInstallation, openAccessToken } from './live-installation';

/** A load is followed at once; one that is older than this was kept by somebody. */
const loadMaxAgeMs = 10 * 60 * 1000;

/** A load link made before the person was removed must not let that person in again. */
async function admit(
  { database, now }: CallbackDependencies,
  { storeHash, user, owner, issuedAt }: SignedPayload,
  locale: string,
): Promise<void> {
  const role = user.id === owner.id ? 'owner' : 'user';
  const seen = { storeHash, userId: user.id, email: user.email, locale, role, seenAt: now() } as const;
  if (!(await admitUser(database, seen, issuedAt))) throw new AppError('user_removed');
}

/**
 * The load callback: a person opens the app in the control panel. Who is not known yet is taken in. Afterwards the
 * store's webhooks are looked after.
 * Source: BigCommerce, "Single-click app callbacks".
 *
 * @param query `signed_payload_jwt` of the callback
 * @returns the session, and where the control panel's link pointed
 * @throws {AppError} the `payload_…` codes, `not_installed`, `user_removed`, `store_token_rejected`,
 *   `database_unavailable`
 */
export async function load(
  dependencies: CallbackDependencies,
  query: URLSearchParams,
  fallbackLocale: string,
): Promise<OpenedSession & Pick<SignedPayload, 'url' | 'channelId'>> {
  const { database, verifyPayload, sealer, now, webhooks, inBackground } = dependencies;
  const payload = await verifyPayload(query.get('signed_payload_jwt'));
  const { jti, storeHash, user, owner, issuedAt, expiresAt, url, channelId } = payload;
  if (now() - issuedAt > loadMaxAgeMs) throw new AppError('payload_stale');
  const claim = await claimSignedPayload(database, { jti, purpose: 'load', expiresAt });
  if (claim === 'used-elsewhere') throw new AppError('payload_reused');
  const installation = await findLiveInstallation(dependencies, storeHash);
  if (!installation) throw new AppError('not_installed');
  const accessToken = await openAccessToken(dependencies, installation);
  const locale = user.locale ?? fallbackLocale;
  await admit(dependencies, payload, locale);
  const seal = await sealer.start({
    storeHash,
    installationId: installation.installationId,
    accessToken,
    user: { ...user, locale },
    isOwner: user.id === owner.id,
  });
  const { installationId, oauthScopes } = installation;
  inBackground(() => webhooks.keep({ storeHash, accessToken, installationId, oauthScopes }));
  return { storeHash, seal, locale: user.locale, oauthScopes, url, channelId };
}
