import type { Kysely } from 'kysely';

/**
 * What users changed in the app's own records: findings that were called not relevant or relevant again, and the store's
 * settings of this app. Changes of roles stay in `role_changes`, where the previous release finds them. Only adds a table,
 * so that the previous release keeps working.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('app_changes')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('store_hash', 'text', (column) =>
      // The previous release deletes a store without knowing of this table.
      column.notNull().references('installations.store_hash').onDelete('cascade'),
    )
    .addColumn('user_id', 'bigint', (column) => column.notNull())
    .addColumn('user_role', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('note_folded', 'text')
    .addColumn('request_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('app_changes_history')
    .on('app_changes')
    .columns(['store_hash', 'created_at', 'id'])
    .execute();
}
