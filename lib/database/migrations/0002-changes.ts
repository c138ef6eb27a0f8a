import type { Kysely } from 'kysely';

/**
 * The history of changes, the settings as last known, and what groups and storefronts are called. A `channel_id` of 0
 * is the whole store, because `null` is equal to nothing and could not be part of a key.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createChanges(db);
  await createKnownSettings(db);
  await createKnownNames(db);
}

async function createChanges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('changes')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('store_hash', 'text', (column) => column.notNull().references('installations.store_hash'))
    .addColumn('channel_id', 'bigint', (column) => column.notNull())
    .addColumn('entry_id', 'text', (column) => column.notNull())
    .addColumn('entry_at', 'bigint', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('restores_id', 'text')
    .addColumn('user_id', 'bigint')
    .addColumn('user_role', 'text')
    .addColumn('field_bits', 'integer', (column) => column.notNull())
    .addColumn('before', 'text', (column) => column.notNull())
    .addColumn('requested', 'text', (column) => column.notNull())
    .addColumn('stored', 'text')
    .addColumn('names', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('request_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('leased_until', 'bigint', (column) => column.notNull())
    .addColumn('settled_at', 'bigint')
    .execute();
  await createChangeIndexes(db);
}

async function createChangeIndexes(db: Kysely<unknown>): Promise<void> {
  // Holds all that the history filters by, so that a page of it is found without touching the rows.
  await db.schema
    .createIndex('changes_entries')
    .on('changes')
    .columns(['store_hash', 'entry_at', 'entry_id', 'channel_id', 'field_bits', 'user_id', 'source'])
    .execute();
  await db.schema
    .createIndex('changes_entry')
    .on('changes')
    .columns(['store_hash', 'entry_id', 'created_at', 'id'])
    .execute();
  await db.schema.createIndex('changes_created_at').on('changes').column('created_at').execute();
  // One change of a scope can be pending at a time: a second save has to wait for the first and read its result.
  await db.schema
    .createIndex('changes_pending')
    .unique()
    .on('changes')
    .columns(['store_hash', 'channel_id'])
    .where('status' as never, '=', 'pending')
    .execute();
}

async function createKnownSettings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('known_settings')
    .addColumn('store_hash', 'text', (column) => column.notNull().references('installations.store_hash'))
    .addColumn('channel_id', 'bigint', (column) => column.notNull())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('known_settings_pkey', ['store_hash', 'channel_id'])
    .execute();
}

async function createKnownNames(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('known_names')
    .addColumn('store_hash', 'text', (column) =>
      column.notNull().primaryKey().references('installations.store_hash'),
    )
    .addColumn('groups', 'text', (column) => column.notNull())
    .addColumn('storefronts', 'text', (column) => column.notNull())
    .execute();
}
