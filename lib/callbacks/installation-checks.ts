import type { Database } from '../database/database';
import {
  claimUninstallCheck,
  claimUnusedStore,
  clearChecks,
  noteRejectedToken,
  type TokenToCheck,
} from '../database/installation-checks';
import { endInstallation, findInstallation } from '../database/installations';
import { withTransaction } from '../database/transaction';
import { limits } from '../limits';
import type { AccessTokenCipher } from '../session/access-token-cipher';

/** Why a token was tried: an uninstall that the owner did not sign, or a store that is not opened any more. */
type CheckReason = 'uninstall' | 'unused';

export type CheckOutcome = 'ended' | 'kept' | 'refused_once' | 'unanswered';

export interface InstallationCheckDependencies {
  database: Database;
  cipher: AccessTokenCipher;
  /** Checks whether BigCommerce still accepts a store's token; null where it does not answer. */
  acceptsToken: (access: { storeHash: string; accessToken: string }) => Promise<boolean | null>;
  onChecked: (storeHash: string, reason: CheckReason, outcome: CheckOutcome) => void;
  /** Milliseconds since the epoch, by the database's clock. */
  now: () => number;
}

/** BigCommerce gave no answer, or this server ended before it came: when it is asked again. Milliseconds. */
const againMs = 10 * 60 * 1_000;

/** Null as well where no secret opens the token: that says nothing about the app. */
async function isAccepted(
  { cipher, acceptsToken }: InstallationCheckDependencies,
  { storeHash, accessTokenJwe }: TokenToCheck,
): Promise<boolean | null> {
  const opened = await cipher.decrypt(accessTokenJwe, storeHash).catch(() => null);
  return opened === null ? null : acceptsToken({ storeHash, accessToken: opened.accessToken });
}

/** Ends the installation that was checked, and not one that came after it. */
function end(
  { database, now }: InstallationCheckDependencies,
  { storeHash, installationId }: TokenToCheck,
): Promise<boolean> {
  return withTransaction(database, async (transaction) => {
    const current = await findInstallation(transaction, storeHash);
    return current?.installationId === installationId && endInstallation(transaction, storeHash, now());
  });
}

/**
 * Finds out whether uninstalls that the owner did not sign were uninstalls: a payload does not name the callback that it
 * was made for, so that a person who may open the app could send a load link there. An installation ends where
 * BigCommerce refuses its token.
 *
 * @throws {AppError} `database_unavailable`
 */
export async function checkUninstalls(dependencies: InstallationCheckDependencies): Promise<void> {
  const { database, onChecked, now } = dependencies;
  for (;;) {
    const token = await claimUninstallCheck(database, now(), now() + againMs);
    if (token === null) return;
    const accepted = await isAccepted(dependencies, token);
    if (accepted === true) await clearChecks(database, token);
    const ended = accepted === false && (await end(dependencies, token));
    const answered = ended ? 'ended' : 'kept';
    onChecked(token.storeHash, 'uninstall', accepted === null ? 'unanswered' : answered);
  }
}

/**
 * Makes up for an uninstall that never arrived, because BigCommerce sends it once: tries the token of one store that
 * is not opened. Refused twice, a day apart, and not opened in between, the store counts as uninstalled.
 *
 * @throws {AppError} `database_unavailable`
 */
export async function checkUnusedStore(dependencies: InstallationCheckDependencies): Promise<void> {
  const { database, onChecked, now } = dependencies;
  const at = now();
  const token = await claimUnusedStore(database, {
    now: at,
    unusedSince: at - limits.unusedStoreMs,
    rejectedBefore: at - limits.rejectedTokenMs,
  });
  if (token === null) return;
  const accepted = await isAccepted(dependencies, token);
  if (accepted === true) await clearChecks(database, token);
  if (accepted === false && token.rejectedAt === null) {
    await noteRejectedToken(database, token, at);
    onChecked(token.storeHash, 'unused', 'refused_once');
  } else if (accepted === false) {
    onChecked(token.storeHash, 'unused', (await end(dependencies, token)) ? 'ended' : 'kept');
  }
}
