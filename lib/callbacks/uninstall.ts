import { clockToleranceSeconds } from '../bigcommerce/signed-payload';
import { endInstallation, findInstallation } from '../database/installations';
import { claimSignedPayload } from '../database/signed-payloads';
import { withTransaction } from '../database/transaction';
import { AppError } from '../errors';
import type { CallbackDependencies } from './callback-dependencies';

/**
 * The uninstall callback: the store's access token is deleted at once, and every session of the installation
 * ends with it. The same again does nothing, and so does one that was signed before a reinstall.
 * Source: BigCommerce, "Single-click app callbacks".
 *
 * @param query `signed_payload_jwt` of the callback
 * @returns the store, and whether an installation ended
 * @throws {AppError} the `payload_…` codes, `database_unavailable`
 */
export async function uninstall(
  { database, verifyPayload, now }: Pick<CallbackDependencies, 'database' | 'verifyPayload' | 'now'>,
  query: URLSearchParams,
): Promise<{ storeHash: string; ended: boolean }> {
  const { jti, storeHash, issuedAt, expiresAt } = await verifyPayload(query.get('signed_payload_jwt'));
  const ended = await withTransaction(database, async (transaction) => {
    const claim = await claimSignedPayload(transaction, { jti, purpose: 'uninstall', expiresAt });
    if (claim === 'used-elsewhere') throw new AppError('payload_reused');
    const installation = await findInstallation(transaction, storeHash);
    const latestStart = issuedAt + clockToleranceSeconds * 1000;
    if (claim === 'repeated' || !installation || installation.installedAt > latestStart) return false;
    return endInstallation(transaction, storeHash, now());
  });
  return { storeHash, ended };
}
