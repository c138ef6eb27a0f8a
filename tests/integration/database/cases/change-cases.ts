import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { recordAppChange } from '../../../../lib/database/app-changes';
import {
  type Claim,
  claimScope,
  findOpenChanges,
  markAppliedLate,
  type NewChange,
  renewLease,
  settleChange,
  saveFoundChange,
} from '../../../../lib/database/changes';
import { entryOpenMs } from '../../../../lib/settings/change';
import type { Database } from '../../../../lib/database/database';
import { saveInstallation } from '../../../../lib/database/installations';
import { findKnownNames, saveKnownNames } from '../../../../lib/database/known-names';
import {
  findKnownStorefronts,
  findScopeStanding,
  firstVersion,
  forgetKnownSettings,
  lockKnownSettings,
  replaceKnownSettings,
  saveFirstKnownSettings,
} from '../../../../lib/database/known-settings';
import { changeNewUserRole, findNewUserRole } from '../../../../lib/database/people';
import { migrateDatabase } from '../../../../lib/database/migrate';
import { withTransaction } from '../../../../lib/database/transaction';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, hour, noon } from '../store-record';

const store = { storeHash: 'abc123', channelId: null };
const storefront = { storeHash: 'abc123', channelId: 7 };
const settings = { policyUrl: '', guestCustomerGroupId: 0, trackingConsent: null };
const nothingOld = { former: [], suspected: [] };
const known = { settings, ...nothingOld };
const sideEffects = null;

/** Makes a change of the store `abc123`. */
export function createChange(different: Partial<NewChange> = {}): NewChange {
  return {
    ...store,
    id: randomUUID(),
    source: 'app',
    author: { userId: 9_876_543_210, role: 'owner' },
    before: { policyUrl: '' },
    requested: { policyUrl: 'https://shop.example/' },
    restoresId: null,
    names: {},
    note: null,
    requestId: randomUUID(),
    createdAt: noon,
    ...different,
  };
}

export function createClaim(change: NewChange = createChange(), different: Partial<Claim> = {}): Claim {
  return { change, version: firstVersion, groupId: null, leasedUntil: noon + hour, ...different };
}

const rowsOf = (db: Database) => db.selectFrom('changes').selectAll().orderBy('createdAt').execute();

