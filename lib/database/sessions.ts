import { accessOf, type AppRole } from '../session/permissions';
import type { Database } from './database';
import { whileUnchanged } from './query-cache';
import { endPayload } from './signed-payloads';
import { withTransaction } from './transaction';

/** The identity that a session contains. */
export interface SessionIdentity {
  storeHash: string;
  /** The installation that the session was started in. */
  installationId: string;
  userId: number;
  sessionId: string;
  /** The user's admission number when the session began. */
  admission: number;
}

/** Whether a session is still valid, and what its user may do; where it is not, the error code. */
export type SessionStanding =
  | { state: 'live'; role: AppRole; rolesUnannounced: boolean }
  | { state: 'installation_gone' | 'user_removed' | 'session_ended' };

/**
 * Checks in one query, or none while the database is unchanged, whether a session is still valid: its installation is the store's current one, its user was not
 * removed since, and the session was not ended. The user's role comes from the same query, so that a change of it takes
 * effect with the next request on every server.
 *
 * @returns `live`, or the first reason that applies, in the order of the type
 * @throws AppError `database_unavailable`
 */
export function findSessionStanding(db: Database, session: SessionIdentity): Promise<SessionStanding> {
  const { storeHash, installationId, userId, sessionId, admission } = session;
  const key = ['session', storeHash, installationId, userId, sessionId, admission].join(' ');
  return whileUnchanged(db, key, () => querySessionStanding(db, session));
}

async function querySessionStanding(
  db: Database,
  { storeHash, installationId, userId, sessionId, admission }: SessionIdentity,
): Promise<SessionStanding> {
  const row = await db
    .selectFrom('installations as installation')
    .leftJoin('users as user', (join) =>
      join.onRef('user.storeHash', '=', 'installation.storeHash').on('user.userId', '=', userId),
    )
    .leftJoin('endedSessions as ended', (join) => join.on('ended.sessionId', '=', sessionId))
    .select(['user.userId', 'user.role', 'user.appRole', 'user.removedAt', 'user.admission'])
    .select(['ended.sessionId', 'installation.rolesUnannounced'])
    .where('installation.storeHash', '=', storeHash)
    .where('installation.installationId', '=', installationId)
    .where('installation.uninstalledAt', 'is', null)
    .executeTakeFirst();
  if (!row) return { state: 'installation_gone' };
  const access = accessOf(row);
  if (row.removedAt !== null || row.admission !== admission || access === null || access === 'none')
    return { state: 'user_removed' };
  if (row.sessionId !== null) return { state: 'session_ended' };
  return { state: 'live', role: access, rolesUnannounced: row.rolesUnannounced === 1 };
}

/**
 * Ends a session before it expires, and with it the payload or grant that opened it. Repeating it is harmless.
 *
 * @param expiresAt when the session expires, renewals included, in milliseconds since the epoch
 * @param opener what opened the session, and the time in milliseconds since the epoch; null where that is not known
 * @throws AppError `database_unavailable`
 */
export async function endSession(
  db: Database,
  sessionId: string,
  expiresAt: number,
  opener: { payloadId: string; at: number } | null = null,
): Promise<void> {
  await withTransaction(db, async (transaction) => {
    await transaction
      .insertInto('endedSessions')
      .values({ sessionId, expiresAt })
      .onConflict((conflict) => conflict.column('sessionId').doNothing())
      .execute();
    if (opener) await endPayload(transaction, opener.payloadId, opener.at);
  });
}
