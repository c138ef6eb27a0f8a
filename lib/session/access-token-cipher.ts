import { compactDecrypt, type CompactDecryptGetKey, CompactEncrypt } from 'jose';
import { AppError } from '../errors';
import type { SecretKeys } from './keys';

export interface AccessTokenCipher {
  /** @returns the access token as compact JWE, bound to its store */
  encrypt(accessToken: string, storeHash: string): Promise<string>;
  /**
   * @returns the access token, and whether an older secret protected it (time to encrypt it again)
   * @throws {AppError} `store_token_rejected` when no secret opens it or it belongs to another store
   */
  decrypt(jwe: string, storeHash: string): Promise<{ accessToken: string; outdated: boolean }>;
}

const algorithms = {
  keyManagementAlgorithms: ['dir'],
  contentEncryptionAlgorithms: ['A256GCM'],
};

/**
 * Encrypts access tokens for the database: JWE (RFC 7516) with `dir` and `A256GCM`, the key's id in `kid` and
 * the store's hash in `sub`, which the tag covers, so that a row copied to another store does not open there.
 *
 * @param keys newest first, at least one
 */
export function createAccessTokenCipher(keys: readonly SecretKeys[]): AccessTokenCipher {
  const [newest] = keys;
  if (!newest) throw new Error('at least one secret is needed');
  const keyOf: CompactDecryptGetKey<Uint8Array> = ({ kid }) => {
    const key = keys.find(({ id }) => String(id) === kid);
    if (!key) throw new Error('no secret of this name');
    return key.tokenKey;
  };
  return {
    encrypt(accessToken, storeHash) {
      return new CompactEncrypt(new TextEncoder().encode(accessToken))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: String(newest.id), sub: storeHash })
        .encrypt(newest.tokenKey);
    },
    async decrypt(jwe, storeHash) {
      try {
        const { plaintext, protectedHeader } = await compactDecrypt(jwe, keyOf, algorithms);
        if (protectedHeader.sub !== storeHash) throw new Error('belongs to another store');
        return {
          accessToken: new TextDecoder().decode(plaintext),
          outdated: protectedHeader.kid !== String(newest.id),
        };
      } catch (cause) {
        throw new AppError('store_token_rejected', { cause });
      }
    },
  };
}
