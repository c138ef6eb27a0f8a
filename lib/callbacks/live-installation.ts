import { findInstallation, type Installation, replaceAccessTokenJwe } from '../database/installations';
import type { CallbackDependencies } from './callback-dependencies';

/** An installation that has its access token. */
export type LiveInstallation = Installation & { accessTokenJwe: string };

/**
 * Finds a store's installation, unless it was ended.
 *
 * @throws {AppError} `database_unavailable`
 */
export async function findLiveInstallation(
  { database }: Pick<CallbackDependencies, 'database'>,
  storeHash: string,
): Promise<LiveInstallation | null> {
  const installation = await findInstallation(database, storeHash);
  const accessTokenJwe = installation?.accessTokenJwe;
  return installation && accessTokenJwe ? { ...installation, accessTokenJwe } : null;
}

/**
 * Opens a store's access token. One that an older secret protected is encrypted anew.
 *
 * @throws {AppError} `store_token_rejected` where no secret opens it, `database_unavailable`
 */
export async function openAccessToken(
  { database, cipher }: Pick<CallbackDependencies, 'database' | 'cipher'>,
  { storeHash, installationId, accessTokenJwe }: LiveInstallation,
): Promise<string> {
  const { accessToken, outdated } = await cipher.decrypt(accessTokenJwe, storeHash);
  if (outdated) {
    const renewed = await cipher.encrypt(accessToken, storeHash);
    await replaceAccessTokenJwe(database, storeHash, installationId, renewed);
  }
  return accessToken;
}
