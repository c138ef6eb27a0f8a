import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Database } from '../../../../lib/database/database';
import { toAppError } from '../../../../lib/errors';
import { findHistory, streamHistory } from '../../../../lib/database/history';
import { saveInstallation, saveInstallationWithUser } from '../../../../lib/database/installations';
import { migrateDatabase } from '../../../../lib/database/migrate';
import { numberedMigrations } from '../../../../lib/database/migrations/numbered-migrations';
import {
  changeAccess,
  changeNewUserRole,
  dismissRolesNotice,
  findAdminEmails,
  findNewUserRole,
  findPeople,
} from '../../../../lib/database/people';
import { findSessionStanding } from '../../../../lib/database/sessions';
import { admitUser, removeUser, saveUser } from '../../../../lib/database/users';
import type { ChangeFilters } from '../../../../lib/settings/change';
import type { HistoryRow } from '../../../../lib/app-change';
import type { AppChangeOrigin } from '../../../../lib/database/app-changes';
import { saveFoundChange } from '../../../../lib/database/changes';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, createSeenUser, hour, noon } from '../store-record';
import { createChange } from './change-cases';

const storeHash = 'abc123';
const ownerId = 9_876_543_210;
const owner = createSeenUser({ userId: ownerId, email: 'owner@example.com', role: 'owner' });
const ada = createSeenUser();

function byOwner(at = noon): AppChangeOrigin {
  return { storeHash, author: { userId: ownerId, role: 'owner' }, requestId: 'req-1', at };
}

async function roleOf(db: Database, userId: number) {
  return (await findPeople(db, storeHash, ownerId)).find((person) => person.userId === userId)?.access;
}

