import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { AppError } from '../../../../lib/errors';
import { findInstallation, saveInstallationWithUser } from '../../../../lib/database/installations';
import { migrateDatabase } from '../../../../lib/database/migrate';
import { pingDatabase } from '../../../../lib/database/ping';
import { findSessionStanding } from '../../../../lib/database/sessions';
import type { FreshDatabases } from '../fresh-databases';
import { createInstallation, createSeenUser } from '../store-record';

const session = { storeHash: 'abc123', installationId: 'any', userId: 1, sessionId: 'any', admission: 0 };

export function outageCases({ engine, open, connect }: FreshDatabases): void {
  it('says so by name when the database cannot be reached', async () => {
    const db = connect(await engine.createDeadUrl());
    const failures: unknown[] = await Promise.all(
      [
        findInstallation(db, 'abc123'),
        findSessionStanding(db, session),
        saveInstallationWithUser(db, createInstallation(), createSeenUser()),
        migrateDatabase(db),
        pingDatabase(db, 1_000),
      ].map((attempt) => attempt.catch((reason: unknown) => reason)),
    );
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(AppError);
      expect(failure).toMatchObject({ code: 'database_unavailable' });
      expect((failure as AppError).cause).toBeInstanceOf(Error);
    }
  });

  it('leaves a wrong statement what it is', async () => {
    const db = await open();
    const failure: unknown = await sql`select * from nowhere`.execute(db).catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(AppError);
  });

  it('answers a ping in time', async () => {
    await expect(pingDatabase(await open(), 2_000)).resolves.toBeUndefined();
  });

  it('takes a database without tables for not ready', async () => {
    const db = connect(await engine.createUrl());
    await expect(pingDatabase(db, 2_000)).rejects.toMatchObject({ code: 'database_unavailable' });
  });
}
