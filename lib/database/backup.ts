import { chmod, copyFile, open, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { sqliteResultCode } from './database-errors';
import { numberedMigrations } from './migrations/numbered-migrations';
import { judgeSchema, SchemaAgeError } from './schema-age';

/** A backup or a restore that was refused, in words for the operator. Nothing was changed. */
export class BackupRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupRefusal';
  }
}

/** Suffixes of files without which SQLite's main file is incomplete. Its `-shm` holds nothing that lasts. */
const companions = ['-wal', '-journal'] as const;

const SQLITE_BUSY = 5;

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

/** The contents of a backup, as reported to the operator. */
export interface BackupContents {
  bytes: number;
  stores: number;
}

/**
 * Writes a complete copy of a SQLite database, which a server may use meanwhile, into one new file that only its owner
 * may read.
 *
 * @param path of the database
 * @param target of the copy; its folder has to exist
 * @throws BackupRefusal; the error of the file system or of SQLite, and then there is no copy
 */
export async function backUpSqlite(path: string, target: string): Promise<BackupContents> {
  if (!(await exists(path))) throw new BackupRefusal(`There is no database ${resolve(path)}.`);
  await createEmpty(target);
  try {
    copyInto(path, target);
    const contents = { bytes: (await stat(target)).size, stores: check(target) };
    await flush(target);
    return contents;
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}

/** SQLite fills a file that is empty, and leaves it its permissions. */
async function createEmpty(target: string): Promise<void> {
  try {
    const file = await open(target, 'wx', 0o600);
    await file.close();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new BackupRefusal(`${resolve(target)} exists. Name a file that does not.`);
    throw error;
  }
}

function copyInto(path: string, target: string): void {
  const database = new DatabaseSync(path);
  try {
    database.prepare('vacuum into ?').run(target);
  } finally {
    database.close();
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

/**
 * Checks that a file is a whole database of the app that this release can work with.
 *
 * @returns the number of its stores
 * @throws BackupRefusal
 */
function check(path: string): number {
  let database: DatabaseSync | undefined;
  try {
    // As it is: a file in WAL mode would get a `-wal` beside it otherwise.
    const asItIs = pathToFileURL(path);
    asItIs.search = 'immutable=1';
    database = new DatabaseSync(asItIs, { readOnly: true });
    const [damage] = database.prepare('pragma quick_check(1)').all();
    if (damage?.quick_check !== 'ok') throw new BackupRefusal(`${resolve(path)} is damaged.`);
    const names = database.prepare('select name from kysely_migration').all();
    judgeSchema(
      names.map(({ name }) => String(name)),
      Object.keys(numberedMigrations),
    );
    return Number(database.prepare('select count(*) as count from installations').get()?.count ?? 0);
  } catch (error) {
    if (error instanceof BackupRefusal) throw error;
    if (error instanceof SchemaAgeError)
      throw new BackupRefusal(
        `${resolve(path)} is of a later release of the app. Restore it with that release.`,
      );
    throw new BackupRefusal(`${resolve(path)} is no database of this app: ${(error as Error).message}.`);
  } finally {
    database?.close();
  }
}

/** The result of a restore. */
export interface Restored extends BackupContents {
  /** Where the database is now that was there before; null where there was none. */
  former: string | null;
}

/**
 * Puts a backup in the place of a SQLite database. What was there before is kept under another name.
 *
 * @param backup one whole file
 * @param path of the database, which no server uses
 * @param now milliseconds since the epoch, for the name of what was there before
 * @throws BackupRefusal; the error of the file system
 */
export async function restoreSqlite(backup: string, path: string, now: number): Promise<Restored> {
  if (!(await exists(backup))) throw new BackupRefusal(`There is no file ${resolve(backup)}.`);
  if (resolve(backup) === resolve(path)) throw new BackupRefusal('The backup is the database itself.');
  await refuseCompanions(backup);
  const stores = check(backup);
  const isThere = await exists(path);
  if (isThere) releaseAll(path);
  await refuseCompanions(path);
  const arriving = `${path}.restoring`;
  await rm(arriving, { force: true });
  await copyFile(backup, arriving);
  await chmod(arriving, 0o600);
  await flush(arriving);
  const former = isThere ? `${path}.before-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}` : null;
  if (former !== null) await rename(path, former);
  await rm(`${path}-shm`, { force: true });
  await rename(arriving, path);
  return { bytes: (await stat(path)).size, stores, former };
}

/** A file with something beside it is only a part: the rest would be lost, or get into another database. */
async function refuseCompanions(path: string): Promise<void> {
  for (const companion of companions) {
    const found = await stat(`${path}${companion}`).catch(() => null);
    if (found === null || found.size === 0) continue;
    throw new BackupRefusal(
      `Beside ${resolve(path)} lies ${resolve(path)}${companion}: both are parts of one database, and one alone is not whole. Move it away if it is left over from another file.`,
    );
  }
}

/**
 * Takes a database out of WAL mode, which SQLite allows to its last user only, and which leaves nothing beside the file.
 *
 * @throws BackupRefusal while a server uses it
 */
function releaseAll(path: string): void {
  const database = new DatabaseSync(path);
  try {
    database.exec('pragma journal_mode = delete');
  } catch (error) {
    if (sqliteResultCode(error) === SQLITE_BUSY)
      throw new BackupRefusal(`A server uses ${resolve(path)}. Stop it first.`);
    // No database, or a damaged one: it is moved away as it is.
  } finally {
    database.close();
  }
}
