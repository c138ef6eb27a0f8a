import { clockToleranceSeconds, type SignedPayload } from '../bigcommerce/signed-payload';
import { endInstallation, findInstallation } from '../database/installations';
import { claimSignedPayload } from '../database/signed-payloads';
import { withTransaction } from '../database/transaction';
import type { Database } from '../database/database';
import { AppError } from '../errors';
import type { CallbackDependencies } from './callback-dependencies';
import { findLiveInstallation, type LiveInstallation } from './live-installation';
import { payloadIn } from './single-query';

export type UninstallDependencies = Pick<
  CallbackDependencies,
  'database' | 'verifyPayload' | 'cipher' | 'webhooks' | 'now'
> & {
  /** Whether BigCommerce still accepts a store's token; null where it gives no answer. */
  acceptsToken: (access: { storeHash: string; accessToken: string }) => Promise<boolean | null>;
  /** Runs something after the time in which BigCommerce ends the token of an app that was uninstalled. */
  later: (work: () => Promise<void>) => void;
  onUnconfirmed: (storeHash: string, outcome: 'ended' | 'kept') => void;
};

/** `awaiting`: whether the app was uninstalled shows when its token is refused. */
export type UninstallOutcome = 'ended' | 'nothing' | 'awaiting';

/** The token is forgotten here and works for a moment longer: this is the last use of it. */
async function removeWebhooks(
  { cipher, webhooks }: UninstallDependencies,
  { storeHash, accessTokenJwe, oauthScopes }: LiveInstallation,
): Promise<void> {
  const opened = await cipher.decrypt(accessTokenJwe, storeHash).catch(() => null);
  if (opened) await webhooks.end({ storeHash, accessToken: opened.accessToken, oauthScopes });
}

/** The installation that an uninstall is about; none where it was signed before that, or is repeated. */
async function claim(
  transaction: Database,
  { jti, storeHash, issuedAt, expiresAt }: SignedPayload,
): Promise<LiveInstallation | null> {
  const outcome = await claimSignedPayload(transaction, { jti, purpose: 'uninstall', expiresAt });
  if (outcome === 'used-elsewhere') throw new AppError('payload_reused');
  const installation = await findLiveInstallation({ database: transaction }, storeHash);
  const latestStart = issuedAt + clockToleranceSeconds * 1000;
  return outcome === 'claimed' && installation && installation.installedAt <= latestStart
    ? installation
    : null;
}

/**
 * Ends an installation if BigCommerce refuses its token. A payload does not name the callback that it was made for, so
 * that a person who may open the app could send a load link here.
 */
async function endIfRefused(
  dependencies: UninstallDependencies,
  installation: LiveInstallation,
): Promise<void> {
  const { database, cipher, acceptsToken, onUnconfirmed, now } = dependencies;
  const { storeHash, installationId, accessTokenJwe } = installation;
  const opened = await cipher.decrypt(accessTokenJwe, storeHash).catch(() => null);
  const accepted =
    opened === null ? null : await acceptsToken({ storeHash, accessToken: opened.accessToken });
  const ended = await withTransaction(database, async (transaction) => {
    const current = await findInstallation(transaction, storeHash);
    const same = current?.installationId === installationId;
    return accepted === false && same && endInstallation(transaction, storeHash, now());
  });
  onUnconfirmed(storeHash, ended ? 'ended' : 'kept');
}

/**
 * The uninstall callback: the store's access token is deleted at once, and every session of the installation
 * ends with it. Then the store's webhooks are removed, as far as BigCommerce lets us. The same again does nothing, and
 * so does one that was signed before a reinstall. Where its user is not the owner, the installation ends once
 * BigCommerce refuses the token.
 * Source: BigCommerce, "Single-click app callbacks".
 *
 * @param query `signed_payload_jwt` of the callback
 * @returns the store, and what became of its installation
 * @throws {AppError} the `payload_…` codes, `database_unavailable`
 */
export async function uninstall(
  dependencies: UninstallDependencies,
  query: URLSearchParams,
): Promise<{ storeHash: string; userId: number; outcome: UninstallOutcome }> {
  const { database, verifyPayload, now, later } = dependencies;
  const payload = await verifyPayload(payloadIn(query));
  const { storeHash, user, owner } = payload;
  const answer = (outcome: UninstallOutcome) => ({ storeHash, userId: user.id, outcome });
  const { installation, byOwner } = await withTransaction(database, async (transaction) => {
    const claimed = await claim(transaction, payload);
    const owns = claimed !== null && user.id === (owner ?? claimed.owner).id;
    if (owns) await endInstallation(transaction, storeHash, now());
    return { installation: claimed, byOwner: owns };
  });
  if (!installation) return answer('nothing');
  if (byOwner) await removeWebhooks(dependencies, installation);
  else later(() => endIfRefused(dependencies, installation));
  return answer(byOwner ? 'ended' : 'awaiting');
}
