import { type Kysely, sql } from 'kysely';

/** The bits of the settings when this migration was released. A later setting brings an index of its own. */
const fieldBits = [1, 2, 4, 8, 16, 32] as const;

/** All that the history filters by, so that no row is looked up to be left out. */
const filtered = ['entry_at', 'entry_id', 'channel_id', 'field_bits', 'user_id', 'source'] as const;

/**
 * An index for each filter of the history, so that one that finds little or nothing does not go through all changes of a
 * store: by the oldest of them it would be a second. Only adds indexes.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const first of ['channel_id', 'user_id', 'source'] as const)
    await db.schema
      .createIndex(`changes_${first}`)
      .on('changes')
      .columns(['store_hash', first, ...filtered.filter((column) => column !== first)])
      .execute();
  for (const bit of fieldBits)
    await db.schema
      .createIndex(`changes_field_${bit}`)
      .on('changes')
      .columns(['store_hash', ...filtered])
      // Word for word the condition in change-conditions.ts, by which the planner finds the index.
      .where(sql<boolean>`(field_bits & ${sql.lit(bit)}) <> 0`)
      .execute();
}