export function roleCases({ engine, open, connect }: FreshDatabases): void {
  async function openWithPeople(): Promise<Database> {
    const db = await open();
    await saveInstallationWithUser(db, createInstallation(), owner);
    await admitUser(db, ada, noon);
    return db;
  }

  it('makes the owner an admin and new users viewers, or what an admin chose', async () => {
    const db = await openWithPeople();
    await changeNewUserRole(db, byOwner(), { before: 'viewer', after: 'editor' });
    await admitUser(db, createSeenUser({ userId: 3, email: 'c@example.com', seenAt: noon + 1 }), noon);
    expect(await findNewUserRole(db, storeHash)).toBe('editor');
    expect(
      (await findPeople(db, storeHash, ownerId)).map(({ userId, access, isOwner }) => [
        userId,
        access,
        isOwner,
      ]),
    ).toEqual([
      [3, 'editor', false],
      [ada.userId, 'viewer', false],
      [ownerId, 'admin', true],
    ]);
  });

  it('lets the first user of a store edit, who is not its owner', async () => {
    const db = await open();
    await saveInstallationWithUser(db, createInstallation(), ada);
    expect(await roleOf(db, ada.userId)).toBe('editor');
    expect(await findAdminEmails(db, storeHash)).toEqual(['owner@example.com']);
  });

  it('keeps a role when its user comes again, and takes it from one whom BigCommerce had removed', async () => {
    const db = await openWithPeople();
    await changeAccess(db, byOwner(), { personId: ada.userId, before: 'viewer', after: 'admin' });
    await admitUser(db, ada, noon);
    expect(await roleOf(db, ada.userId)).toBe('admin');
    await removeUser(db, storeHash, ada.userId, noon + hour);
    expect(await roleOf(db, ada.userId)).toBeUndefined();
    await admitUser(db, ada, noon + 2 * hour);
    expect(await roleOf(db, ada.userId)).toBe('viewer');
  });

  it('has one owner: the former one is like a new user', async () => {
    const db = await openWithPeople();
    await admitUser(db, { ...ada, role: 'owner' }, noon);
    expect([await roleOf(db, ada.userId), await roleOf(db, ownerId)]).toEqual(['admin', 'viewer']);
    await admitUser(db, owner, noon);
    expect([await roleOf(db, ada.userId), await roleOf(db, ownerId)]).toEqual(['viewer', 'admin']);
  });

  it('ends the sessions of a user whom an admin removes, who comes back only when let in again', async () => {
    const db = await openWithPeople();
    const { installationId } = await db
      .selectFrom('installations')
      .select('installationId')
      .executeTakeFirstOrThrow();
    const session = { storeHash, installationId, userId: ada.userId, sessionId: randomUUID(), admission: 0 };
    expect(await findSessionStanding(db, session)).toMatchObject({ state: 'live', role: 'viewer' });
    await changeAccess(db, byOwner(), { personId: ada.userId, before: 'viewer', after: 'none' });
    expect(await findSessionStanding(db, session)).toEqual({ state: 'user_removed' });
    expect(await admitUser(db, ada, noon + hour)).toBeNull();
    await removeUser(db, storeHash, ada.userId, noon + hour);
    expect(await admitUser(db, ada, noon + 2 * hour)).toBeNull();
    expect(await roleOf(db, ada.userId)).toBe('none');
    await changeAccess(db, byOwner(), { personId: ada.userId, before: 'none', after: 'editor' });
    const admission = (await admitUser(db, ada, noon + 3 * hour)) ?? -1;
    expect(await findSessionStanding(db, session)).toEqual({ state: 'user_removed' });
    expect(await findSessionStanding(db, { ...session, admission })).toMatchObject({
      state: 'live',
      role: 'editor',
    });
  });

  it('keeps a user out who was removed and installs the app again', async () => {
    const db = await openWithPeople();
    await changeAccess(db, byOwner(), { personId: ada.userId, before: 'viewer', after: 'none' });
    await saveUser(db, ada);
    expect(await roleOf(db, ada.userId)).toBe('none');
  });

  it('changes neither the owner nor the author, nor what somebody else changed meanwhile', async () => {
    const db = await openWithPeople();
    const refusal = (change: Parameters<typeof changeAccess>[2], origin = byOwner()) =>
      changeAccess(db, origin, change).then(
        () => 'done',
        (error: unknown) => toAppError(error).code,
      );
    const byAda: AppChangeOrigin = { ...byOwner(), author: { userId: ada.userId, role: 'user' } };
    expect(await refusal({ personId: ownerId, before: 'admin', after: 'none' }, byAda)).toBe('role_fixed');
    expect(await refusal({ personId: ownerId, before: 'admin', after: 'viewer' })).toBe('role_fixed');
    expect(await refusal({ personId: ada.userId, before: 'viewer', after: 'admin' }, byAda)).toBe(
      'role_fixed',
    );
    expect(await refusal({ personId: ada.userId, before: 'editor', after: 'admin' })).toBe('role_changed');
    expect(await refusal({ personId: 777, before: 'editor', after: 'admin' })).toBe('not_found');
    expect((await findHistory(db, storeHash, {}, { after: null, limit: 9 })).items).toEqual([]);
  });

  it('lets one of two changes at once win', async () => {
    const db = await openWithPeople();
    const changes = (['admin', 'editor'] as const).map((after) =>
      changeAccess(db, byOwner(), { personId: ada.userId, before: 'viewer', after }),
    );
    const outcomes = await Promise.allSettled(changes);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await findHistory(db, storeHash, {}, { after: null, limit: 9 })).items).toHaveLength(1);
  });

  it('names the admins to ask, the owner first', async () => {
    const db = await openWithPeople();
    await changeAccess(db, byOwner(), { personId: ada.userId, before: 'viewer', after: 'admin' });
    expect(await findAdminEmails(db, storeHash)).toEqual(['owner@example.com', 'ada@example.com']);
  });

  it('shows changes of roles among those of settings, page by page, and by filter', async () => {
    const db = await openWithPeople();
    const settings = [0, 2, 4].map((hours) => createChange({ author: null, createdAt: noon + hours * hour }));
    for (const change of settings) await saveFoundChange(db, change);
    await changeAccess(db, byOwner(noon + hour), { personId: ada.userId, before: 'viewer', after: 'editor' });
    await changeNewUserRole(db, byOwner(noon + 3 * hour), { before: 'viewer', after: 'editor' });
    const kinds = (rows: HistoryRow[]) =>
      rows.map((row) =>
        'appChange' in row && row.appChange.kind === 'role' ? row.appChange.after : 'settings',
      );
    const find = async (filters: ChangeFilters) =>
      kinds((await findHistory(db, storeHash, filters, { after: null, limit: 9 })).items);

    const seen: HistoryRow[] = [];
    let pages = 0;
    for (let after: { at: number; id: string } | null | undefined; after !== null; pages += 1) {
      const page: Awaited<ReturnType<typeof findHistory>> = await findHistory(
        db,
        storeHash,
        {},
        {
          after: after ?? null,
          limit: 2,
        },
      );
      seen.push(...page.items);
      after = page.next;
    }
    expect(kinds(seen)).toEqual(['settings', 'editor', 'settings', 'editor', 'settings']);
    expect(pages).toBe(3);
    expect(await find({ source: 'role' })).toEqual(['editor', 'editor']);
    expect(await find({ source: 'app' })).toEqual(['settings', 'settings', 'settings']);
    expect(await find({ userId: ownerId, until: noon + 2 * hour })).toEqual(['editor']);
    expect(await find({ channelId: null })).toEqual(['settings', 'settings', 'settings']);

    const streamed = [];
    for await (const batch of streamHistory(db, storeHash, {})) streamed.push(...batch);
    expect(streamed.map((row) => 'appChange' in row)).toEqual([false, true, false, true, false]);
    expect(seen[3]).toMatchObject({
      appChange: {
        kind: 'role',
        author: { userId: ownerId, email: 'owner@example.com', role: 'owner' },
        person: { userId: ada.userId, email: 'ada@example.com' },
        before: 'viewer',
        requestId: 'req-1',
      },
    });
  });

  it('keeps everybody editing who was there before there were roles, and informs the owner once', async () => {
    const db = connect(await engine.createUrl());
    const earlier = Object.entries(numberedMigrations).filter(([name]) => name < '0008');
    await migrateDatabase(db, Object.fromEntries(earlier));
    const { role: _owner, seenAt: _seen, ...common } = ada;
    const row = { ...common, firstSeenAt: noon, lastSeenAt: noon };
    await saveInstallation(db, createInstallation());
    await db
      .insertInto('users')
      .values([
        { ...row, role: 'user' },
        { ...row, userId: ownerId, role: 'owner' },
      ])
      .execute();
    await migrateDatabase(db);
    expect([await roleOf(db, ada.userId), await roleOf(db, ownerId)]).toEqual(['editor', 'admin']);
    // The previous release goes on adding users, and does not know roles.
    await db
      .insertInto('users')
      .values({ ...row, userId: 3, role: 'user' })
      .execute();
    expect(await roleOf(db, 3)).toBe('viewer');
    const announced = () => db.selectFrom('installations').select('rolesUnannounced').execute();
    expect(await announced()).toEqual([{ rolesUnannounced: 1 }]);
    await dismissRolesNotice(db, storeHash);
    await saveInstallation(db, createInstallation({ storeHash: 'later' }));
    expect(await announced()).toEqual([{ rolesUnannounced: 0 }, { rolesUnannounced: 0 }]);
  });
}
