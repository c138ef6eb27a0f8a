import { clockToleranceSeconds } from '../bigcommerce/signed-payload';
import { endInstallation } from '../database/installations';
import { claimSignedPayload } from '../database/signed-payloads';
import { withTransaction } from '../database/transaction';
import { AppError } from '../errors';
import type { CallbackDependencies } from './callback-dependencies';
import { findLiveInstallation, type LiveInstallation } from './live-installation';

type UninstallDependencies = Pick<
  CallbackDependencies,
  'database' | 'verifyPayload' | 'cipher' | 'webhooks' | 'now'
>;

/** The token is forgotten here and works for a moment longer: this is the last use of it. */
async function removeWebhooks(
  { cipher, webhooks }: UninstallDependencies,
  { storeHash, accessTokenJwe, oauthScopes }: LiveInstallation,
): Promise<void> {
  const opened = await cipher.decrypt(accessTokenJwe, storeHash).catch(() => null);
  if (opened) await webhooks.end({ storeHash, accessToken: opened.accessToken, oauthScopes });
}

/**
 * The uninstall callback: the store's access token is deleted at once, and every session of the installation
 * ends with it. Then the store's webhooks are removed, as far as BigCommerce lets us. The same again does nothing, and
 * so does one that was signed before a reinstall.
 * Source: BigCommerce, "Single-click app callbacks".
 *
 * @param query `signed_payload_jwt` of the callback
 * @returns the store, and whether an installation ended
 * @throws {AppError} the `payload_…` codes, `database_unavailable`
 */
export async function uninstall(
  dependencies: UninstallDependencies,
  query: URLSearchParams,
): Promise<{ storeHash: string; ended: boolean }> {
  const { database, verifyPayload, now } = dependencies;
  const { jti, storeHash, issuedAt, expiresAt } = await verifyPayload(query.get('signed_payload_jwt'));
  const ended = await withTransaction(database, async (transaction) => {
    const claim = await claimSignedPayload(transaction, { jti, purpose: 'uninstall', expiresAt });
    if (claim === 'used-elsewhere') throw new AppError('payload_reused');
    const installation = await findLiveInstallation({ database: transaction }, storeHash);
    const latestStart = issuedAt + clockToleranceSeconds * 1000;
    if (claim === 'repeated' || !installation || installation.installedAt > latestStart) return null;
    return (await endInstallation(transaction, storeHash, now())) ? installation : null;
  });
  if (ended) await removeWebhooks(dependencies, ended);
  return { storeHash, ended: ended !== null };
}
