import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './database';
import { numberedMigrations } from './migrations/numbered-migrations';

/**
 * Brings the tables to their newest form: all missing migrations happen, or none. Safe when several servers do this at
 * once, whichever comes first: PostgreSQL has kysely's advisory lock, SQLite a transaction that keeps others out (see
 * sqlite-dialect). Both end with the connection they are held on, so a server that dies leaves no lock behind.
 *
 * @param db with time limits that suit a migration
 * @param migrations by number; ours unless a test brings others
 * @returns the migrations that happened now, by number
 * @throws AppError `database_unavailable`; an Error if the database was migrated by a newer release than this one
 */
export async function migrateDatabase(
  db: Database,
  migrations: Record<string, Migration> = numberedMigrations,
): Promise<string[]> {
  const migrator = new Migrator({
    // Migrations spell names as SQL has them.
    db: db.withoutPlugins(),
    provider: { getMigrations: async () => migrations },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error instanceof Error) throw error;
  if (error) throw new Error('The migrations failed', { cause: error });
  return (results ?? []).map(({ migrationName }) => migrationName);
}
