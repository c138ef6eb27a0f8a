import { type Kysely, sql } from 'kysely';

/**
 * The roles of users, the role that new users of a store get, and the changes of roles. Users who are known at that time
 * keep editing, and each store's owner is to be informed once. Only adds, so that the previous release keeps working: the
 * users whom it adds get the default.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('users')
    .addColumn('app_role', 'text', (column) => column.notNull().defaultTo('viewer'))
    .execute();
  await sql`update users set app_role = case when role = 'owner' then 'admin' else 'editor' end`.execute(db);
  await db.schema
    .alterTable('installations')
    .addColumn('new_user_role', 'text', (column) => column.notNull().defaultTo('viewer'))
    .execute();
  await db.schema
    .alterTable('installations')
    .addColumn('roles_unannounced', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update installations set roles_unannounced = 1`.execute(db);
  await db.schema
    .createTable('role_changes')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('store_hash', 'text', (column) =>
      // The previous release deletes a store without knowing of this table.
      column.notNull().references('installations.store_hash').onDelete('cascade'),
    )
    .addColumn('user_id', 'bigint', (column) => column.notNull())
    .addColumn('user_role', 'text', (column) => column.notNull())
    .addColumn('person_id', 'bigint')
    .addColumn('before', 'text', (column) => column.notNull())
    .addColumn('after', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('role_changes_history')
    .on('role_changes')
    .columns(['store_hash', 'created_at', 'id'])
    .execute();
}
