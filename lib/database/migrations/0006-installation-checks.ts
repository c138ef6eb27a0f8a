import type { Kysely } from 'kysely';

/**
 * When BigCommerce is to be asked whether a store's token still works: after an uninstall that the owner did not sign,
 * and now and then for stores that are not opened. Only adds columns, so that the previous release keeps working.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ['uninstall_check_at', 'token_checked_at', 'token_rejected_at'])
    await db.schema.alterTable('installations').addColumn(name, 'bigint').execute();
  // Looked through by every server several times a minute, and nearly always empty.
  await db.schema
    .createIndex('installations_uninstall_check')
    .on('installations')
    .column('uninstall_check_at')
    .where('uninstall_check_at' as never, 'is not', null)
    .execute();
}
