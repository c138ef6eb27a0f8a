import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../../lib/database/database';
import { whileUnchanged } from '../../../lib/database/query-cache';
import { endSession } from '../../../lib/database/sessions';
import { findInstallation, saveInstallation } from '../../../lib/database/installations';
import { migrateDatabase } from '../../../lib/database/migrate';
import { saveUser } from '../../../lib/database/users';
import { findUser } from '../../harness/users';
import { withTransaction } from '../../../lib/database/transaction';
import { createSqliteEngine } from './engines';
import { createFreshDatabases } from './fresh-databases';
import { expectSooner } from './sooner';
import { createInstallation, createSeenUser, noon } from './store-record';

const impatient = { connectMs: 100, statementMs: 100 };

describe('a SQLite file', () => {
  const engine = createSqliteEngine();
  const { open, connect, closeAll } = createFreshDatabases(engine);

  beforeAll(() => engine.start());
  afterEach(closeAll);
  afterAll(() => engine.stop());

  /** A migrated file, a connection of somebody else who holds its lock, and one with the limits of a request. */
  async function openLocked(): Promise<{ db: Database; patient: Database; holder: DatabaseSync }> {
    const url = await engine.createUrl();
    const db = connect(url, impatient);
    await migrateDatabase(db);
    const holder = new DatabaseSync(url.slice('sqlite:'.length));
    holder.exec('begin immediate');
    return { db, patient: connect(url), holder };
  }

  it('is set up for safety: WAL, every commit on the disk, foreign keys', async () => {
    const db = await open();
    expect((await sql`pragma journal_mode`.execute(db)).rows).toEqual([{ journalMode: 'wal' }]);
    expect((await sql`pragma synchronous`.execute(db)).rows).toEqual([{ synchronous: 2 }]);
    expect((await sql`pragma foreign_keys`.execute(db)).rows).toEqual([{ foreignKeys: 1 }]);
  });

  it('repeats no query until this or another process has committed', async () => {
    const url = await engine.createUrl();
    const db = connect(url);
    await migrateDatabase(db);
    await saveInstallation(db, createInstallation());
    let made = 0;
    const ask = async () => (await whileUnchanged(db, 'the count', async () => ({ made: (made += 1) }))).made;
    expect([await ask(), await ask()]).toEqual([1, 1]);
    await saveUser(db, createSeenUser({ userId: 1 }));
    expect([await ask(), await ask()]).toEqual([2, 2]);

    const other = new DatabaseSync(url.slice('sqlite:'.length));
    other.exec('begin immediate; delete from users');
    expect(await ask(), 'nothing is committed yet').toBe(2);
    other.exec('commit');
    expect([await ask(), await ask()]).toEqual([3, 3]);
    other.close();
    await withTransaction(db, async (transaction) => {
      const within = () => whileUnchanged(transaction, 'the count', async () => ({ made: (made += 1) }));
      expect([await within(), await within()], 'a transaction sees its own changes').toEqual([
        { made: 4 },
        { made: 5 },
      ]);
    });
  });

  it('does not remember what was found while another process committed, nor a failure', async () => {
    const url = await engine.createUrl();
    const db = connect(url);
    await migrateDatabase(db);
    const other = new DatabaseSync(url.slice('sqlite:'.length));
    let made = 0;
    const ask = (meanwhile: () => void) =>
      whileUnchanged(db, 'the count', async () => {
        meanwhile();
        return { made: (made += 1) };
      });
    const nothing = () => undefined;
    await ask(() => other.exec("insert into ended_sessions (session_id, expires_at) values ('one', 1)"));
    expect(await ask(nothing)).toEqual({ made: 2 });
    expect(await ask(nothing)).toEqual({ made: 2 });
    other.exec('delete from ended_sessions');
    other.close();
    const failure = new Error('not found out');
    const failing = ask(() => {
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    expect(await ask(nothing)).toEqual({ made: 3 });
  });

  it('waits until another process gives up the lock, and lets this one go on meanwhile', async () => {
    const { db, holder } = await openLocked();
    const writing = saveInstallation(db, createInstallation());
    await nextTurn();
    holder.exec('commit');
    holder.close();
    await writing;
    expect(await findInstallation(db, 'abc123')).toBeDefined();
  });

  it('gives up on a lock that is never released, but goes on reading', async () => {
    const { db, patient, holder } = await openLocked();
    const waiting = saveInstallation(patient, createInstallation());
    const attempts = Promise.allSettled([
      saveInstallation(db, createInstallation()),
      withTransaction(db, async () => undefined),
    ]);
    await expectSooner(attempts, waiting);
    for (const attempt of await attempts)
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'database_unavailable' } });
    expect(await findInstallation(db, 'abc123')).toBeUndefined();
    holder.close();
    await expect(waiting).resolves.toBeUndefined();
    await expect(saveInstallation(db, createInstallation())).resolves.toBeUndefined();
  });

  it('says so when the disk is full, keeps what was there, and goes on once there is room', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    const [{ pageCount } = { pageCount: 0 }] = (
      await sql<{ pageCount: number }>`pragma page_count`.execute(db)
    ).rows;
    await sql`pragma max_page_count = ${sql.lit(pageCount)}`.execute(db);
    const tooMuch = withTransaction(db, async (transaction) => {
      await saveUser(transaction, createSeenUser({ userId: 1 }));
      await saveUser(transaction, createSeenUser({ userId: 2, email: 'x'.repeat(50_000) }));
    });
    await expect(tooMuch).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(await findUser(db, 'abc123', 1)).toBeUndefined();
    await sql`pragma max_page_count = 100000`.execute(db);
    await saveUser(db, createSeenUser());
    expect(await findUser(db, 'abc123', 24_654)).toBeDefined();
  });

  it('that is no database is an outage and not our fault', async () => {
    const url = await engine.createUrl();
    const path = url.slice('sqlite:'.length);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'no database '.repeat(1_000));
    await expect(migrateDatabase(connect(url))).rejects.toMatchObject({ code: 'database_unavailable' });
  });

  it('takes writes of two connections in one process at once', async () => {
    const url = await engine.createUrl();
    const servers = [connect(url), connect(url)] as const;
    await migrateDatabase(servers[0]);
    const ids = Array.from({ length: 200 }, (_, index) => index);
    await Promise.all(
      ids.map((id) =>
        withTransaction(servers[id % 2 === 0 ? 0 : 1], async (transaction) => {
          await endSession(transaction, `a-${id}`, noon);
          await endSession(transaction, `b-${id}`, noon);
        }),
      ),
    );
    expect(await servers[0].selectFrom('endedSessions').select('sessionId').execute()).toHaveLength(400);
  });
});

describe('a SQLite database in memory', () => {
  it('works, and is gone when closed', async () => {
    const db = createDatabase('sqlite::memory:');
    await migrateDatabase(db);
    await saveInstallation(db, createInstallation());
    expect(await findInstallation(db, 'abc123')).toBeDefined();
    await db.destroy();
  });
});

describe('a database url', () => {
  it('of no known kind is refused, without a word of what it holds', () => {
    expect(() => createDatabase('mysql://root:secret@localhost/db')).toThrow(/^A database url starts with/);
  });
});
