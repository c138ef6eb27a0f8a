import { type Kysely, sql } from 'kysely';

/**
 * When the app first read each scope, so that the state at a past date says what was not known then. Scopes that are
 * known by now get this moment, because the earlier one was not recorded. Null for those that the previous release adds
 * afterwards. Only adds a column, so that the previous release keeps working.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('known_settings').addColumn('known_since', 'bigint').execute();
  await sql`update known_settings set known_since = ${Date.now()}`.execute(db);
}
