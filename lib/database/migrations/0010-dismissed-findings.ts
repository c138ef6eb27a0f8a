import type { Kysely } from 'kysely';

/**
 * The findings of the checks that users called not relevant, with their reasons. Only adds a table, so that the previous
 * release keeps working. A `channel_id` of 0 is the whole store.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('dismissed_findings')
    .addColumn('store_hash', 'text', (column) => column.notNull().references('installations.store_hash'))
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'bigint', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('user_id', 'bigint', (column) => column.notNull())
    .addColumn('dismissed_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('dismissed_findings_pkey', ['store_hash', 'rule', 'channel_id'])
    .execute();
}
