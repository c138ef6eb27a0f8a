import type { Selectable } from 'kysely';
import type { Database } from './database';
import type { InstallationsTable, PutBehaviour } from './schema';
import { claimSignedPayload } from './signed-payloads';
import { withTransaction } from './transaction';
import { saveUser, type SeenUser } from './users';

/** The data of a new installation. */
export interface NewInstallation {
  storeHash: string;
  /** A fresh UUID. */
  installationId: string;
  accessTokenJwe: string;
  oauthScopes: string[];
  owner: { id: number; email: string };
  /** Milliseconds since the epoch, as all times here. */
  installedAt: number;
}

/** A store's newest installation. `accessTokenJwe` is null exactly when `uninstalledAt` is not. */
export interface Installation extends Omit<NewInstallation, 'accessTokenJwe'> {
  accessTokenJwe: string | null;
  uninstalledAt: number | null;
}

/**
 * Records an install. It replaces the data of an earlier install of the same store, its access token included; the
 * store's users stay.
 *
 * @throws AppError `database_unavailable`
 */
export async function saveInstallation(db: Database, installation: NewInstallation): Promise<void> {
  const { storeHash, ...renewed } = toRow(installation);
  await db
    .insertInto('installations')
    .values({ storeHash, ...renewed })
    .onConflict((conflict) => conflict.column('storeHash').doUpdateSet(renewed))
    .execute();
}

/**
 * Finds a store's newest installation, also one that has ended.
 *
 * @returns undefined for a store that never installed the app
 * @throws AppError `database_unavailable`
 */
export async function findInstallation(db: Database, storeHash: string): Promise<Installation | undefined> {
  const row = await db
    .selectFrom('installations')
    .selectAll()
    .where('storeHash', '=', storeHash)
    .executeTakeFirst();
  return row && toInstallation(row);
}

/**
 * Ends a store's installation and deletes its access token. Repeating it is harmless: the first time stays.
 *
 * @param at milliseconds since the epoch
 * @returns whether the installation was live until now
 * @throws AppError `database_unavailable`
 */
export async function endInstallation(db: Database, storeHash: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('installations')
    .set({ accessTokenJwe: null, uninstalledAt: at })
    .where('storeHash', '=', storeHash)
    .where('uninstalledAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/**
 * Puts the same access token, encrypted with a newer key, in the place of the old one. Nothing happens if the store has
 * uninstalled or installed anew since the old one was read.
 *
 * @returns whether it was replaced
 * @throws AppError `database_unavailable`
 */
export async function replaceAccessTokenJwe(
  db: Database,
  storeHash: string,
  installationId: string,
  accessTokenJwe: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('installations')
    .set({ accessTokenJwe })
    .where('storeHash', '=', storeHash)
    .where('installationId', '=', installationId)
    .where('uninstalledAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/**
 * Records the effect of BigCommerce's PUT on members of the settings that are not sent.
 *
 * @param channelId `null` for the settings of the store, which may differ from those of storefronts
 * @throws AppError `database_unavailable`
 */
export async function savePutBehaviour(
  db: Database,
  { storeHash, channelId }: { storeHash: string; channelId: number | null },
  behaviour: PutBehaviour,
): Promise<void> {
  await db
    .updateTable('installations')
    .set(channelId === null ? { storePut: behaviour } : { storefrontPut: behaviour })
    .where('storeHash', '=', storeHash)
    .execute();
}

function toRow({
  owner,
  oauthScopes,
  ...rest
}: NewInstallation): Omit<
  Selectable<InstallationsTable>,
  'storePut' | 'storefrontPut' | 'newUserRole' | 'reasonRequired' | 'rolesUnannounced'
> {
  return {
    ...rest,
    oauthScopes: oauthScopes.join(' '),
    ownerId: owner.id,
    ownerEmail: owner.email,
    uninstalledAt: null,
    uninstallCheckAt: null,
    tokenCheckedAt: null,
    tokenRejectedAt: null,
  };
}

function toInstallation(row: Selectable<InstallationsTable>): Installation {
  const { storeHash, installationId, accessTokenJwe, installedAt, uninstalledAt } = row;
  return {
    storeHash,
    installationId,
    accessTokenJwe,
    installedAt,
    uninstalledAt,
    oauthScopes: row.oauthScopes.split(' ').filter((scope) => scope !== ''),
    owner: { id: row.ownerId, email: row.ownerEmail },
  };
}

/**
 * Records an install together with its user and the grant code that it used, in one transaction.
 *
 * @param user the user who installed the app in that store
 * @param grant the digest of the grant code, and when it may be deleted
 * @returns the user's admission number, which sessions contain
 * @throws AppError `database_unavailable`
 */
export function saveInstallationWithUser(
  db: Database,
  installation: NewInstallation,
  user: Omit<SeenUser, 'storeHash'>,
  grant?: { id: string; expiresAt: number },
): Promise<number> {
  return withTransaction(db, async (transaction) => {
    await saveInstallation(transaction, installation);
    if (grant) {
      const { installationId, installedAt: firstUsedAt } = installation;
      const use = { installationId, firstUsedAt, userId: user.userId };
      await claimSignedPayload(transaction, {
        jti: grant.id,
        purpose: 'install',
        expiresAt: grant.expiresAt,
        use,
      });
    }
    return saveUser(transaction, { ...user, storeHash: installation.storeHash });
  });
}

/** Few enough to be held in memory. */
const tokensPerBatch = 500;

function findTokenBatch(db: Database, after: string) {
  return db
    .selectFrom('installations')
    .select(['storeHash', 'installationId', 'accessTokenJwe'])
    .where('storeHash', '>', after)
    .where('accessTokenJwe', 'is not', null)
    .orderBy('storeHash')
    .limit(tokensPerBatch)
    .$narrowType<{ accessTokenJwe: string }>()
    .execute();
}

/**
 * Reads the encrypted access token of every live installation, a batch at a time.
 *
 * @throws AppError `database_unavailable`
 */
export async function* findLiveTokens(
  db: Database,
): AsyncGenerator<Pick<Installation, 'storeHash' | 'installationId'> & { accessTokenJwe: string }, void> {
  let after = '';
  for (;;) {
    const rows: Awaited<ReturnType<typeof findTokenBatch>> = await findTokenBatch(db, after);
    yield* rows;
    const last = rows.at(-1)?.storeHash;
    if (last === undefined || rows.length < tokensPerBatch) return;
    after = last;
  }
}
