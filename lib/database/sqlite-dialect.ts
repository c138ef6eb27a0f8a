import {
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { SqliteDriver } from './sqlite-driver';

/**
 * Makes kysely's SQLite dialect run on Node's own SQLite, so that no native add-on is compiled at install.
 *
 * @param path a file, relative to the working directory or absolute, or `:memory:`; opened at the first query
 * @param limitMs milliseconds that a statement may wait for another process's lock
 */
export function createSqliteDialect(path: string, limitMs: number): Dialect {
  return {
    createDriver: () => new SqliteDriver(path, limitMs),
    createQueryCompiler: (): QueryCompiler => new SqliteQueryCompiler(),
    createAdapter: (): DialectAdapter => new LockingSqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
  };
}

/**
 * kysely's SQLite adapter takes no lock for migrations: it only knows of one process. SQLite does roll back changes to
 * tables, so that migrations can run in a transaction; that transaction begins `immediate` (see SqliteDriver), which
 * keeps every other process out until it ends.
 */
class LockingSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
