import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Database } from '../../../../lib/database/database';
import { endSession, findSessionStanding, type SessionIdentity } from '../../../../lib/database/sessions';
import {
  endInstallation,
  saveInstallation,
  saveInstallationWithUser,
} from '../../../../lib/database/installations';
import { withTransaction } from '../../../../lib/database/transaction';
import { admitUser, removeUser, saveUser } from '../../../../lib/database/users';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, createSeenUser, hour, noon } from '../store-record';

export function sessionStandingCases({ open }: FreshDatabases): void {
  async function openWithSession(): Promise<{ db: Database; session: SessionIdentity }> {
    const db = await open();
    const installation = createInstallation();
    await saveInstallationWithUser(db, installation, createSeenUser());
    const { storeHash, installationId } = installation;
    return {
      db,
      session: { storeHash, installationId, userId: 24_654, sessionId: randomUUID(), admission: 0 },
    };
  }

  it('is live, and stays so whatever becomes of others', async () => {
    const { db, session } = await openWithSession();
    await saveInstallationWithUser(db, createInstallation({ storeHash: 'other' }), createSeenUser());
    await saveUser(db, createSeenUser({ userId: 2 }));
    await removeUser(db, 'other', session.userId, noon);
    await removeUser(db, 'abc123', 2, noon);
    await endInstallation(db, 'other', noon);
    await endSession(db, randomUUID(), noon);
    expect(await findSessionStanding(db, session)).toMatchObject({ state: 'live', role: 'editor' });
  });

  it('ends with the installation, and does not come back with the next', async () => {
    const { db, session } = await openWithSession();
    await endInstallation(db, 'abc123', noon + hour);
    expect(await findSessionStanding(db, session)).toEqual({ state: 'installation_gone' });
    await saveInstallation(db, createInstallation());
    expect(await findSessionStanding(db, session)).toEqual({ state: 'installation_gone' });
  });

  it('ends with a reinstall over a live installation', async () => {
    const { db, session } = await openWithSession();
    await saveInstallation(db, createInstallation());
    expect(await findSessionStanding(db, session)).toEqual({ state: 'installation_gone' });
  });

  it('is never live in another store', async () => {
    const { db, session } = await openWithSession();
    await saveInstallationWithUser(db, createInstallation({ storeHash: 'other' }), createSeenUser());
    expect(await findSessionStanding(db, { ...session, storeHash: 'other' })).toEqual({
      state: 'installation_gone',
    });
    expect(await findSessionStanding(db, { ...session, storeHash: 'never' })).toEqual({
      state: 'installation_gone',
    });
  });

  it('ends with the removal of its person, and stays ended when the person is let in again', async () => {
    const { db, session } = await openWithSession();
    await removeUser(db, 'abc123', session.userId, noon + hour);
    expect(await findSessionStanding(db, session)).toEqual({ state: 'user_removed' });
    const admission = await saveUser(db, createSeenUser());
    expect(await findSessionStanding(db, session)).toEqual({ state: 'user_removed' });
    expect(await findSessionStanding(db, { ...session, admission })).toMatchObject({
      state: 'live',
      role: 'viewer',
    });
    await removeUser(db, 'abc123', session.userId, noon + 2 * hour);
    const next = await admitUser(db, createSeenUser(), noon + 3 * hour);
    expect(await findSessionStanding(db, { ...session, admission })).toEqual({ state: 'user_removed' });
    expect(await findSessionStanding(db, { ...session, admission: next ?? -1 })).toMatchObject({
      state: 'live',
      role: 'viewer',
    });
    expect(await findSessionStanding(db, { ...session, userId: 777 })).toEqual({ state: 'user_removed' });
  });

  it('ends when it is ended, once or twice', async () => {
    const { db, session } = await openWithSession();
    await endSession(db, session.sessionId, noon + hour);
    await endSession(db, session.sessionId, noon + hour);
    expect(await findSessionStanding(db, session)).toEqual({ state: 'session_ended' });
    expect(await findSessionStanding(db, { ...session, sessionId: randomUUID() })).toMatchObject({
      state: 'live',
      role: 'editor',
    });
  });

  it('sees what its own transaction did', async () => {
    const { db, session } = await openWithSession();
    await withTransaction(db, async (transaction) => {
      await removeUser(transaction, 'abc123', session.userId, noon);
      expect(await findSessionStanding(transaction, session)).toEqual({ state: 'user_removed' });
    });
  });
}
