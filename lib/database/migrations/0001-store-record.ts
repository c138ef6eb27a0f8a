import type { Kysely } from 'kysely';

/**
 * Installations, users, signed payloads and ended sessions. Times are milliseconds since the epoch, hence `bigint`,
 * which SQLite reads as its 64 bit integer too. Primary keys say `not null`, because SQLite does not imply it.
 *
 * @param db without plugins: names here are the ones in SQL
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createInstallations(db);
  await createUsers(db);
  await createSignedPayloads(db);
  await createEndedSessions(db);
}

async function createInstallations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('installations')
    .addColumn('store_hash', 'text', (column) => column.notNull().primaryKey())
    .addColumn('installation_id', 'text', (column) => column.notNull())
    .addColumn('access_token_jwe', 'text')
    .addColumn('oauth_scopes', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'bigint', (column) => column.notNull())
    .addColumn('owner_email', 'text', (column) => column.notNull())
    .addColumn('installed_at', 'bigint', (column) => column.notNull())
    .addColumn('uninstalled_at', 'bigint')
    .execute();
}

async function createUsers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('store_hash', 'text', (column) => column.notNull().references('installations.store_hash'))
    .addColumn('user_id', 'bigint', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('removed_at', 'bigint')
    .addPrimaryKeyConstraint('users_pkey', ['store_hash', 'user_id'])
    .execute();
}

async function createSignedPayloads(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('signed_payloads')
    .addColumn('jti', 'text', (column) => column.notNull().primaryKey())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await createExpiryIndex(db, 'signed_payloads');
}

async function createEndedSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ended_sessions')
    .addColumn('session_id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await createExpiryIndex(db, 'ended_sessions');
}

async function createExpiryIndex(db: Kysely<unknown>, table: string): Promise<void> {
  await db.schema.createIndex(`${table}_expires_at`).on(table).column('expires_at').execute();
}
