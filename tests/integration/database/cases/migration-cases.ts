import { type Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Database } from '../../../../lib/database/database';
import { migrateDatabase } from '../../../../lib/database/migrate';
import { numberedMigrations } from '../../../../lib/database/migrations/numbered-migrations';
import { findInstallation, saveInstallation } from '../../../../lib/database/installations';
import type { FreshDatabases } from '../fresh-databases';
import { startMigratingServers } from '../migrating-servers';
import { createInstallation } from '../store-record';

const broken = {
  up: async (db: Kysely<unknown>) => {
    await sql`create table half_done (id integer)`.execute(db);
    await sql`insert into nowhere values (1)`.execute(db);
  },
};

async function findTables(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables();
  return tables.map(({ name }) => name).sort();
}

export function migrationCases({ engine, open, connect }: FreshDatabases): void {
  it('makes the tables, and nothing the second time', async () => {
    const db = await open();
    await saveInstallation(db, createInstallation());
    await migrateDatabase(db);
    expect(await findTables(db)).toEqual([
      'changes',
      'ended_sessions',
      'installations',
      'known_names',
      'known_settings',
      'signed_payloads',
      'users',
    ]);
    expect(await findInstallation(db, 'abc123')).toBeDefined();
  });

  it('leaves nothing of migrations of which one fails, and works once it is mended', async () => {
    const url = await engine.createUrl();
    const db = connect(url);
    await expect(migrateDatabase(db, { ...numberedMigrations, '0009-broken': broken })).rejects.toThrow(
      /nowhere/,
    );
    expect(await findTables(db)).toEqual([]);
    await migrateDatabase(db);
    expect(await findTables(db)).toContain('installations');
  });

  it('refuses a database that a newer release migrated', async () => {
    const db = await open();
    await migrateDatabase(db, { ...numberedMigrations, '0009-newer': { up: () => Promise.resolve() } });
    await expect(migrateDatabase(db)).rejects.toThrow('0009-newer is missing');
  });

  it('runs each migration once when several connections migrate at once', async () => {
    const url = await engine.createUrl();
    const runs: string[] = [];
    const slow = {
      up: async (db: Kysely<unknown>) => {
        runs.push('begin');
        for (const id of Array(20).keys())
          await sql`create table ${sql.id(`t${id}`)} (id integer)`.execute(db);
        runs.push('end');
      },
    };
    const servers = Array.from({ length: 6 }, () => connect(url));
    await Promise.all(servers.map((db) => migrateDatabase(db, { ...numberedMigrations, '0009-slow': slow })));
    expect(runs).toEqual(['begin', 'end']);
  });

  it(
    'is safe when several processes open a database for the first time at once',
    { timeout: 60_000 },
    async () => {
      const url = await engine.createUrl();
      expect(await startMigratingServers(url, 5)).toEqual(Array(5).fill('migrated'));
      const db = connect(url);
      expect(await findTables(db)).toContain('users');
      expect(await sql`select name from kysely_migration`.execute(db)).toMatchObject({
        rows: Object.keys(numberedMigrations).map((name) => ({ name })),
      });
    },
  );
}