export function changeCases({ engine, open, connect }: FreshDatabases): void {
  async function openWithScopes(): Promise<Database> {
    const db = await open();
    for (const storeHash of ['abc123', 'other']) {
      await saveInstallation(db, createInstallation({ storeHash }));
      for (const channelId of [null, 7])
        await saveFirstKnownSettings(db, { storeHash, channelId }, settings, noon);
    }
    return db;
  }

  /** Several servers on one database. */
  async function openServers(count: number): Promise<[Database, ...Database[]]> {
    const url = await engine.createUrl();
    const first = connect(url);
    await migrateDatabase(first);
    await saveInstallation(first, createInstallation());
    for (let channelId = 1; channelId <= 30; channelId++)
      await saveFirstKnownSettings(first, { ...store, channelId }, settings, noon);
    await saveFirstKnownSettings(first, store, settings, noon);
    return [first, ...Array.from({ length: count - 1 }, () => connect(url))];
  }

  describe('known settings', () => {
    it('keep null, 0, "" and absence apart, scope by scope', async () => {
      const db = await openWithScopes();
      await withTransaction(db, (transaction) =>
        replaceKnownSettings(transaction, storefront, { settings: { policyUrl: null }, ...nothingOld }),
      );
      const standing = { pending: null, put: null };
      expect(await findScopeStanding(db, store)).toEqual({
        ...standing,
        known: { ...known, version: firstVersion },
      });
      expect(await findScopeStanding(db, storefront)).toEqual({
        ...standing,
        known: { settings: { policyUrl: null }, ...nothingOld, version: firstVersion + 1 },
      });
      expect(await findScopeStanding(db, { ...store, channelId: 8 })).toEqual({ ...standing, known: null });
      expect(await findKnownStorefronts(db, 'abc123')).toEqual([7]);
    });

    it('are seen for the first time once, however many look at once', async () => {
      const servers = await openServers(4);
      const scope = { ...store, channelId: 99 };
      const firsts = await Promise.all(
        servers.map((db) => saveFirstKnownSettings(db, scope, settings, noon)),
      );
      expect(firsts.filter(Boolean)).toHaveLength(1);
    });

    it('are forgotten unless something happened, or is pending', async () => {
      const db = await openWithScopes();
      await forgetKnownSettings(db, storefront, firstVersion + 1);
      expect(await findKnownStorefronts(db, 'abc123')).toEqual([7]);
      const change = createChange({ channelId: 7 });
      await claimScope(db, createClaim(change));
      await forgetKnownSettings(db, storefront, firstVersion);
      expect(await findKnownStorefronts(db, 'abc123')).toEqual([7]);
      await settleChange(db, change, { status: 'failed', stored: null, sideEffects, settledAt: noon });
      await forgetKnownSettings(db, storefront, firstVersion);
      expect(await findKnownStorefronts(db, 'abc123')).toEqual([]);
      expect(await findKnownStorefronts(db, 'other')).toEqual([7]);
    });
  });

  describe('claims', () => {
    it('write down all of a change', async () => {
      const db = await openWithScopes();
      const restored = createChange({ channelId: 8 });
      await saveFoundChange(db, restored);
      const change = createChange({
        channelId: 7,
        source: 'restore',
        restoresId: restored.id,
        names: { storefront: 'Trade', groups: { 3: 'Loyalty' } },
        note: 'Für „alle“\n🎃',
        before: { guestCustomerGroupId: null, allowGlobalLogins: false },
        requested: { guestCustomerGroupId: 0, allowGlobalLogins: true },
      });
      expect(await claimScope(db, createClaim(change))).toBe('claimed');
      const row = (await rowsOf(db)).find(({ id }) => id === change.id);
      expect(row).toMatchObject({
        id: change.id,
        storeHash: 'abc123',
        channelId: 7,
        entryId: change.id,
        entryAt: noon,
        source: 'restore',
        status: 'pending',
        restoresId: change.restoresId,
        userId: 9_876_543_210,
        userRole: 'owner',
        fieldBits: 0b101000,
        stored: null,
        note: change.note,
        requestId: change.requestId,
        createdAt: noon,
        leasedUntil: noon + hour,
        settledAt: null,
      });
      expect(JSON.parse(row?.names ?? '')).toEqual(change.names);
      expect(await findScopeStanding(db, storefront)).toMatchObject({
        pending: { id: change.id, before: change.before, requested: change.requested },
      });
      expect((await findScopeStanding(db, store)).pending).toBeNull();
    });

    it('are one at a time for each scope, and free again once settled', async () => {
      const db = await openWithScopes();
      const first = createChange();
      expect(await claimScope(db, createClaim(first))).toBe('claimed');
      expect(await claimScope(db, createClaim())).toBe('busy');
      expect(await claimScope(db, createClaim(createChange({ channelId: 7 })))).toBe('claimed');
      expect(await claimScope(db, createClaim(createChange({ storeHash: 'other' })))).toBe('claimed');
      const failed = { status: 'failed', stored: null, sideEffects, settledAt: noon } as const;
      expect(await settleChange(db, first, failed)).toBe(true);
      expect(await settleChange(db, first, { ...failed, status: 'applied' })).toBe(false);
      expect(await claimScope(db, createClaim())).toBe('claimed');
      expect((await rowsOf(db)).find(({ id }) => id === first.id)?.status).toBe('failed');
    });

    it('are outdated where the scope changed, or is not known', async () => {
      const db = await openWithScopes();
      expect(await claimScope(db, createClaim(undefined, { version: firstVersion + 1 }))).toBe('outdated');
      await withTransaction(db, (transaction) => replaceKnownSettings(transaction, store, known));
      expect(await claimScope(db, createClaim())).toBe('outdated');
      expect(await claimScope(db, createClaim(createChange({ channelId: 8 })))).toBe('outdated');
      expect(await rowsOf(db)).toEqual([]);
    });

    it('are won by one of many, on many servers', async () => {
      const servers = await openServers(4);
      const attempts = Array.from({ length: 10 }, () => servers).flat();
      const outcomes = await Promise.all(attempts.map((db) => claimScope(db, createClaim())));
      expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'busy')).toHaveLength(39);
    });

    it('never both succeed with a change of what is known', async () => {
      const servers = await openServers(2);
      const [one, two = one] = servers;
      for (let round = 1; round <= 30; round++) {
        const scope = { ...store, channelId: round };
        const change = createChange(scope);
        const [outcome] = await Promise.all([
          claimScope(one, createClaim(change)),
          withTransaction(two, async (transaction) => {
            const locked = await lockKnownSettings(transaction, scope);
            const { pending } = await findScopeStanding(transaction, scope);
            if (locked && !pending) await replaceKnownSettings(transaction, scope, known);
          }),
        ]);
        const standing = await findScopeStanding(one, scope);
        expect(standing.known?.version).toBe(outcome === 'claimed' ? firstVersion : firstVersion + 1);
      }
    });
  });

  describe('entries', () => {
    it('begin with their first change, however many begin at once', async () => {
      const [one, ...others] = await openServers(3);
      const servers = [one, ...others];
      const groupId = randomUUID();
      const outcomes = await Promise.all(
        Array.from({ length: 30 }, (_, index) => {
          const change = createChange({ channelId: index + 1, createdAt: noon + index });
          return claimScope(servers[index % servers.length] ?? one, createClaim(change, { groupId }));
        }),
      );
      expect(new Set(outcomes)).toEqual(new Set(['claimed']));
      const rows = await rowsOf(one);
      expect(new Set(rows.map(({ entryId }) => entryId))).toEqual(new Set([groupId]));
      expect(new Set(rows.map(({ entryAt }) => entryAt)).size).toBe(1);
    });

    it('are not joined by another person, nor by another store', async () => {
      const db = await openWithScopes();
      const groupId = randomUUID();
      await claimScope(db, createClaim(createChange(), { groupId }));
      const stranger = createChange({ channelId: 7, author: { userId: 2, role: 'user' } });
      expect(await claimScope(db, createClaim(stranger, { groupId }))).toBe('refused');
      const later = createChange({ storeHash: 'other', createdAt: noon + hour });
      expect(await claimScope(db, createClaim(later, { groupId }))).toBe('claimed');
      expect((await rowsOf(db)).map(({ storeHash, entryAt }) => [storeHash, entryAt])).toEqual([
        ['abc123', noon],
        ['other', noon + hour],
      ]);
    });
  });

  describe('entries and restores', () => {
    it('take further changes for a quarter of an hour', async () => {
      const db = await openWithScopes();
      const groupId = randomUUID();
      await claimScope(db, createClaim(createChange(), { groupId }));
      const late = createChange({ channelId: 7, createdAt: noon + entryOpenMs + 1 });
      expect(await claimScope(db, createClaim(late, { groupId }))).toBe('refused');
      const inTime = createChange({ channelId: 7, createdAt: noon + entryOpenMs });
      expect(await claimScope(db, createClaim(inTime, { groupId }))).toBe('claimed');
    });

    it('are not named by a change that is part of another entry', async () => {
      const db = await openWithScopes();
      const first = createChange();
      await claimScope(db, createClaim(first, { groupId: randomUUID() }));
      const next = createChange({ channelId: 7 });
      expect(await claimScope(db, createClaim(next, { groupId: first.id }))).toBe('refused');
    });

    it('are not named by a change of a role or of the app', async () => {
      const db = await openWithScopes();
      const origin = {
        storeHash: 'abc123',
        author: { userId: 9, role: 'owner' as const },
        requestId: 'r',
        at: noon,
      };
      await recordAppChange(db, origin, { kind: 'app_settings', reasonRequired: true });
      const before = await findNewUserRole(db, 'abc123');
      await changeNewUserRole(db, origin, { before, after: before === 'viewer' ? 'editor' : 'viewer' });
      const [role] = await db.selectFrom('roleChanges').select('id').execute();
      const [app] = await db.selectFrom('appChanges').select('id').execute();
      for (const row of [role, app]) {
        if (!row) throw new Error('the change was not recorded');
        expect(await claimScope(db, createClaim(createChange(), { groupId: row.id }))).toBe('refused');
      }
    });

    it('restore changes of the same store only', async () => {
      const db = await openWithScopes();
      const theirs = createChange({ storeHash: 'other' });
      await claimScope(db, createClaim(theirs));
      for (const restoresId of [theirs.id, randomUUID()])
        expect(await claimScope(db, createClaim(createChange({ restoresId })))).toBe('refused');
      const ours = createChange({ channelId: 7 });
      await claimScope(db, createClaim(ours));
      expect(await claimScope(db, createClaim(createChange({ restoresId: ours.id })))).toBe('claimed');
    });
  });

  it('renews and ends the lease of a pending change only', async () => {
    const db = await openWithScopes();
    const change = createChange();
    await claimScope(db, createClaim(change));
    expect(await renewLease(db, change.id, noon + 1)).toBe(true);
    expect((await findScopeStanding(db, store)).pending?.leasedUntil).toBe(noon + 1);
    await settleChange(db, change, {
      status: 'applied',
      stored: change.requested,
      sideEffects,
      settledAt: noon + 2,
    });
    expect(await renewLease(db, change.id, noon + 3)).toBe(false);
    expect((await rowsOf(db))[0]).toMatchObject({ leasedUntil: noon + 2, settledAt: noon + 2 });
  });

  it('finds what was given up lately, and not what was refused', async () => {
    const db = await openWithScopes();
    const ids: string[] = [];
    for (const [stored, settledAt] of [
      [{ policyUrl: '' }, noon + 1],
      [null, noon + 2],
      [{ policyUrl: '' }, noon + 3],
      [{ policyUrl: '' }, noon - 1],
    ] as const) {
      const change = createChange();
      ids.push(change.id);
      await claimScope(db, createClaim(change));
      await settleChange(db, change, { status: 'failed', stored, sideEffects, settledAt });
    }
    const found = await findOpenChanges(db, store, noon);
    expect(found.map(({ id }) => id)).toEqual([ids[2], ids[0]]);
    expect(await findOpenChanges(db, storefront, noon)).toEqual([]);
    const [late] = found;
    if (!late) throw new Error('nothing found');
    await markAppliedLate(db, late, noon + 9);
    const row = (await rowsOf(db)).find(({ id }) => id === late.id);
    expect(row).toMatchObject({
      status: 'applied',
      settledAt: noon + 9,
      stored: JSON.stringify(late.requested),
    });
    expect(await findOpenChanges(db, store, noon)).toHaveLength(1);
  });

  it('keeps names, also of what is no more, and of two that write at once', async () => {
    const db = await openWithScopes();
    expect(await findKnownNames(db, 'abc123')).toEqual({ groups: {}, storefronts: {} });
    await Promise.all([
      saveKnownNames(db, 'abc123', { groups: { 1: 'Retail', 2: 'Trade' } }),
      saveKnownNames(db, 'abc123', { storefronts: { 7: 'Outlet' } }),
    ]);
    await saveKnownNames(db, 'abc123', { groups: { 1: 'Everybody' } });
    expect(await findKnownNames(db, 'abc123')).toEqual({
      groups: { 1: 'Everybody', 2: 'Trade' },
      storefronts: { 7: 'Outlet' },
    });
    expect(await findKnownNames(db, 'other')).toEqual({ groups: {}, storefronts: {} });
  });
}
