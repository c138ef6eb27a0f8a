import { findInstallation } from '../database/installations';
import { claimSignedPayload } from '../database/signed-payloads';
import { withTransaction } from '../database/transaction';
import { removeUser } from '../database/users';
import { AppError } from '../errors';
import type { CallbackDependencies } from './callback-dependencies';
import { payloadIn } from './callback-request';

/**
 * The remove_user callback: the user's sessions in that store end, and the e-mail address is deleted. Repeating it has
 * no effect, so that a user who was admitted again stays. Source: BigCommerce, "Support multiple users".
 *
 * @param query `signed_payload_jwt` of the callback; its `user` is removed
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
    // Links carry BigCommerce's time. Where its clock is ahead of the server's, the server's time would let older links
    // pass.
    await removeUser(transaction, storeHash, user.id, Math.max(now(), issuedAt));
  });
  return { storeHash, userId: user.id };
}
