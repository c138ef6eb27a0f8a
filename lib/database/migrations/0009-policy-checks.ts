import type { Kysely } from 'kysely';

/**
 * The results of checks of policy addresses, which are kept for a day. Only adds a table, so that the previous release
 * keeps working. The key has a digest, because PostgreSQL bounds what an index holds and an address can be longer.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('policy_checks')
    .addColumn('store_hash', 'text', (column) => column.notNull().references('installations.store_hash'))
    .addColumn('url_digest', 'text', (column) => column.notNull())
    .addColumn('checked_at', 'bigint', (column) => column.notNull())
    .addColumn('result', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('policy_checks_pkey', ['store_hash', 'url_digest'])
    .execute();
  await db.schema.createIndex('policy_checks_checked_at').on('policy_checks').column('checked_at').execute();
}
