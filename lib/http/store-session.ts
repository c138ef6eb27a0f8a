import { isStoreHash } from '../bigcommerce/store-context';
import { findSessionStanding } from '../database/sessions';
import type { Database } from '../database/database';
import { AppError } from '../errors';
import { requestContext } from '../server-state';
import type { AppRole } from '../session/permissions';
import type { SessionSealer } from '../session/session-sealer';
import type { StoreSession } from '../session/store-session';

export interface SessionDependencies {
  database: Database;
  sealer: SessionSealer;
}

/** A session that was checked, and what its user may do at this moment. */
export interface OpenStoreSession {
  session: StoreSession;
  role: AppRole;
  /** Whether the store's owner is still to be informed that there are roles now. */
  rolesUnannounced: boolean;
}

const bearer = /^Bearer ([\w.*~-]+)$/i;

/** Records the store and the user for the log, also where the session is then refused. */
function noteSession({ storeHash, user }: StoreSession): void {
  const context = requestContext.getStore();
  if (context) Object.assign(context, { storeHash, userId: user.id });
}

/**
 * Opens the session of a request and checks in the database that it is still valid. Every page and every route of a
 * store uses this.
 *
 * @param authorization the `Authorization` header
 * @param storeHash of the request's path
 * @throws {AppError} `session_missing`, `session_invalid`, `session_expired`; `store_mismatch` when the session was
 *   made for another store; `installation_gone`, `user_removed`, `session_ended`; `database_unavailable`
 */
export async function openStoreSession(
  { database, sealer }: SessionDependencies,
  authorization: string | null,
  storeHash: string,
): Promise<OpenStoreSession> {
  if (authorization === null) throw new AppError('session_missing');
  const [, seal] = bearer.exec(authorization) ?? [];
  if (seal === undefined) throw new AppError('session_invalid');
  const session = await sealer.open(seal);
  noteSession(session);
  if (!isStoreHash(storeHash) || session.storeHash !== storeHash) throw new AppError('store_mismatch');
  const { installationId, user, sessionId, admission } = session;
  const standing = await findSessionStanding(database, {
    storeHash,
    installationId,
    userId: user.id,
    sessionId,
    admission,
  });
  if (standing.state !== 'live') throw new AppError(standing.state);
  const { role, rolesUnannounced } = standing;
  return { session, role, rolesUnannounced };
}
