import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { sqliteResultCode } from './database-errors';

const SQLITE_BUSY = 5;

/**
 * Opens a SQLite file, and creates it and its folder where they are missing.
 *
 * @param path a file, relative to the working directory or absolute, or `:memory:`
 * @param limitMs milliseconds to wait for a lock that another process holds
 * @throws the error of the file system or of SQLite
 */
export async function openSqliteFile(path: string, limitMs: number): Promise<DatabaseSync> {
  // The file holds e-mail addresses: a folder that we make is for our own account only.
  if (path !== ':memory:') await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  try {
    // SQLite refuses the switch to WAL at once, whatever its busy time-out, while another process is at it.
    await whenUnlocked(limitMs, () => file.exec('pragma journal_mode = wal'));
    // FULL: what was answered as saved is still there after a power cut.
    file.exec('pragma synchronous = full');
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/**
 * Runs a piece of SQLite work, and again while another process or connection holds the lock.
 *
 * This takes the place of `pragma busy_timeout`: node:sqlite is synchronous, so SQLite's own waiting would stop every
 * request of this process, and with them the one that holds the lock if it is ours.
 *
 * @param limitMs milliseconds after which waiting ends
 * @param work must have changed nothing when it throws "database is locked"; true of a single statement
 * @throws SQLite's "database is locked" after the limit, and any other error of `work` at once
 */
export async function whenUnlocked<T>(limitMs: number, work: () => T): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (sqliteResultCode(error) !== SQLITE_BUSY || performance.now() >= deadline) throw error;
    }
    // Uneven pauses, so that servers which started together do not stay in step.
    await wait(1 + Math.random() * 9);
  }
}
