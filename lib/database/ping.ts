import { AppError } from '../errors';
import type { Database } from './database';

/**
 * Asks the database for one row, to learn whether it would serve a request now. A table is read, because SQLite
 * answers `select 1` without looking at its file.
 *
 * @param limitMs milliseconds after which no answer counts as a no
 * @throws AppError `database_unavailable`, whatever went wrong
 */
export async function pingDatabase(db: Database, limitMs: number): Promise<void> {
  await withinLimit(readOneRow(db), limitMs);
}

async function withinLimit(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The database did not answer within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([work, tooLate]);
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('database_unavailable', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Writes one row, to learn whether the database would keep a save now: a standby reads well, and so does a full disk.
 *
 * @param limitMs milliseconds after which no answer counts as a no
 * @throws AppError `database_unavailable`, whatever went wrong
 */
export async function probeWriting(db: Database, limitMs: number): Promise<void> {
  await withinLimit(writeOneRow(db), limitMs);
}

/** A row of its own, which expires at once and is no session's. */
async function writeOneRow(db: Database): Promise<void> {
  const probe = { sessionId: 'readiness', expiresAt: Date.now() };
  await db
    .insertInto('endedSessions')
    .values(probe)
    .onConflict((conflict) => conflict.column('sessionId').doUpdateSet(probe))
    .execute();
}

async function readOneRow(db: Database): Promise<void> {
  await db.selectFrom('installations').select('storeHash').limit(1).execute();
}
