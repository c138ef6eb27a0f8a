import { createDatabase } from '../../lib/database/database';
import type { World } from '../../sandbox/world.ts';

/**
 * Lets users edit who open the app of a store for the first time from now on: in the database, so that the history of
 * the store is still empty.
 */
export async function letNewUsersEdit(world: World, storeHash: string): Promise<void> {
  const db = createDatabase(world.environment.DATABASE_URL ?? '');
  await db
    .updateTable('installations')
    .set({ newUserRole: 'editor' })
    .where('storeHash', '=', storeHash)
    .execute()
    .finally(() => db.destroy());
}
