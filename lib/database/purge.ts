import type { Database } from './database';

/**
 * Removes what has expired and is therefore refused without being remembered: signed payloads and ended sessions.
 * Several servers may do this at once; each row is counted by one of them.
 *
 * @param now milliseconds since the epoch; what expires at that very moment goes too
 * @returns how many rows were removed
 * @throws AppError `database_unavailable`
 */
export async function purgeExpired(db: Database, now: number): Promise<number> {
  const payloads = await db
    .deleteFrom('signedPayloads')
    .where('expiresAt', '<=', now)
    .executeTakeFirstOrThrow();
  const sessions = await db
    .deleteFrom('endedSessions')
    .where('expiresAt', '<=', now)
    .executeTakeFirstOrThrow();
  return Number(payloads.numDeletedRows + sessions.numDeletedRows);
}
