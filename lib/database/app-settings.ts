import type { AppSettings } from '../settings/app-settings';
import { type AppChangeOrigin, recordAppChange } from './app-changes';
import type { Database } from './database';
import { withTransaction } from './transaction';

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
 * Records a store's settings of this app. They outlast an uninstall, like the history, which has what changed in the same
 * transaction.
 *
 * @throws AppError `database_unavailable`
 */
export async function saveAppSettings(
  db: Database,
  origin: AppChangeOrigin,
  { reasonRequired }: AppSettings,
): Promise<void> {
  const stored = reasonRequired ? 1 : 0;
  await withTransaction(db, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('installations')
      .set({ reasonRequired: stored })
      .where('storeHash', '=', origin.storeHash)
      .where('reasonRequired', '<>', stored)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n)
      await recordAppChange(transaction, origin, { kind: 'app_settings', reasonRequired });
  });
}
