import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './database';
import { isSqlite } from './engine';
import { numberedMigrations } from './migrations/numbered-migrations';
import { judgeSchema } from './schema-age';
import { findExecutedMigrations } from './schema-state';

/** The result of the migrations at a start. */
export interface MigrationReport {
  /** The migrations that happened now, by number. */
  done: string[];
  /** Migrations of later releases, which only added things: this release works all the same. */
  newer: string[];
}

/**
 * Keeps every other server out until the transaction ends. On SQLite the transaction itself does, on PostgreSQL a lock of
 * the transaction: one of the session would be left behind in a pooler that changes sessions between transactions. The
 * number is kysely's, so that releases which leave the lock to kysely are kept out, too.
 */
async function lockMigrations(transaction: Database): Promise<void> {
  if (!isSqlite(transaction))
    await sql`select pg_advisory_xact_lock(3853314791062309107)`.execute(transaction);
}

/**
 * Brings the tables to their newest form: all missing migrations happen, or none. Safe when several servers do this at
 * once, whichever comes first, and on a database that a later release migrated, as long as that one only added to it.
 *
 * @param db with time limits that suit a migration
 * @param migrations by number; ours unless a test brings others
 * @throws AppError `database_unavailable`; SchemaAgeError where a later release changed what this one relies on
 */
export function migrateDatabase(
  db: Database,
  migrations: Record<string, Migration> = numberedMigrations,
): Promise<MigrationReport> {
  return db.transaction().execute(async (transaction) => {
    await lockMigrations(transaction);
    const newer = judgeSchema(await findExecutedMigrations(transaction), Object.keys(migrations));
    if (newer.length > 0) return { done: [], newer };
    const migrator = new Migrator({
      // Migrations spell names as SQL has them.
      db: transaction.withoutPlugins(),
      provider: { getMigrations: async () => migrations },
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error instanceof Error) throw error;
    if (error) throw new Error('The migrations failed', { cause: error });
    return { done: (results ?? []).map(({ migrationName }) => migrationName), newer };
  });
}
