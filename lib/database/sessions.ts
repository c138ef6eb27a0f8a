import type { Database } from './database';

/** What a session says of itself. */
export interface SessionIdentity {
  storeHash: string;
  /** The installation that the session was started in. */
  installationId: string;
  userId: number;
  sessionId: string;
}

/** Whether a session still counts; where it does not, the code of the error that says why. */
export type SessionStanding = 'live' | 'installation_gone' | 'user_removed' | 'session_ended';

/**
 * Finds out, in one query, whether a session still counts: its store has the app installed, by the same install as when
 * the session began; its user was seen there and not removed; and the session was not ended.
 *
 * @returns the first reason that applies, in the order of the type, or `live`
 * @throws AppError `database_unavailable`
 */
export async function findSessionStanding(db: Database, session: SessionIdentity): Promise<SessionStanding> {
  const { storeHash, installationId, userId, sessionId } = session;
  const row = await db
    .selectFrom('installations as installation')
    .leftJoin('users as user', (join) =>
      join.onRef('user.storeHash', '=', 'installation.storeHash').on('user.userId', '=', userId),
    )
    .leftJoin('endedSessions as ended', (join) => join.on('ended.sessionId', '=', sessionId))
    .select(['user.userId', 'user.removedAt', 'ended.sessionId'])
    .where('installation.storeHash', '=', storeHash)
    .where('installation.installationId', '=', installationId)
    .where('installation.uninstalledAt', 'is', null)
    .executeTakeFirst();
  if (!row) return 'installation_gone';
  if (row.userId === null || row.removedAt !== null) return 'user_removed';
  return row.sessionId === null ? 'live' : 'session_ended';
}

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
