import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { claimScope, saveFoundChange, settleChange } from '../../../../lib/database/changes';
import type { Database } from '../../../../lib/database/database';
import { saveDismissedFindings } from '../../../../lib/database/dismissed-findings';
import { endInstallation, findInstallation, saveInstallation } from '../../../../lib/database/installations';
import { saveKnownNames } from '../../../../lib/database/known-names';
import { saveFirstKnownSettings } from '../../../../lib/database/known-settings';
import { migrateDatabase } from '../../../../lib/database/migrate';
import { savePolicyCheck } from '../../../../lib/database/policy-checks';
import { purgeHistory } from '../../../../lib/database/purge';
import type { Schema } from '../../../../lib/database/schema';
import { removeUser, saveUser } from '../../../../lib/database/users';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, createPolicyCheck, createSeenUser, hour, noon } from '../store-record';
import { createChange, createClaim } from './change-cases';

const day = 24 * hour;

const tables: readonly (keyof Schema)[] = [
  'changes',
  'knownSettings',
  'knownNames',
  'policyChecks',
  'appChanges',
  'dismissedFindings',
  'users',
  'installations',
];

/** How many rows each table has of a store. */
async function countRows(db: Database, storeHash: string): Promise<number[]> {
  return Promise.all(
    tables.map(async (table) => {
      const rows = await db
        .selectFrom(table as 'users')
        .select('storeHash')
        .where('storeHash', '=', storeHash)
        .execute();
      return rows.length;
    }),
  );
}

/** Fills in outside changes of `abc123`, faster than one by one. */
async function addChanges(db: Database, count: number, createdAt: number): Promise<void> {
  const change = createChange({ author: null, createdAt });
  await saveFoundChange(db, change);
  const [row] = await db.selectFrom('changes').selectAll().where('id', '=', change.id).execute();
  if (!row) throw new Error('no change');
  const copies = Array.from({ length: count - 1 }, () => ({ ...row, id: randomUUID() }));
  for (let from = 0; from < copies.length; from += 500)
    await db
      .insertInto('changes')
      .values(copies.slice(from, from + 500))
      .execute();
}

export function purgeHistoryCases({ engine, open, connect }: FreshDatabases): void {
  async function addStore(db: Database, storeHash: string): Promise<void> {
    await saveInstallation(db, createInstallation({ storeHash }));
    await saveUser(db, createSeenUser({ storeHash }));
    await saveFirstKnownSettings(db, { storeHash, channelId: null }, { policyUrl: '' }, noon);
    await saveKnownNames(db, storeHash, { groups: { 1: 'Retail' } });
    await savePolicyCheck(db, storeHash, createPolicyCheck());
    const findings = [{ rule: 'sameGroup', channelId: null, fingerprint: '[]' }];
    const origin = { storeHash, author: { userId: 1, role: 'owner' as const }, requestId: 'req-1', at: noon };
    await saveDismissedFindings(db, origin, { findings, reason: 'Meant so' });
    await saveFoundChange(db, createChange({ storeHash, author: null }));
  }

  it('removes changes after 24 months of the calendar, and no day earlier', async () => {
    const db = await open();
    await addStore(db, 'abc123');
    const leapDay = Date.UTC(2028, 1, 29, 12);
    const twoYearsBefore = Date.UTC(2026, 1, 28, 12);
    await addChanges(db, 1, twoYearsBefore - 1);
    await addChanges(db, 1, twoYearsBefore);
    expect(await purgeHistory(db, leapDay)).toBe(3);
    const left = await db.selectFrom('changes').select('createdAt').execute();
    expect(left).toEqual([{ createdAt: twoYearsBefore }]);
    expect(await purgeHistory(db, leapDay)).toBe(0);
    expect(await countRows(db, 'abc123')).toEqual([1, 1, 1, 1, 0, 1, 1, 1]);
  });

  it('forgets a store 30 days after it uninstalled, and no other', async () => {
    const db = await open();
    for (const storeHash of ['abc123', 'other']) await addStore(db, storeHash);
    await endInstallation(db, 'abc123', noon);
    expect(await purgeHistory(db, noon + 30 * day - 1)).toBe(0);
    expect(await countRows(db, 'abc123')).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(await purgeHistory(db, noon + 30 * day)).toBe(8);
    expect(await countRows(db, 'abc123')).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(await countRows(db, 'other')).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('leaves a store that came back within 30 days its history', async () => {
    const db = await open();
    await addStore(db, 'abc123');
    await endInstallation(db, 'abc123', noon);
    await saveInstallation(db, createInstallation({ installedAt: noon + 29 * day }));
    expect(await purgeHistory(db, noon + 60 * day)).toBe(0);
    expect(await countRows(db, 'abc123')).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('works in batches, and counts each row once however many servers are at it', async () => {
    const url = await engine.createUrl();
    const servers = [connect(url), connect(url), connect(url)];
    const [db] = servers;
    if (!db) throw new Error('no server');
    await migrateDatabase(db);
    await addStore(db, 'abc123');
    await addChanges(db, 2_500, noon - 800 * day);
    await addStore(db, 'gone');
    await endInstallation(db, 'gone', noon - 30 * day);
    const removed = await Promise.all(servers.map((server) => purgeHistory(server, noon)));
    expect(removed.reduce((sum, count) => sum + count, 0)).toBe(2_508);
    expect(await countRows(db, 'abc123')).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    await addChanges(db, 2_500, noon);
    await endInstallation(db, 'abc123', noon - 30 * day);
    const forgotten = await Promise.all(servers.map((server) => purgeHistory(server, noon)));
    expect(forgotten.reduce((sum, count) => sum + count, 0)).toBe(2_508);
  });

  it('either forgets a store that comes back at that moment, or keeps who opened it', async () => {
    const url = await engine.createUrl();
    const [db, other] = [connect(url), connect(url)];
    await migrateDatabase(db);
    for (let round = 0; round < 20; round++) {
      const storeHash = `store${round}`;
      await addStore(db, storeHash);
      await endInstallation(db, storeHash, noon);
      await Promise.all([
        purgeHistory(other, noon + 31 * day),
        (async () => {
          await saveInstallation(db, createInstallation({ storeHash }));
          await saveUser(db, createSeenUser({ storeHash, userId: 5 }));
        })(),
      ]);
      expect((await findInstallation(db, storeHash))?.uninstalledAt).toBeNull();
      const users = await db
        .selectFrom('users')
        .select('userId')
        .where('storeHash', '=', storeHash)
        .execute();
      expect(users).toContainEqual({ userId: 5 });
    }
  });

  it('leaves no trace of the e-mail address of who was removed, and keeps the changes', async () => {
    const db = await open();
    await addStore(db, 'abc123');
    const author = { userId: 24_654, role: 'user' } as const;
    const change = createChange({ author });
    await claimScope(db, createClaim(change));
    await settleChange(db, change, {
      status: 'applied',
      stored: change.requested,
      sideEffects: null,
      settledAt: noon,
    });
    await removeUser(db, 'abc123', author.userId, noon + hour);
    const everything = await Promise.all(
      [...tables, 'signedPayloads', 'endedSessions'].map((table) =>
        db
          .selectFrom(table as 'users')
          .selectAll()
          .execute(),
      ),
    );
    expect(JSON.stringify(everything)).not.toContain('ada@example.com');
    expect(await db.selectFrom('changes').select('userId').where('id', '=', change.id).execute()).toEqual([
      { userId: author.userId },
    ]);
  });
}
