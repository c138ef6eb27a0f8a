import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, openDatabase } from '../../../lib/database/database';
import { endInstallation, findInstallation, saveInstallation } from '../../../lib/database/installations';
import { migrateDatabase } from '../../../lib/database/migrate';
import { purgeHistory } from '../../../lib/database/purge';
import { isForeignWal } from '../../../lib/database/sqlite-wal';
import { checkpoint, compactDatabase } from '../../../lib/database/upkeep';
import { removeUser, saveUser } from '../../../lib/database/users';
import { withTransaction } from '../../../lib/database/transaction';
import { createSqliteEngine } from './engines';
import { createFreshDatabases } from './fresh-databases';
import { createInstallation, createSeenUser, hour, noon } from './store-record';

describe('a SQLite file at rest', () => {
  const engine = createSqliteEngine();
  const { connect, closeAll } = createFreshDatabases(engine);

  beforeAll(() => engine.start());
  afterEach(closeAll);
  afterAll(() => engine.stop());

  async function createPath(): Promise<string> {
    const path = (await engine.createUrl()).slice('sqlite:'.length);
    await mkdir(dirname(path), { recursive: true });
    return path;
  }

  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

  /** All bytes that the database has on the disk. */
  async function readAll(path: string): Promise<Buffer> {
    const names = await readdir(dirname(path));
    return Buffer.concat(await Promise.all(names.map((name) => readFile(join(dirname(path), name)))));
  }

  it('is for its owner only, with all that lies beside it', async () => {
    const path = await createPath();
    const db = connect(`sqlite:${path}`);
    await migrateDatabase(db);
    await saveInstallation(db, createInstallation());
    for (const name of [path, `${path}-wal`, `${path}-shm`]) expect(await modeOf(name)).toBe('600');
  });

  it('is made so where an older release left it open to others', async () => {
    const path = await createPath();
    await (await openDatabase(`sqlite:${path}`)).destroy();
    await chmod(path, 0o644);
    const db = connect(`sqlite:${path}`);
    await saveInstallation(db, createInstallation());
    for (const name of [path, `${path}-wal`, `${path}-shm`]) expect(await modeOf(name)).toBe('600');
  });

  it('holds everything once it is closed, also while another process reads it', async () => {
    const path = await createPath();
    const db = await openDatabase(`sqlite:${path}`);
    const reader = new DatabaseSync(path);
    reader.prepare('select count(*) from installations').all();
    await saveInstallation(db, createInstallation());
    await db.destroy();
    await copyFile(path, `${path}.copy`);
    reader.close();
    expect(await findInstallation(connect(`sqlite:${path}.copy`), 'abc123')).toBeDefined();
  });

  it('has its tables in the one file from the start on', async () => {
    const path = await createPath();
    const db = await openDatabase(`sqlite:${path}`);
    await copyFile(path, `${path}.copy`);
    await db.destroy();
    expect(await findInstallation(connect(`sqlite:${path}.copy`), 'abc123')).toBeUndefined();
  });

  it('keeps no byte of a removed e-mail address or of a deleted token', async () => {
    const path = await createPath();
    const db = await openDatabase(`sqlite:${path}`);
    const secrets = {
      removed: 'removed-ada@example.com',
      token: 'jwe-of-a-store-that-left',
      owner: 'gone-owner@example.com',
    };
    for (const storeHash of ['abc123', 'gone'])
      await saveInstallation(
        db,
        createInstallation({
          storeHash,
          accessTokenJwe: secrets.token,
          owner: { id: 1, email: secrets.owner },
        }),
      );
    for (let userId = 1; userId <= 300; userId++)
      await saveUser(db, createSeenUser({ userId, email: `${userId}-${secrets.removed}` }));
    await checkpoint(db);
    const before = await readAll(path);
    for (const secret of Object.values(secrets)) expect(before.includes(secret), secret).toBe(true);

    for (let userId = 1; userId <= 300; userId++) await removeUser(db, 'abc123', userId, noon + hour);
    for (const storeHash of ['abc123', 'gone']) await endInstallation(db, storeHash, noon);
    await checkpoint(db);
    const removed = await readAll(path);
    expect(removed.includes(secrets.removed)).toBe(false);
    expect(removed.includes(secrets.token)).toBe(false);

    await purgeHistory(db, noon + 31 * 24 * hour);
    await checkpoint(db);
    expect((await readAll(path)).includes(secrets.owner)).toBe(false);
    await db.destroy();
  });

  it('gets smaller when it is compacted', async () => {
    const path = await createPath();
    const db = await openDatabase(`sqlite:${path}`);
    await saveInstallation(db, createInstallation());
    await saveUser(db, createSeenUser({ email: 'x'.repeat(1_000_000) }));
    await removeUser(db, 'abc123', createSeenUser().userId, noon + hour);
    const { before, after } = await compactDatabase(db);
    expect(before - after).toBeGreaterThan(900_000);
    expect((await stat(path)).size).toBe(after);
    expect(await findInstallation(db, 'abc123')).toBeDefined();
    await db.destroy();
  });

  it('is read at once while another process holds its lock and writers wait', async () => {
    const path = await createPath();
    const db = connect(`sqlite:${path}`, { connectMs: 2_000, statementMs: 2_000 });
    await migrateDatabase(db);
    await saveInstallation(db, createInstallation());
    const holder = new DatabaseSync(path);
    holder.exec('begin immediate');
    const writers = [
      saveUser(db, createSeenUser()),
      withTransaction(db, (transaction) => saveUser(transaction, createSeenUser({ userId: 2 }))),
    ];
    const began = performance.now();
    for (let read = 0; read < 50; read++) expect(await findInstallation(db, 'abc123')).toBeDefined();
    expect(performance.now() - began).toBeLessThan(500);
    holder.exec('rollback');
    holder.close();
    await Promise.all(writers);
  });

  it('makes writers wait for a lock of another process for their limit in all, however many they are', async () => {
    const path = await createPath();
    const db = connect(`sqlite:${path}`, { connectMs: 300, statementMs: 300 });
    await migrateDatabase(db);
    const holder = new DatabaseSync(path);
    holder.exec('begin immediate');
    const began = performance.now();
    const writers = Array.from({ length: 20 }, () => saveInstallation(db, createInstallation()));
    for (const outcome of await Promise.allSettled(writers))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'database_unavailable' } });
    expect(performance.now() - began).toBeLessThan(1_500);
    holder.close();
    await saveInstallation(db, createInstallation());
  });

  it('shows reads what is committed, and a transaction what it wrote', async () => {
    const db = connect(await engine.createUrl());
    await migrateDatabase(db);
    await withTransaction(db, async (transaction) => {
      await saveInstallation(transaction, createInstallation());
      expect(await findInstallation(transaction, 'abc123')).toBeDefined();
      expect(await findInstallation(db, 'abc123')).toBeUndefined();
    });
    expect(await findInstallation(db, 'abc123')).toBeDefined();
  });
});

