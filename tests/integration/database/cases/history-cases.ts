import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { findChangeAuthors, removeUser, saveUser } from '../../../../lib/database/users';
import {
  type ChangePage,
  type ChangePosition,
  findChange,
  findChangeEntries,
  findChangesOfEntry,
} from '../../../../lib/database/change-entries';
import { streamChanges } from '../../../../lib/database/change-stream';
import type { Database } from '../../../../lib/database/database';
import { saveInstallation } from '../../../../lib/database/installations';
import type { ChangeFilters } from '../../../../lib/settings/change';
import { type ChangeToInsert, createChangeRow, insertChanges } from '../../../harness/change-rows';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, createSeenUser, hour, noon } from '../store-record';

const store = 'abc123';
const ada = { userId: 24_654, email: 'ada@example.com', role: 'user' } as const;
const owner = { userId: 9_876_543_210, email: 'owner@example.com', role: 'owner' } as const;

async function collect<Item>(iterable: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}

async function allPages<Item>(read: (after: ChangePosition | null) => Promise<ChangePage<Item>>) {
  const pages: Item[][] = [];
  let after: ChangePosition | null = null;
  do {
    const page: ChangePage<Item> = await read(after);
    pages.push(page.items);
    after = page.next;
  } while (after !== null);
  return pages;
}

