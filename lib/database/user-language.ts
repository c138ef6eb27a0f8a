import type { Database } from './database';

/**
 * Finds the language that a user chose in a store.
 *
 * @returns a BCP 47 tag, which an earlier release may have supported; null where the user chose none
 * @throws AppError `database_unavailable`
 */
export async function findLanguage(db: Database, storeHash: string, userId: number): Promise<string | null> {
  const user = await db
    .selectFrom('users')
    .select('language')
    .where('storeHash', '=', storeHash)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return user?.language ?? null;
}

/**
 * Stores the language that a user chose in a store. A removed user has none.
 *
 * @param language a BCP 47 tag
 * @throws AppError `database_unavailable`
 */
export async function saveLanguage(
  db: Database,
  { storeHash, userId, language }: { storeHash: string; userId: number; language: string },
): Promise<void> {
  await db
    .updateTable('users')
    .set({ language })
    .where('storeHash', '=', storeHash)
    .where('userId', '=', userId)
    .where('removedAt', 'is', null)
    .execute();
}
