import { chmod, mkdir, open, type FileHandle, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { sqliteResultCode } from './database-errors';
import { inMemory } from './engine';

const SQLITE_BUSY = 5;

/** An open database. Reads have a connection of their own, so that they never wait for a write. */
export interface SqliteFile {
  writer: DatabaseSync;
  /** The writer itself where the database is in memory, which one connection alone can see. */
  reader: DatabaseSync;
}

/**
 * Opens a SQLite file, and creates it and its folder where they are missing. It is for its owner only, because it holds
 * e-mail addresses.
 *
 * @param path a file, relative to the working directory or absolute, or `:memory:`
 * @param limitMs milliseconds to wait for a lock that another process holds
 * @throws the error of the file system or of SQLite
 */
export async function openSqliteFile(path: string, limitMs: number): Promise<SqliteFile> {
  if (path !== inMemory) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await createForOwner(path);
    for (const name of [path, `${path}-wal`, `${path}-shm`]) await tighten(name);
  }
  const writer = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  try {
    // SQLite refuses the switch to WAL at once, whatever its busy time-out, while another process switches.
    await whenUnlocked(limitMs, () => writer.exec('pragma journal_mode = wal'));
    // FULL: a transaction that was committed survives a power cut.
    writer.exec('pragma synchronous = full');
    // Deleted content is overwritten: removed e-mail addresses and tokens do not stay in free pages.
    writer.exec('pragma secure_delete = on');
    return { writer, reader: path === inMemory ? writer : openReader(path) };
  } catch (error) {
    writer.close();
    throw error;
  }
}

function openReader(path: string): DatabaseSync {
  const reader = new DatabaseSync(path);
  reader.exec('pragma query_only = on');
  return reader;
}

/**
 * SQLite gives its `-wal` and `-shm` the permissions of the file, so the file is made before SQLite does. An existing one
 * is not opened: to close it again would end the locks of other connections in this process.
 */
async function createForOwner(path: string): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'wx', 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await file?.close();
  }
}

const forOthers = 0o077;

/** @returns true where other users of this machine may read or write the file */
export async function isOpenToOthers(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && (found.mode & forOthers) !== 0;
}

async function tighten(path: string): Promise<void> {
  if (!(await isOpenToOthers(path))) return;
  // Of another owner, or on a file system without permissions: the app works all the same, and logs a warning.
  await chmod(path, 0o600).catch(() => undefined);
}

/**
 * Runs SQLite work, and retries it while another process or connection holds the lock.
 *
 * This takes the place of `pragma busy_timeout`: node:sqlite is synchronous, so SQLite's own waiting would block every
 * request of this process, also one that holds the lock.
 *
 * @param limitMs milliseconds after which retries end
 * @param work must have changed nothing when it throws "database is locked", as a single statement does
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
    // Random pauses, so that servers which started together do not retry at the same moment.
    await wait(1 + Math.random() * 9);
  }
}
