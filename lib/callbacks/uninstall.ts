import { clockToleranceSeconds, type SignedPayload } from '../bigcommerce/signed-payload';
import { planUninstallCheck } from '../database/installation-checks';
import { endInstallation } from '../database/installations';
import { claimSignedPayload } from '../database/signed-payloads';
import { withTransaction } from '../database/transaction';
import type { Database } from '../database/database';
import { AppError } from '../errors';
import { limits } from '../limits';
import type { CallbackDependencies } from './callback-dependencies';
import { findLiveInstallation, type LiveInstallation } from './live-installation';
import { payloadIn } from './callback-request';

export type UninstallDependencies = Pick<
  CallbackDependencies,
  'database' | 'verifyPayload' | 'cipher' | 'webhooks' | 'now'
>;

/** `awaiting`: a later check of the token shows whether the app was uninstalled. */
export type UninstallOutcome = 'ended' | 'nothing' | 'awaiting';

/** Uses the token, which is already deleted here, a last time before BigCommerce revokes it. */
async function removeWebhooks(
  { cipher, webhooks }: UninstallDependencies,
  { storeHash, accessTokenJwe, oauthScopes }: LiveInstallation,
): Promise<void> {
  const opened = await cipher.decrypt(accessTokenJwe, storeHash).catch(() => null);
  if (opened) await webhooks.end({ storeHash, accessToken: opened.accessToken, oauthScopes });
}

/** Finds the installation that an uninstall ends; none where the payload is older than it, or repeated. */
async function claim(
  transaction: Database,
  { jti, storeHash, issuedAt, expiresAt }: SignedPayload,
): Promise<LiveInstallation | null> {
  const outcome = await claimSignedPayload(transaction, { jti, purpose: 'uninstall', expiresAt });
  if (outcome === 'used-elsewhere') throw new AppError('payload_reused');
  const installation = await findLiveInstallation({ database: transaction }, storeHash);
  const latestStart = issuedAt + clockToleranceSeconds * 1000;
  return outcome === 'claimed' && installation && installation.installedAt <= latestStart
    ? installation
    : null;
}

/**
 * The uninstall callback: the store's access token is deleted at once, and every session of the installation ends with
 * it. Then the store's webhooks are removed, as far as possible. A repeated payload, or one from before a reinstall,
 * has no effect. Where its user is not the owner, it is planned to find out whether BigCommerce still accepts the
 * token, see lib/callbacks/installation-checks.ts. Source: BigCommerce, "Single-click app callbacks".
 *
 * @param query `signed_payload_jwt` of the callback
 * @returns the store, and the outcome for its installation
 * @throws {AppError} the `payload_…` codes, `database_unavailable`
 */
export async function uninstall(
  dependencies: UninstallDependencies,
  query: URLSearchParams,
): Promise<{ storeHash: string; userId: number; outcome: UninstallOutcome }> {
  const { database, verifyPayload, now } = dependencies;
  const payload = await verifyPayload(payloadIn(query));
  const { storeHash, user, owner } = payload;
  const answer = (outcome: UninstallOutcome) => ({ storeHash, userId: user.id, outcome });
  const { installation, byOwner } = await withTransaction(database, async (transaction) => {
    const claimed = await claim(transaction, payload);
    const owns = claimed !== null && user.id === (owner ?? claimed.owner).id;
    if (owns) await endInstallation(transaction, storeHash, now());
    else if (claimed) await planUninstallCheck(transaction, claimed, now() + limits.uninstallCheckMs);
    return { installation: claimed, byOwner: owns };
  });
  if (!installation) return answer('nothing');
  if (byOwner) await removeWebhooks(dependencies, installation);
  return answer(byOwner ? 'ended' : 'awaiting');
}
