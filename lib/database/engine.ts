import { SqliteAdapter } from 'kysely';
import type { Database } from './database';

/** Where SQLite keeps a database that has no file. */
export const inMemory = ':memory:';

/** Whether a url of a database is of PostgreSQL. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}

/**
 * Makes the address of a database for PostgreSQL's own programs, without the password. They are built on libpq, which
 * refuses parameters that it does not know, and `no-verify`.
 *
 * @param url `postgres://…`, as the app takes it
 */
export function toLibpqAddress(url: string): string {
  const address = new URL(url);
  address.password = '';
  address.searchParams.delete('password');
  // Encrypted, and without a check of the certificate: in libpq that is `require`.
  if (address.searchParams.get('sslmode') === 'no-verify') address.searchParams.set('sslmode', 'require');
  return address.href;
}

/**
 * Finds the file that a database is in.
 *
 * @param url see createDatabase
 * @returns its path, or null where it has none
 */
export function sqlitePath(url: string): string | null {
  const path = /^sqlite:(.+)$/.exec(url)?.[1] ?? inMemory;
  return path === inMemory ? null : path;
}

/** Whether an open database is SQLite's; otherwise it is PostgreSQL's. */
export function isSqlite(db: Database): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter;
}
