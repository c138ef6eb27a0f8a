import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database, openDatabase } from '../../../lib/database/database';
import { findInstallation, saveInstallation } from '../../../lib/database/installations';
import { migrateDatabase } from '../../../lib/database/migrate';
import { numberedMigrations } from '../../../lib/database/migrations/numbered-migrations';
import packageFile from '../../../package.json' with { type: 'json' };
import { createInstallation } from './store-record';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs a script of package.json as npm does, without the seconds that npm itself takes. */
async function npmRun(script: 'backup' | 'restore', parts: string[], databaseUrl: string) {
  const [node, ...flags] = packageFile.scripts[script].split(' ');
  expect(node).toBe('node');
  const child = spawn(process.execPath, [...flags, ...parts], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said: said.join('') };
}

describe('npm run backup and restore', { timeout: 60_000 }, () => {
  let folder: string;
  let path: string;
  let url: string;
  const opened: Database[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backup-'));
    path = join(folder, 'store-record.sqlite');
    url = `sqlite:${path}`;
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((db) => db.destroy()));
    await rm(folder, { recursive: true, force: true });
  });

  async function open(): Promise<Database> {
    const db = await openDatabase(url);
    opened.push(db);
    return db;
  }

  /** A database that a server left in order, with one store. */
  async function prepare(storeHash: string): Promise<void> {
    const db = await openDatabase(url);
    await saveInstallation(db, createInstallation({ storeHash }));
    await db.destroy();
  }

  const backup = () => join(folder, 'backup.sqlite');

  it('copy a database that a server uses, and bring it back', async () => {
    const server = await openDatabase(url);
    await saveInstallation(server, createInstallation({ storeHash: 'early' }));
    const made = await npmRun('backup', [backup()], url);
    expect(made).toEqual({ code: 0, said: expect.stringContaining('1 stores') as string });
    expect(((await stat(backup())).mode & 0o777).toString(8)).toBe('600');
    await saveInstallation(server, createInstallation({ storeHash: 'late' }));

    const tooEarly = await npmRun('restore', [backup()], url);
    expect(tooEarly).toEqual({ code: 1, said: expect.stringContaining('Stop it first') as string });
    expect(await findInstallation(server, 'late')).toBeDefined();
    await server.destroy();

    const restored = await npmRun('restore', [backup()], url);
    expect(restored).toEqual({ code: 0, said: expect.stringContaining('is kept as') as string });
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
    const db = await open();
    expect(await findInstallation(db, 'early')).toBeDefined();
    expect(await findInstallation(db, 'late')).toBeUndefined();
    const former = (await readdir(folder)).find((name) => name.includes('.before-')) ?? '';
    const kept = createDatabase(`sqlite:${join(folder, former)}`);
    opened.push(kept);
    expect(await findInstallation(kept, 'late')).toBeDefined();
  });

  it('restore into an empty folder', async () => {
    await prepare('abc123');
    await npmRun('backup', [backup()], url);
    await rm(path);
    expect(await npmRun('restore', [backup()], url)).toMatchObject({ code: 0 });
    expect(await findInstallation(await open(), 'abc123')).toBeDefined();
  });

  it('never write over a file', async () => {
    await prepare('abc123');
    await writeFile(backup(), 'something else');
    expect(await npmRun('backup', [backup()], url)).toEqual({
      code: 1,
      said: expect.stringContaining('exists') as string,
    });
    expect(await readFile(backup(), 'utf8')).toBe('something else');
  });

  it('make no database where there is none, and leave no half copy', async () => {
    expect(await npmRun('backup', [backup()], url)).toMatchObject({ code: 1 });
    await writeFile(path, 'no database '.repeat(1_000));
    expect(await npmRun('backup', [backup()], url)).toMatchObject({ code: 1 });
    expect(await readdir(folder)).toEqual(['store-record.sqlite']);
  });

  it.each([
    ['beside the backup', () => `${backup()}-wal`],
    ['beside the place of the database', () => `${path}-wal`],
  ])('refuse a mix of files: a -wal %s', async (_, name) => {
    await prepare('abc123');
    await npmRun('backup', [backup()], url);
    await rm(path);
    await writeFile(name(), 'pages of another file');
    const refused = await npmRun('restore', [backup()], url);
    expect(refused).toEqual({ code: 1, said: expect.stringContaining('-wal') as string });
    expect(await readdir(folder)).not.toContain('store-record.sqlite');
  });

  it('refuse what is no database of the app, or one of a later release, and leave the database alone', async () => {
    await prepare('abc123');
    await writeFile(backup(), 'no database '.repeat(1_000));
    expect(await npmRun('restore', [backup()], url)).toMatchObject({ code: 1 });
    const later = join(folder, 'later.sqlite');
    await copyFile(path, later);
    const db = createDatabase(`sqlite:${later}`);
    await migrateDatabase(db, { ...numberedMigrations, '0999-x.breaking': { up: () => Promise.resolve() } });
    await db.destroy();
    const refused = await npmRun('restore', [later], url);
    expect(refused).toEqual({ code: 1, said: expect.stringContaining('later release') as string });
    expect(await findInstallation(await open(), 'abc123')).toBeDefined();
  });

  it.each(['backup', 'restore'] as const)(
    'name the command of PostgreSQL for a %s, without the password',
    async (script) => {
      const result = await npmRun(script, ['x.dump'], 'postgres://ada:secret-word@db.example/settings');
      expect(result.code).toBe(1);
      expect(result.said).toContain(script === 'backup' ? 'pg_dump --format=custom' : 'pg_restore');
      expect(result.said).toContain('ada@db.example/settings');
      expect(result.said).not.toContain('secret-word');
    },
  );

  it('explain themselves without a file', async () => {
    expect(await npmRun('backup', [], url)).toEqual({
      code: 2,
      said: expect.stringContaining('Usage') as string,
    });
  });
});
