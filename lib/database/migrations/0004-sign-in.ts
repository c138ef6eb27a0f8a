import type { Kysely } from 'kysely';

/**
 * Adds columns that decide whether a sign-in may be repeated: when and for which installation a payload or a grant code was first
 * used, and how often a person was removed from a store. Only adds columns, so that the previous release keeps working.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('users')
    .addColumn('admission', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  const add = (name: string, type: 'bigint' | 'text') =>
    db.schema.alterTable('signed_payloads').addColumn(name, type).execute();
  await add('first_used_at', 'bigint');
  await add('installation_id', 'text');
  await add('user_id', 'bigint');
  await add('ended_at', 'bigint');
}
