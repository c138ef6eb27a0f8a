import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { expect, it } from 'vitest';
import type { Database } from '../../../../lib/database/database';
import { migrateDatabase } from '../../../../lib/database/migrate';
import { breakingSuffix } from '../../../../lib/database/schema-age';
import { saveUser } from '../../../../lib/database/users';
import { numberedMigrations } from '../../../../lib/database/migrations/numbered-migrations';
import { findInstallation, saveInstallation } from '../../../../lib/database/installations';
import type { FreshDatabases } from '../fresh-databases';
import { startMigratingServers } from '../migrating-servers';
import { settingTable } from '../../../../lib/settings/fields';
import { createInstallation, createSeenUser } from '../store-record';

const broken = {
  up: async (db: Kysely<unknown>) => {
    await sql`create table half_done (id integer)`.execute(db);
    await sql`insert into nowhere values (1)`.execute(db);
  },
};

const nothing = { up: () => Promise.resolve() };

function pick(names: readonly string[]): Record<string, Migration> {
  return Object.fromEntries(Object.entries(numberedMigrations).filter(([name]) => names.includes(name)));
}

/** Changes that a later release may make: a column for each table, and a table. */
async function addToEverything(db: Kysely<unknown>): Promise<void> {
  for (const { name } of await db.introspection.getTables())
    await db.schema.alterTable(name).addColumn('added_later', 'text').execute();
  await db.schema.createTable('added').addColumn('id', 'text').execute();
}

interface Column {
  type: string;
  /** An insert has to name it. */
  isRequired: boolean;
}

/** By table and column. */
async function findColumns(db: Database): Promise<Map<string, Column>> {
  const tables = await db.introspection.getTables();
  return new Map(
    tables.flatMap(({ name: table, columns }) =>
      columns.map(({ name, dataType, isNullable, hasDefaultValue }): [string, Column] => [
        `${table}.${name}`,
        { type: dataType, isRequired: !isNullable && !hasDefaultValue },
      ]),
    ),
  );
}

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
      'app_changes',
      'changes',
      'dismissed_findings',
      'ended_sessions',
      'installations',
      'known_names',
      'known_settings',
      'policy_checks',
      'role_changes',
      'signed_payloads',
      'users',
    ]);
    expect(await findInstallation(db, 'abc123')).toBeDefined();
  });

  it('has an index for each setting, by which the history is filtered', async () => {
    const db = await open();
    const indexes =
      engine.name === 'SQLite'
        ? sql<{ name: string }>`select name from sqlite_master where type = 'index'`
        : sql<{ name: string }>`select indexname as name from pg_indexes`;
    const names = (await indexes.execute(db)).rows.map(({ name }) => name);
    for (const { historyBit } of Object.values(settingTable))
      expect(names).toContain(`changes_field_${historyBit}`);
  });

  it('leaves nothing of migrations of which one fails, and works once it is mended', async () => {
    const url = await engine.createUrl();
    const db = connect(url);
    await expect(migrateDatabase(db, { ...numberedMigrations, '0099-broken': broken })).rejects.toThrow(
      /nowhere/,
    );
    expect(await findTables(db)).toEqual([]);
    await migrateDatabase(db);
    expect(await findTables(db)).toContain('installations');
  });

  it('works with a database to which a later release has added, and leaves it as it is', async () => {
    const db = await open();
    const added = { up: (later: Kysely<unknown>) => addToEverything(later) };
    await migrateDatabase(db, { ...numberedMigrations, '0999-added': added });
    expect(await migrateDatabase(db)).toEqual({ done: [], newer: ['0999-added'] });
    await saveInstallation(db, createInstallation());
    await saveUser(db, createSeenUser());
    expect(await findInstallation(db, 'abc123')).toBeDefined();
    expect(await findTables(db)).toContain('added');
  });

  it.each([
    ['changed what this one relies on', { ...numberedMigrations, '0999-x.breaking': nothing }, true],
    [
      'knows nothing of the migrations of this one',
      { '0001-store-record': nothing, '0002-x': nothing },
      false,
    ],
  ])('refuses a database of a release that %s', async (_, migrations, isLater) => {
    const db = connect(await engine.createUrl());
    await migrateDatabase(db, migrations);
    await expect(migrateDatabase(db)).rejects.toMatchObject({ name: 'SchemaAgeError', isLater });
  });

  it('lets the release before each migration go on writing and reading', async () => {
    const db = connect(await engine.createUrl());
    const names = Object.keys(numberedMigrations);
    for (const [index, name] of names.entries()) {
      const before = await findColumns(db);
      await migrateDatabase(db, pick(names.slice(0, index + 1)));
      const after = await findColumns(db);
      if (name.endsWith(breakingSuffix)) continue;
      for (const [column, type] of before)
        expect([column, after.get(column)?.type]).toEqual([column, type.type]);
      for (const [column, { isRequired }] of after) {
        const [table = ''] = column.split('.');
        const isOfOldTable = [...before.keys()].some((old) => old.startsWith(`${table}.`));
        // An insert of the earlier release does not name the column.
        if (isOfOldTable && !before.has(column)) expect([column, isRequired]).toEqual([column, false]);
      }
    }
    expect((await findColumns(db)).size).toBeGreaterThan(40);
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
    await Promise.all(servers.map((db) => migrateDatabase(db, { ...numberedMigrations, '0099-slow': slow })));
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
