import type { Database } from './database';

/**
 * Ends a session before it expires. Again is harmless.
 *
 * @param expiresAt milliseconds since the epoch from which on the session is refused anyway, renewals included
 * @throws AppError `database_unavailable`
 */
export async function endSession(db: Database, sessionId: string, expiresAt: number): Promise<void> {
  await db
    .insertInto('endedSessions')
    .values({ sessionId, expiresAt })
    .onConflict((conflict) => conflict.column('sessionId').doNothing())
    .execute();
}