describe('a -wal of another file', () => {
  const engine = createSqliteEngine();
  beforeAll(() => engine.start());
  afterAll(() => engine.stop());

  it('beside a backup is refused, and neither file is touched', async () => {
    const url = await engine.createUrl();
    const path = url.slice('sqlite:'.length);
    const db = await openDatabase(url);
    const backup = `${path}.backup`;
    const other = new DatabaseSync(path);
    other.exec(`vacuum into '${backup}'`);
    await saveInstallation(db, createInstallation());
    // As a server leaves them that was killed.
    await copyFile(`${path}-wal`, `${path}-wal.kept`);
    other.close();
    await db.destroy();
    await rm(path);
    await copyFile(backup, path);
    await copyFile(`${path}-wal.kept`, `${path}-wal`);
    await expect(openDatabase(url)).rejects.toMatchObject({ cause: { name: 'ForeignWalError' } });
    expect(await readFile(path)).toEqual(await readFile(backup));
    await rm(`${path}-wal`);
    const restored = createDatabase(url);
    expect(await findInstallation(restored, 'abc123')).toBeUndefined();
    await restored.destroy();
  });

  it('without a file is refused', async () => {
    const url = await engine.createUrl();
    const path = url.slice('sqlite:'.length);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}-wal`, 'pages of a file that is gone');
    await expect(openDatabase(url)).rejects.toMatchObject({ cause: { name: 'ForeignWalError' } });
  });

  it.each([
    ['a killed server', { fileBornAt: noon, walBornAt: noon + hour, writeVersion: 2 }, false],
    ['a folder that was restored', { fileBornAt: noon + 2_000, walBornAt: noon, writeVersion: 2 }, false],
    ['a file that was put there later', { fileBornAt: noon + hour, walBornAt: noon, writeVersion: 2 }, true],
    ['a backup', { fileBornAt: noon, walBornAt: noon + hour, writeVersion: 1 }, true],
  ])('is told from one of %s', (_, facts, foreign) => {
    expect(isForeignWal(facts)).toBe(foreign);
  });
});
