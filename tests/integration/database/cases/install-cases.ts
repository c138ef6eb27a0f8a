import { expect, it } from 'vitest';
import { AppError } from '../../../../lib/errors';
import {
  findInstallation,
  saveInstallation,
  saveInstallationWithUser,
} from '../../../../lib/database/installations';
import { withTransaction } from '../../../../lib/database/transaction';
import { findUser } from '../../../harness/users';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, createSeenUser } from '../store-record';

/** A value that no type lets through, and that the column refuses. */
const withoutEmail = { ...createSeenUser(), email: null as unknown as string };

export function installCases({ open }: FreshDatabases): void {
  it('saves installation and person together', async () => {
    const db = await open();
    await saveInstallationWithUser(db, createInstallation(), createSeenUser());
    expect(await findInstallation(db, 'abc123')).toMatchObject({ accessTokenJwe: 'jwe-1' });
    expect(await findUser(db, 'abc123', 24_654)).toMatchObject({ email: 'ada@example.com' });
  });

  it('files the person under the store of the installation', async () => {
    const db = await open();
    await saveInstallationWithUser(db, createInstallation(), createSeenUser({ storeHash: 'other' }));
    expect(await findUser(db, 'abc123', 24_654)).toBeDefined();
    expect(await findUser(db, 'other', 24_654)).toBeUndefined();
  });

  it('leaves nothing of an install whose second write fails', async () => {
    const db = await open();
    await expect(saveInstallationWithUser(db, createInstallation(), withoutEmail)).rejects.toThrow(/null/i);
    expect(await findInstallation(db, 'abc123')).toBeUndefined();
  });

  it('leaves the former installation as it was when a reinstall fails', async () => {
    const db = await open();
    const first = createInstallation();
    await saveInstallationWithUser(db, first, createSeenUser());
    const second = createInstallation({ accessTokenJwe: 'jwe-2' });
    await expect(saveInstallationWithUser(db, second, withoutEmail)).rejects.toThrow(/null/i);
    expect(await findInstallation(db, 'abc123')).toEqual({ ...first, uninstalledAt: null });
  });

  it('survives many installs of one store at once: one of them stands, whole', async () => {
    const db = await open();
    const installs = Array.from({ length: 10 }, (_, index) =>
      createInstallation({
        accessTokenJwe: `jwe-${index}`,
        owner: { id: index, email: `${index}@example.com` },
      }),
    );
    await Promise.all(installs.map((install) => saveInstallationWithUser(db, install, createSeenUser())));
    const found = await findInstallation(db, 'abc123');
    expect(installs.map((install) => ({ ...install, uninstalledAt: null }))).toContainEqual(found);
  });

  it("rolls back on the caller's own error and passes it on", async () => {
    const db = await open();
    const refusal = new AppError('payload_reused');
    const attempt = withTransaction(db, async (transaction) => {
      await saveInstallation(transaction, createInstallation());
      throw refusal;
    });
    await expect(attempt).rejects.toBe(refusal);
    expect(await findInstallation(db, 'abc123')).toBeUndefined();
  });

  it('joins a transaction that is open already', async () => {
    const db = await open();
    const attempt = withTransaction(db, async (transaction) => {
      await saveInstallationWithUser(transaction, createInstallation(), createSeenUser());
      throw new Error('afterwards');
    });
    await expect(attempt).rejects.toThrow('afterwards');
    expect(await findInstallation(db, 'abc123')).toBeUndefined();
  });
}
