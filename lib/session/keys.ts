import { hkdfSync } from 'node:crypto';

/** The keys derived from one entry of `SESSION_SECRET`. Each use has a key of its own. */
export interface SecretKeys {
  /**
   * Identifies the secret in data that it protects, so that it is found after a rotation. It reveals nothing about the
   * secret.
   */
  id: number;
  /** For sealing sessions: 43 characters of base64url. */
  sealPassword: string;
  /** For the access token at rest: 256 bits. */
  tokenKey: Uint8Array;
}

function derive(secret: string, label: string, bytes: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `customer-settings/${label}`, bytes));
}

/**
 * Derives all keys by HKDF with SHA-256 (RFC 5869), one label for each use: a leaked key reveals no other key.
 *
 * @param secrets the entries of `SESSION_SECRET`, newest first
 * @returns keys in the same order; the first encrypts, all of them decrypt
 */
export function deriveKeys(secrets: readonly string[]): SecretKeys[] {
  return secrets.map((secret) => ({
    id: Buffer.from(derive(secret, 'key-id', 4)).readUInt32BE(),
    sealPassword: Buffer.from(derive(secret, 'session-seal', 32)).toString('base64url'),
    tokenKey: derive(secret, 'access-token', 32),
  }));
}
