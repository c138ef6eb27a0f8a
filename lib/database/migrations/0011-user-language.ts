import type { Kysely } from 'kysely';

/**
 * The language that a person chose in the app, as BCP 47; null while the control panel's is used. Only adds a column, so
 * that the previous release keeps working.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('language', 'text').execute();
}
