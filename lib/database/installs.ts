import type { Database } from './database';
import { type NewInstallation, saveInstallation } from './installations';
import { withTransaction } from './transaction';
import { saveUser, type SeenUser } from './users';

/**
 * Records an install together with the person who did it: both, or neither.
 *
 * @param user the person, who belongs to the installation's store
 * @throws AppError `database_unavailable`
 */
export function saveInstallationWithUser(
  db: Database,
  installation: NewInstallation,
  user: Omit<SeenUser, 'storeHash'>,
): Promise<void> {
  return withTransaction(db, async (transaction) => {
    await saveInstallation(transaction, installation);
    await saveUser(transaction, { ...user, storeHash: installation.storeHash });
  });
}
