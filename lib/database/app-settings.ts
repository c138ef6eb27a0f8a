import type { AppSettings } from '../settings/app-settings';
import type { Database } from './database';

/**
 * Reads a store's settings of this app.
 *
 * @throws AppError `database_unavailable`
 */
export async function findAppSettings(db: Database, storeHash: string): Promise<AppSettings> {
  const row = await db
    .selectFrom('installations')
    .select('reasonRequired')
    .where('storeHash', '=', storeHash)
    .executeTakeFirst();
  return { reasonRequired: row?.reasonRequired === 1 };
}

/**
 * Records a store's settings of this app. They outlast an uninstall, like the history.
 *
 * @throws AppError `database_unavailable`
 */
export async function saveAppSettings(
  db: Database,
  storeHash: string,
  { reasonRequired }: AppSettings,
): Promise<void> {
  await db
    .updateTable('installations')
    .set({ reasonRequired: reasonRequired ? 1 : 0 })
    .where('storeHash', '=', storeHash)
    .execute();
}
