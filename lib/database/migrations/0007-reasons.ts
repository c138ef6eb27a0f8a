import { type Kysely, sql } from 'kysely';

/**
 * Whether a store demands a reason with every change, and the notes of changes in the form in which they are searched.
 * Only adds columns and an index, so that the previous release keeps working. A note that the previous release records
 * after this is shown and exported, but not found by a search.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('installations')
    .addColumn('reason_required', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('changes').addColumn('note_folded', 'text').execute();
  await sql`update changes set note_folded = substr(lower(note), 1, 500) where note is not null`.execute(db);
  // Holds all that the history filters by and only changes with a note, so that a search reads nothing else.
  await db.schema
    .createIndex('changes_note')
    .on('changes')
    .columns([
      'store_hash',
      'entry_at',
      'entry_id',
      'channel_id',
      'field_bits',
      'user_id',
      'source',
      'note_folded',
    ])
    .where('note_folded' as never, 'is not', null)
    .execute();
}
