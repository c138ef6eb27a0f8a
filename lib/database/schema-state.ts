import { sql } from 'kysely';
import type { Database } from './database';
import { numberedMigrations } from './migrations/numbered-migrations';
import { judgeSchema, SchemaAgeError } from './schema-age';

/**
 * The names of the migrations that a database has had; none for a new one.
 *
 * @throws AppError `database_unavailable`
 */
export async function findExecutedMigrations(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name);
}

/** How a database's tables stand to this release. Both lists are empty where this release can work with them. */
export interface SchemaState {
  /** Migrations that have not happened yet: the next start of the app makes them. */
  missing: string[];
  /** Migrations of a later release, where this one cannot work with them. */
  unknown: string[];
}

function findUnusable(executed: readonly string[], known: readonly string[]): string[] {
  try {
    judgeSchema(executed, known);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaAgeError)) throw error;
    return executed.filter((name) => !known.includes(name));
  }
}

/**
 * Compares a database's tables with what this release needs, by the rule of the app's start, and changes nothing.
 *
 * @throws AppError `database_unavailable`
 */
export async function readSchemaState(db: Database): Promise<SchemaState> {
  const executed = await findExecutedMigrations(db);
  const known = Object.keys(numberedMigrations);
  return {
    missing: known.filter((name) => !executed.includes(name)),
    unknown: findUnusable(executed, known),
  };
}
