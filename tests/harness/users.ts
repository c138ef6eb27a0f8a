import type { Database } from '../../lib/database/database';
import type { Access } from '../../lib/session/permissions';
import type { SeenUser } from '../../lib/database/users';

/** A person as last seen in a store. Once removed, `email` is empty. */
interface User extends Omit<SeenUser, 'seenAt'> {
  firstSeenAt: number;
  lastSeenAt: number;
  removedAt: number | null;
  admission: number;
  appRole: Access;
}

/** A user as the database has it, also when removed since; `undefined` for one who never opened the app in the store. */
export function findUser(db: Database, storeHash: string, userId: number): Promise<User | undefined> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('storeHash', '=', storeHash)
    .where('userId', '=', userId)
    .executeTakeFirst();
}
