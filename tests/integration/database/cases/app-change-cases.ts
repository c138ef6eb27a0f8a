import { expect, it } from 'vitest';
import type { HistoryRow } from '../../../../lib/app-change';
import type { AppChangeOrigin } from '../../../../lib/database/app-changes';
import { saveAppSettings } from '../../../../lib/database/app-settings';
import { saveFoundChange } from '../../../../lib/database/changes';
import type { Database } from '../../../../lib/database/database';
import {
  findDismissedFindings,
  removeDismissedFindings,
  saveDismissedFindings,
} from '../../../../lib/database/dismissed-findings';
import { findHistory, streamHistory } from '../../../../lib/database/history';
import { saveInstallationWithUser } from '../../../../lib/database/installations';
import { changeNewUserRole } from '../../../../lib/database/people';
import { findChangeAuthors } from '../../../../lib/database/users';
import type { ChangeFilters } from '../../../../lib/settings/change';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, createSeenUser, hour, noon } from '../store-record';
import { createChange } from './change-cases';

const storeHash = 'abc123';
const owner = createSeenUser({ userId: 9_876_543_210, email: 'owner@example.com', role: 'owner' });

function at(hours: number): AppChangeOrigin {
  const author = { userId: owner.userId, role: 'owner' as const };
  return { storeHash, author, requestId: 'req-1', at: noon + hours * hour };
}

const finding = (rule: string, channelId: number | null) => ({ rule, channelId, fingerprint: '[]' });

export function appChangeCases({ open }: FreshDatabases): void {
  async function openWithStore(): Promise<Database> {
    const db = await open();
    await saveInstallationWithUser(db, createInstallation(), owner);
    return db;
  }

  function kinds(rows: HistoryRow[]): string[] {
    return rows.map((row) => ('appChange' in row ? row.appChange.kind : 'settings'));
  }

  async function find(db: Database, filters: ChangeFilters = {}): Promise<HistoryRow[]> {
    return (await findHistory(db, storeHash, filters, { after: null, limit: 20 })).items;
  }

  it('has what was called not relevant in the history, and what is relevant again', async () => {
    const db = await openWithStore();
    const findings = [finding('sameGroup', null), finding('sameGroup', 7), finding('noGroups', null)];
    await saveDismissedFindings(db, at(0), { findings, reason: 'Large promotion, 50 %' });
    await removeDismissedFindings(db, at(1), [finding('sameGroup', 7), finding('sameGroup', 8)]);
    await removeDismissedFindings(db, at(2), [finding('sameGroup', 7)]);
    expect(await findDismissedFindings(db, storeHash)).toHaveLength(2);
    const [again, ...dismissed] = await find(db);
    const author = { userId: owner.userId, email: 'owner@example.com', role: 'owner' };
    expect(again).toMatchObject({
      at: noon + hour,
      appChange: { kind: 'check', rule: 'sameGroup', channelIds: [7], reason: null, author },
    });
    expect(dismissed).toHaveLength(2);
    expect(dismissed).toContainEqual(
      expect.objectContaining({
        appChange: expect.objectContaining({
          rule: 'sameGroup',
          channelIds: [null, 7],
          reason: 'Large promotion, 50 %',
          requestId: 'req-1',
        }) as unknown,
      }),
    );
    expect(await findChangeAuthors(db, storeHash)).toEqual([author]);
  });

  it('has a switched setting of the app in the history, once for each switch', async () => {
    const db = await openWithStore();
    await saveAppSettings(db, at(0), { reasonRequired: true });
    await saveAppSettings(db, at(1), { reasonRequired: true });
    await saveAppSettings(db, at(2), { reasonRequired: false });
    expect(await find(db)).toMatchObject([
      { at: noon + 2 * hour, appChange: { kind: 'app_settings', reasonRequired: false } },
      { at: noon, appChange: { kind: 'app_settings', reasonRequired: true } },
    ]);
  });

  it('shows them among changes of settings and roles, by filter, page by page and streamed', async () => {
    const db = await openWithStore();
    await saveFoundChange(db, createChange({ author: null, createdAt: noon }));
    await saveDismissedFindings(db, at(1), { findings: [finding('sameGroup', 17)], reason: 'Café 50 %_x' });
    await changeNewUserRole(db, at(2), { before: 'viewer', after: 'editor' });
    await saveAppSettings(db, at(3), { reasonRequired: true });
    const all = ['app_settings', 'role', 'check', 'settings'];
    expect(kinds(await find(db))).toEqual(all);
    expect(kinds(await find(db, { source: 'check' }))).toEqual(['check']);
    expect(kinds(await find(db, { source: 'app_settings' }))).toEqual(['app_settings']);
    expect(kinds(await find(db, { source: 'role' }))).toEqual(['role']);
    expect(kinds(await find(db, { channelId: 17 }))).toEqual(['check']);
    expect(kinds(await find(db, { channelId: 7 }))).toEqual([]);
    expect(kinds(await find(db, { note: 'cafe 50 %_' }))).toEqual(['check']);
    expect(kinds(await find(db, { note: '50 %%x' }))).toEqual([]);
    expect(kinds(await find(db, { field: 'policyUrl', source: 'check' }))).toEqual([]);
    expect(kinds(await find(db, { userId: owner.userId, until: noon + 2 * hour }))).toEqual(['check']);

    const seen: HistoryRow[] = [];
    for (let after: { at: number; id: string } | null | undefined; after !== null;) {
      const page: Awaited<ReturnType<typeof findHistory>> = await findHistory(
        db,
        storeHash,
        {},
        { after: after ?? null, limit: 1 },
      );
      seen.push(...page.items);
      after = page.next;
    }
    expect(kinds(seen)).toEqual(all);
    const [, , check] = seen;
    expect(kinds(await find(db, { entryId: check?.id ?? '' }))).toEqual(['check']);
    const streamed = [];
    for await (const batch of streamHistory(db, storeHash, {})) streamed.push(...batch);
    expect(streamed.map((row) => ('appChange' in row ? row.appChange.kind : 'settings'))).toEqual(all);
  });
}
