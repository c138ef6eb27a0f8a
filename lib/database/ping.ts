import { AppError } from '../errors';
import type { Database } from './database';

/**
 * Reads one row, to find out whether the database can serve a request now. A table is read, because SQLite answers
 * `select 1` without reading its file.
 *
 * @param limitMs milliseconds after which a missing answer counts as a failure
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
 * Writes one row, to find out whether the database can store a save now: a standby and a full disk can be read only.
 *
 * @param limitMs milliseconds after which a missing answer counts as a failure
 * @throws AppError `database_unavailable`, whatever went wrong
 */
export async function probeWriting(db: Database, limitMs: number): Promise<void> {
  await withinLimit(writeOneRow(db), limitMs);
}

/** The row belongs to no session and expires at once. */
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
