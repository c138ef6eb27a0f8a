import { findInstallation } from '../database/installations';
import { claimSignedPayload } from '../database/signed-payloads';
import { withTransaction } from '../database/transaction';
import { removeUser } from '../database/users';
import { AppError } from '../errors';
import type { CallbackDependencies } from './callback-dependencies';
import { payloadIn } from './callback-request';

/**
 * The remove_user callback: that person's sessions in that store end, and the e-mail address is forgotten.
 * Others are not touched. The same again does nothing, so that a person let in anew stays.
 * Source: BigCommerce, "Support multiple users".
 *
 * @param query `signed_payload_jwt` of the callback; its `user` is the one to remove
 * @throws {AppError} the `payload_…` codes, `database_unavailable`
 */
export async function removeStoreUser(
  { database, verifyPayload, now }: Pick<CallbackDependencies, 'database' | 'verifyPayload' | 'now'>,
  query: URLSearchParams,
): Promise<{ storeHash: string; userId: number }> {
  const { jti, storeHash, user, issuedAt, expiresAt } = await verifyPayload(payloadIn(query));
  await withTransaction(database, async (transaction) => {
    const claim = await claimSignedPayload(transaction, { jti, purpose: 'remove_user', expiresAt });
    if (claim === 'used-elsewhere') throw new AppError('payload_reused');
    if (claim === 'repeated' || !(await findInstallation(transaction, storeHash))) return;
    // Links carry BigCommerce's time: where its clock is ahead of ours, ours would let older ones pass.
    await removeUser(transaction, storeHash, user.id, Math.max(now(), issuedAt));
  });
  return { storeHash, userId: user.id };
}
