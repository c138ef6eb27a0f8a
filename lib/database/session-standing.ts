import type { Database } from './database';

export interface SessionIdentity {
  storeHash: string;
  installationId: string;
  userId: number;
  sessionId: string;
}

/** Whether a session still counts; where it does not, the code of the error that says why. */
export type SessionStanding = 'live' | 'installation_gone' | 'user_removed' | 'session_ended';

export async function findSessionStanding(db: Database, session: SessionIdentity): Promise<SessionStanding> {
  const row = await db
    .selectFrom('installations as installation')
    .leftJoin('users as user', (join) =>
      join.onRef('user.storeHash', '=', 'installation.storeHash').on('user.userId', '=', session.userId),
    )
    .leftJoin('endedSessions as ended', (join) => join.on('ended.sessionId', '=', session.sessionId))
    .select(['user.userId', 'user.removedAt', 'ended.sessionId'])
    .where('installation.storeHash', '=', session.storeHash)
    .where('installation.installationId', '=', session.installationId)
    .where('installation.uninstalledAt', 'is', null)
    .executeTakeFirst();
  if (!row) return 'installation_gone';
  if (row.userId === null || row.removedAt !== null) return 'user_removed';
  return row.sessionId === null ? 'live' : 'session_ended';
}
