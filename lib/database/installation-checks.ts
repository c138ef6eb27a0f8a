import type { Database } from './database';

/** An installation whose token is to be tried. */
export interface TokenToCheck {
  storeHash: string;
  installationId: string;
  accessTokenJwe: string;
}

/** Names one installation, so that a reinstall is never touched by a check of what was before. */
export type CheckedInstallation = Pick<TokenToCheck, 'storeHash' | 'installationId'>;

const columns = ['storeHash', 'installationId', 'accessTokenJwe'] as const;

function hasToken<Row extends { accessTokenJwe: string | null }>(
  row: Row | undefined,
): row is Row & { accessTokenJwe: string } {
  return row !== undefined && row.accessTokenJwe !== null;
}

/**
 * Plans to find out whether an uninstall was one.
 *
 * @param at milliseconds since the epoch
 * @throws AppError `database_unavailable`
 */
export async function planUninstallCheck(
  db: Database,
  { storeHash, installationId }: CheckedInstallation,
  at: number,
): Promise<void> {
  await db
    .updateTable('installations')
    .set({ uninstallCheckAt: at })
    .where('storeHash', '=', storeHash)
    .where('installationId', '=', installationId)
    .where('uninstalledAt', 'is', null)
    .execute();
}

/**
 * Takes one planned check that is due. Of several servers one gets it; a server that ends before the outcome is recorded
 * leaves it to the next attempt.
 *
 * @param now milliseconds since the epoch
 * @param nextAt when it is due again, unless its outcome is recorded
 * @returns null where none is due
 * @throws AppError `database_unavailable`
 */
export async function claimUninstallCheck(
  db: Database,
  now: number,
  nextAt: number,
): Promise<TokenToCheck | null> {
  const due = await db
    .selectFrom('installations')
    .select([...columns, 'uninstallCheckAt'])
    .where('uninstallCheckAt', '<=', now)
    .where('uninstalledAt', 'is', null)
    .orderBy('uninstallCheckAt')
    .limit(1)
    .executeTakeFirst();
  if (!hasToken(due)) return null;
  const { uninstallCheckAt, ...token } = due;
  const { numUpdatedRows } = await db
    .updateTable('installations')
    .set({ uninstallCheckAt: nextAt })
    .where('storeHash', '=', token.storeHash)
    .where('installationId', '=', token.installationId)
    .where('uninstallCheckAt', '=', uninstallCheckAt)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n ? token : claimUninstallCheck(db, now, nextAt);
}

/**
 * Records that the app is still installed: BigCommerce accepts the token.
 *
 * @throws AppError `database_unavailable`
 */
export async function clearChecks(
  db: Database,
  { storeHash, installationId }: CheckedInstallation,
): Promise<void> {
  await db
    .updateTable('installations')
    .set({ uninstallCheckAt: null, tokenRejectedAt: null })
    .where('storeHash', '=', storeHash)
    .where('installationId', '=', installationId)
    .execute();
}

/** Milliseconds since the epoch. */
export interface UnusedSince {
  now: number;
  /** Stores that were opened or checked after this are left alone. */
  unusedSince: number;
  /** A token that was refused before this is tried again. */
  rejectedBefore: number;
}

/** A store whose refused token is to be tried a second time comes first, then the one that was not checked for longest. */
function selectUnused(db: Database, { unusedSince, rejectedBefore }: UnusedSince) {
  return db
    .selectFrom('installations')
    .select([...columns, 'tokenCheckedAt', 'tokenRejectedAt'])
    .where('accessTokenJwe', 'is not', null)
    .where('uninstallCheckAt', 'is', null)
    .where('installedAt', '<=', unusedSince)
    .where((row) =>
      row.or([
        row('tokenRejectedAt', '<=', rejectedBefore),
        row.and([
          row('tokenRejectedAt', 'is', null),
          row.or([row('tokenCheckedAt', 'is', null), row('tokenCheckedAt', '<=', unusedSince)]),
        ]),
      ]),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('users')
            .select('users.userId')
            .whereRef('users.storeHash', '=', 'installations.storeHash')
            .where('users.lastSeenAt', '>', unusedSince),
        ),
      ),
    )
    .orderBy((row) => row.fn.coalesce('tokenRejectedAt', row.val(Number.MAX_SAFE_INTEGER)))
    .orderBy((row) => row.fn.coalesce('tokenCheckedAt', row.val(0)))
    .limit(1);
}

/**
 * Claims one store that was neither opened nor checked lately. Of several servers one gets it.
 *
 * @returns null where there is none; `rejectedAt` tells when BigCommerce refused the token before
 * @throws AppError `database_unavailable`
 */
export async function claimUnusedStore(
  db: Database,
  times: UnusedSince,
): Promise<(TokenToCheck & { rejectedAt: number | null }) | null> {
  const unused = await selectUnused(db, times).executeTakeFirst();
  if (!hasToken(unused)) return null;
  const { tokenCheckedAt, tokenRejectedAt: rejectedAt, ...token } = unused;
  const { numUpdatedRows } = await db
    .updateTable('installations')
    .set({ tokenCheckedAt: times.now })
    .where('storeHash', '=', token.storeHash)
    .where('installationId', '=', token.installationId)
    .where('tokenCheckedAt', tokenCheckedAt === null ? 'is' : '=', tokenCheckedAt)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n ? { ...token, rejectedAt } : null;
}

/**
 * Records that BigCommerce refused a token, so that it is tried again before the store counts as uninstalled.
 *
 * @param at milliseconds since the epoch
 * @throws AppError `database_unavailable`
 */
export async function noteRejectedToken(
  db: Database,
  { storeHash, installationId }: CheckedInstallation,
  at: number,
): Promise<void> {
  await db
    .updateTable('installations')
    .set({ tokenRejectedAt: at })
    .where('storeHash', '=', storeHash)
    .where('installationId', '=', installationId)
    .execute();
}
