import type { Database } from './database';
import { type NewInstallation, saveInstallation } from './installations';
import { withTransaction } from './transaction';
import { saveUser, type SeenUser } from './users';

/**
 * Records an install together with the person who did it: both, or neither.
 *
 * @param user the person; of the installation's store
 * @throws AppError `database_unavailable`; an Error when the two are of different stores
 */
export async function saveInstallationWithUser(
  db: Database,
  installation: NewInstallation,
  user: SeenUser,
): Promise<void> {
  if (user.storeHash !== installation.storeHash)
    throw new Error('Installation and user are of different stores');
  await withTransaction(db, async (transaction) => {
    await saveInstallation(transaction, installation);
    await saveUser(transaction, user);
  });
}
