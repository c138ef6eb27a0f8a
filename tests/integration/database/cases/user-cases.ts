import { expect, it } from 'vitest';
import { AppError } from '../../../../lib/errors';
import type { Database } from '../../../../lib/database/database';
import { saveInstallation } from '../../../../lib/database/installations';
import { admitUser, removeUser, saveUser } from '../../../../lib/database/users';
import { findUser } from '../../../harness/users';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, createSeenUser, hour, noon } from '../store-record';

export function userCases({ open }: FreshDatabases): void {
  async function openWithStores(): Promise<Database> {
    const db = await open();
    await saveInstallation(db, createInstallation());
    await saveInstallation(db, createInstallation({ storeHash: 'other' }));
    return db;
  }

  it('finds a person seen for the first time', async () => {
    const db = await openWithStores();
    await saveUser(db, createSeenUser({ role: 'owner' }));
    expect(await findUser(db, 'abc123', 24_654)).toEqual({
      storeHash: 'abc123',
      userId: 24_654,
      email: 'ada@example.com',
      locale: 'en-US',
      role: 'owner',
      appRole: 'admin',
      firstSeenAt: noon,
      lastSeenAt: noon,
      removedAt: null,
      admission: 0,
      language: null,
    });
    expect(await findUser(db, 'other', 24_654)).toBeUndefined();
    expect(await findUser(db, 'abc123', 24_655)).toBeUndefined();
  });

  it('takes over what changed of a person seen again', async () => {
    const db = await openWithStores();
    await saveUser(db, createSeenUser({ role: 'owner' }));
    const again = { email: 'lovelace@example.com', locale: 'de', seenAt: noon + hour };
    await saveUser(db, createSeenUser(again));
    expect(await findUser(db, 'abc123', 24_654)).toMatchObject({
      email: 'lovelace@example.com',
      locale: 'de',
      role: 'user',
      firstSeenAt: noon,
      lastSeenAt: noon + hour,
    });
  });

  it('removes that person from that store only, and forgets the e-mail', async () => {
    const db = await openWithStores();
    await saveUser(db, createSeenUser());
    await saveUser(db, createSeenUser({ userId: 2, email: 'bob@example.com' }));
    await saveUser(db, createSeenUser({ storeHash: 'other' }));
    await removeUser(db, 'abc123', 24_654, noon + hour);
    expect(await findUser(db, 'abc123', 24_654)).toMatchObject({ email: '', removedAt: noon + hour });
    expect(await findUser(db, 'abc123', 2)).toMatchObject({ email: 'bob@example.com', removedAt: null });
    expect(await findUser(db, 'other', 24_654)).toMatchObject({ email: 'ada@example.com', removedAt: null });
  });

  it('removes a person again and again: the latest time stands', async () => {
    const db = await openWithStores();
    await saveUser(db, createSeenUser());
    for (const hours of [1, 2, 1]) await removeUser(db, 'abc123', 24_654, noon + hours * hour);
    expect((await findUser(db, 'abc123', 24_654))?.removedAt).toBe(noon + 2 * hour);
  });

  it('remembers the removal of a person who was never seen', async () => {
    const db = await openWithStores();
    await removeUser(db, 'abc123', 24_654, noon);
    expect(await admitUser(db, createSeenUser(), noon - 1)).toBeNull();
    expect(await findUser(db, 'abc123', 24_654)).toMatchObject({ email: '', removedAt: noon });
  });

  it('admits by a link from after the removal, and not by one from before', async () => {
    const db = await openWithStores();
    expect(await admitUser(db, createSeenUser(), noon)).toBe(0);
    expect(await admitUser(db, createSeenUser(), noon)).toBe(0);
    await removeUser(db, 'abc123', 24_654, noon + hour);
    expect(await admitUser(db, createSeenUser(), noon + hour)).toBeNull();
    expect((await findUser(db, 'abc123', 24_654))?.removedAt).toBe(noon + hour);
    expect(await admitUser(db, createSeenUser(), noon + hour + 1)).toBe(1);
    expect(await findUser(db, 'abc123', 24_654)).toMatchObject({ email: 'ada@example.com', removedAt: null });
  });

  it('lets a removal win over a link from before it, whichever comes first', async () => {
    const db = await openWithStores();
    for (let userId = 1; userId <= 20; userId++) {
      const late = admitUser(db, createSeenUser({ userId }), noon);
      await Promise.all([late, removeUser(db, 'abc123', userId, noon + hour)]);
      expect((await findUser(db, 'abc123', userId))?.removedAt).toBe(noon + hour);
    }
  });

  it('lets a removed person in again', async () => {
    const db = await openWithStores();
    await saveUser(db, createSeenUser());
    await removeUser(db, 'abc123', 24_654, noon + hour);
    await saveUser(db, createSeenUser({ seenAt: noon + 2 * hour }));
    expect(await findUser(db, 'abc123', 24_654)).toMatchObject({
      email: 'ada@example.com',
      firstSeenAt: noon,
      lastSeenAt: noon + 2 * hour,
      removedAt: null,
    });
  });

  it('makes one row of a person seen many times at once', async () => {
    const db = await openWithStores();
    await Promise.all(Array.from({ length: 20 }, () => saveUser(db, createSeenUser())));
    expect(await db.selectFrom('users').selectAll().execute()).toHaveLength(1);
  });

  it('blames us, not the database, for a person of a store that never installed', async () => {
    const db = await open();
    const error: unknown = await saveUser(db, createSeenUser()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(AppError);
    expect(String(error)).toMatch(/foreign key/i);
  });
}
