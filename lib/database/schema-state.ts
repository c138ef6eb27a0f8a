import type { Kysely } from 'kysely';
import type { Database } from './database';
import { numberedMigrations } from './migrations/numbered-migrations';

/** Where kysely notes which migrations happened. */
const migrationTable = 'kysely_migration';

/** How a database's tables stand to this release. Both lists are empty where they are what it needs. */
export interface SchemaState {
  /** Migrations that have not happened yet: the next start of the app makes them. */
  missing: string[];
  /** Migrations of a newer release. */
  unknown: string[];
}

/**
 * Compares a database's tables with what this release needs, and changes nothing.
 *
 * @throws AppError `database_unavailable`
 */
export async function readSchemaState(db: Database): Promise<SchemaState> {
  const plain = db.withoutPlugins() as unknown as Kysely<{ [migrationTable]: { name: string } }>;
  const tables = await plain.introspection.getTables({ withInternalKyselyTables: true });
  const isNew = !tables.some(({ name }) => name === migrationTable);
  const done = isNew ? [] : await plain.selectFrom(migrationTable).select('name').execute();
  const names = new Set(done.map(({ name }) => name));
  const ours = Object.keys(numberedMigrations);
  return {
    missing: ours.filter((name) => !names.has(name)),
    unknown: [...names].filter((name) => !ours.includes(name)),
  };
}
