import { stat } from 'node:fs/promises';
import { sqlitePath } from './engine';

/**
 * Identifies the file at a path by its inode number and time of creation, because numbers are reused after a deletion.
 */
async function identify(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found && `${found.dev} ${found.ino} ${found.birthtimeMs}`;
}

/**
 * Remembers which file a database is in, once it is open. The process goes on writing to a SQLite file that was deleted
 * or replaced under its name, where no other process finds what it wrote.
 *
 * @param url see createDatabase
 * @returns a function that checks whether the same file is still there; always true for PostgreSQL
 */
export async function rememberFile(url: string): Promise<() => Promise<boolean>> {
  const path = sqlitePath(url);
  if (path === null) return () => Promise.resolve(true);
  const identity = await identify(path);
  return async () => (await identify(path)) === identity;
}
