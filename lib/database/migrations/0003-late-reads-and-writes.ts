import type { Kysely } from 'kysely';

/**
 * Adds columns to recognise reads that are older than the last known settings, late writes, and fields that change
 * though they were not sent. Columns are only added, so that the release before this one goes on working.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ['former', 'suspected'])
    await db.schema
      .alterTable('known_settings')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo('[]'))
      .execute();
  for (const name of ['side_effects', 'late_of', 'late_over'])
    await db.schema.alterTable('changes').addColumn(name, 'text').execute();
  for (const name of ['store_put', 'storefront_put'])
    await db.schema.alterTable('installations').addColumn(name, 'text').execute();
}