export function historyCases({ open }: FreshDatabases): void {
  let db: Database;

  beforeEach(async () => {
    db = await open();
    for (const storeHash of [store, 'other']) await saveInstallation(db, createInstallation({ storeHash }));
    await saveUser(db, createSeenUser({ userId: ada.userId, email: ada.email }));
    await saveUser(db, createSeenUser({ userId: owner.userId, email: owner.email, role: 'owner' }));
  });

  const insert = (changes: readonly ChangeToInsert[], storeHash = store) =>
    insertChanges(
      db,
      changes.map((change) => createChangeRow(storeHash, change)),
    );

  const entryIds = async (filters: ChangeFilters) =>
    (await findChangeEntries(db, store, filters, { after: null, limit: 100 })).items.map(({ id }) => id);

  it('answers a change as it was written, with who made it', async () => {
    const id = randomUUID();
    const change = {
      id,
      channelId: 1_024_801,
      source: 'restore',
      status: 'partly',
      restoresId: randomUUID(),
      author: ada,
      before: { policyUrl: '', guestCustomerGroupId: 0, trackingConsent: null },
      requested: { policyUrl: null, guestCustomerGroupId: null, trackingConsent: false },
      stored: { policyUrl: '', guestCustomerGroupId: null, trackingConsent: false },
      sideEffects: null,
      late: null,
      names: { storefront: 'Harbor & Pine', groups: { '12': 'Wholesale' } },
      note: 'As agreed',
      requestId: 'req-1',
      createdAt: noon,
    } as const;
    await insert([change]);
    expect(await findChange(db, store, id)).toEqual(change);
    const page = await findChangeEntries(db, store, {}, { after: null, limit: 10 });
    expect(page).toEqual({
      items: [{ id, at: noon, count: 1, statuses: { partly: 1 }, scopes: 1, wholeStore: false, change }],
      next: null,
    });
    expect(await findChangesOfEntry(db, store, id, { after: null, limit: 10 })).toEqual({
      items: [change],
      next: null,
    });
  });

  it("never answers another store's changes", async () => {
    const [id, entryId] = [randomUUID(), randomUUID()];
    await insert([{ id, entryId, author: ada }], 'other');
    expect(await findChangeEntries(db, store, {}, { after: null, limit: 10 })).toEqual({
      items: [],
      next: null,
    });
    expect((await findChangesOfEntry(db, store, entryId, { after: null, limit: 10 })).items).toEqual([]);
    expect(await findChange(db, store, id)).toBeUndefined();
    expect(await findChangeAuthors(db, store)).toEqual([]);
    expect(await collect(streamChanges(db, store, {}))).toEqual([]);
    // The same entry id in both stores: each sees its own.
    await insert([{ entryId, entryAt: noon + 1 }]);
    const [entry] = (await findChangeEntries(db, store, {}, { after: null, limit: 10 })).items;
    expect(entry).toMatchObject({ id: entryId, count: 1, statuses: { applied: 1 } });
  });

  it('pages through entries, newest first, each once, also where many are of one moment', async () => {
    const changes = Array.from({ length: 57 }, (_, index) => ({
      id: randomUUID(),
      createdAt: noon + Math.floor(index / 5),
    }));
    await insert(changes);
    const pages = await allPages((after) => findChangeEntries(db, store, {}, { after, limit: 10 }));
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 10, 10, 10, 7]);
    const found = pages.flat();
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(changes.map(({ id }) => id)));
    const times = found.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
  });

  it('has no next page where the last one is full', async () => {
    await insert([{}, {}, {}]);
    const pages = await allPages((after) => findChangeEntries(db, store, {}, { after, limit: 3 }));
    expect(pages.map(({ length }) => length)).toEqual([3]);
  });

  it('says of each entry whether the whole store is among its scopes', async () => {
    const [together, storeAlone, without] = [randomUUID(), randomUUID(), randomUUID()];
    const ofStore = (entryId: string) => ({ entryId, entryAt: noon, channelId: null, createdAt: noon });
    const ofStorefront = (entryId: string) => ({ ...ofStore(entryId), channelId: 7, createdAt: noon + 1 });
    await insert([
      ofStore(together),
      { ...ofStorefront(together), status: 'failed' },
      { ...ofStore(storeAlone), status: 'failed' },
      { ...ofStore(storeAlone), createdAt: noon + 2 },
      ofStorefront(without),
    ]);
    const { items } = await findChangeEntries(db, store, {}, { after: null, limit: 10 });
    const counted = new Map(items.map(({ id, scopes, wholeStore }) => [id, { scopes, wholeStore }]));
    expect(counted.get(together)).toEqual({ scopes: 2, wholeStore: true });
    expect(counted.get(storeAlone)).toEqual({ scopes: 1, wholeStore: true });
    expect(counted.get(without)).toEqual({ scopes: 1, wholeStore: false });
  });

  it('takes changes that were made together for one entry, whichever of them a filter finds', async () => {
    const [entryId, first] = [randomUUID(), randomUUID()];
    const at = { entryId, entryAt: noon, source: 'bulk' } as const;
    await insert([
      { ...at, channelId: 3, createdAt: noon + 2, status: 'failed' },
      { ...at, channelId: 2, createdAt: noon + 1, requested: { trackingConsent: true } },
      { ...at, id: first, channelId: 1, createdAt: noon },
      { ...at, channelId: 3, createdAt: noon + 3 },
      { channelId: 9, createdAt: noon - hour },
    ]);
    for (const filters of [
      { channelId: 3 },
      { field: 'trackingConsent' },
      { source: 'bulk' },
      { from: noon },
    ] as const) {
      const { items } = await findChangeEntries(db, store, filters, { after: null, limit: 10 });
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        id: entryId,
        at: noon,
        count: 4,
        // A storefront counts once, by its best attempt.
        statuses: { applied: 3 },
        scopes: 3,
        change: { id: first, channelId: 1 },
      });
    }
    const pages = await allPages((after) => findChangesOfEntry(db, store, entryId, { after, limit: 2 }));
    expect(pages.map((page) => page.map(({ channelId }) => channelId))).toEqual([
      [1, 2],
      [3, 3],
    ]);
  });

  it('filters by everything, alone and together', async () => {
    const ids = { store: randomUUID(), one: randomUUID(), outside: randomUUID() };
    await insert([
      { id: ids.store, author: owner, createdAt: noon, requested: { guestCustomerGroupId: 0 } },
      { id: ids.one, channelId: 7, author: ada, createdAt: noon + 1, requested: { allowGlobalLogins: null } },
      { id: ids.outside, channelId: 7, source: 'outside', createdAt: noon + 2 },
    ]);
    const cases: [ChangeFilters, string[]][] = [
      [{}, [ids.outside, ids.one, ids.store]],
      [{ channelId: null }, [ids.store]],
      [{ channelId: 7 }, [ids.outside, ids.one]],
      [{ channelId: 8 }, []],
      [{ field: 'guestCustomerGroupId' }, [ids.store]],
      [{ field: 'allowGlobalLogins' }, [ids.one]],
      [{ field: 'trackingConsent' }, []],
      [{ userId: owner.userId }, [ids.store]],
      [{ source: 'outside' }, [ids.outside]],
      [{ from: noon + 1 }, [ids.outside, ids.one]],
      [{ until: noon + 1 }, [ids.store]],
      [{ from: noon + 1, until: noon + 2 }, [ids.one]],
      [{ channelId: 7, source: 'app', userId: ada.userId, field: 'allowGlobalLogins' }, [ids.one]],
    ];
    for (const [filters, expected] of cases)
      expect(await entryIds(filters), JSON.stringify(filters)).toEqual(expected);
  });

  it('finds a part of a reason, whatever its accents, case and blanks', async () => {
    const ids = { legal: randomUUID(), percent: randomUUID(), long: randomUUID(), none: randomUUID() };
    await insert([
      { id: ids.legal, note: 'Agreed with Légal,\nfor the  Straße', createdAt: noon + 3 },
      { id: ids.percent, note: '50 % of a_b \\ "done"', createdAt: noon + 2, channelId: 7 },
      { id: ids.long, note: `${'ﷺ'.repeat(499)}x`, createdAt: noon + 1 },
      { id: ids.none, createdAt: noon },
    ]);
    await insert([{ note: 'Agreed with legal' }], 'other');
    const cases: [ChangeFilters, string[]][] = [
      [{ note: 'LEGAL' }, [ids.legal]],
      [{ note: 'légal, for the strasse' }, [ids.legal]],
      [{ note: '0 % o' }, [ids.percent]],
      [{ note: '%' }, [ids.percent]],
      [{ note: '5%d' }, []],
      [{ note: 'a_b' }, [ids.percent]],
      [{ note: 'a b' }, []],
      [{ note: '\\' }, [ids.percent]],
      [{ note: "' or ''='" }, []],
      [{ note: 'ﷺ' }, [ids.long]],
      [{ note: 'e', from: noon + 3 }, [ids.legal]],
      [{ note: 'o', channelId: 7 }, [ids.percent]],
      [{ note: 'o', channelId: 8 }, []],
    ];
    for (const [filters, expected] of cases)
      expect(await entryIds(filters), JSON.stringify(filters)).toEqual(expected);
    const streamed = await collect(streamChanges(db, store, { note: 'legal' }));
    expect(streamed.flat().map(({ change }) => change.id)).toEqual([ids.legal]);
  });

  it('lists exactly the users who made a change', async () => {
    await saveUser(db, createSeenUser({ userId: 3, email: 'onlooker@example.com' }));
    await saveUser(db, createSeenUser({ userId: 4, email: 'gone@example.com' }));
    await insert([{ author: owner }, { author: ada }, { author: ada }, { source: 'outside' }]);
    await insert([{ author: { ...ada, userId: 4 } }]);
    await removeUser(db, store, 4, noon + hour);
    expect(await findChangeAuthors(db, store)).toEqual([
      ada,
      owner,
      { userId: 4, email: null, role: 'user' },
    ]);
    const [entry] = (await findChangeEntries(db, store, { userId: 4 }, { after: null, limit: 1 })).items;
    expect(entry?.change.author).toEqual({ userId: 4, email: null, role: 'user' });
  });

  it('streams every change once, newest first, in batches', async () => {
    const entryId = randomUUID();
    const single = Array.from({ length: 700 }, (_, index) => ({ createdAt: noon + Math.floor(index / 3) }));
    const group = Array.from({ length: 600 }, (_, index) => ({
      entryId,
      entryAt: noon + hour,
      createdAt: noon + hour + index,
      channelId: (index % 200) + 1,
      source: 'bulk' as const,
    }));
    await insert([...single, ...group]);
    const batches = await collect(streamChanges(db, store, {}));
    const ids = batches.flat().map(({ change }) => change.id);
    expect(ids).toHaveLength(1_300);
    expect(new Set(ids).size).toBe(1_300);
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(250);
    expect(batches.flat().findIndex(({ entryId: of }) => of !== entryId)).toBe(600);
    const some = await collect(streamChanges(db, store, { channelId: 1 }));
    expect(some.flat()).toHaveLength(3);
  });
}
