import { decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { createAccessTokenCipher } from '@/lib/session/access-token-cipher';
import { deriveKeys } from '@/lib/session/keys';

const oldSecret = 'an old secret that was good for a long time';
const newSecret = 'a new secret that was rolled out this morning';

const cipherOf = (...secrets: string[]) => createAccessTokenCipher(deriveKeys(secrets));

describe('createAccessTokenCipher', () => {
  it('keeps a token as JWE with A256GCM and a key id', async () => {
    const jwe = await cipherOf(newSecret).encrypt('the-access-token', 'abc123');
    expect(decodeProtectedHeader(jwe)).toMatchObject({
      alg: 'dir',
      enc: 'A256GCM',
      kid: expect.stringMatching(/^\d+$/) as string,
    });
    expect(jwe).not.toContain('the-access-token');
    expect(await cipherOf(newSecret).decrypt(jwe, 'abc123')).toEqual({
      accessToken: 'the-access-token',
      outdated: false,
    });
  });

  it('never writes the same token the same way twice', async () => {
    const cipher = cipherOf(newSecret);
    expect(await cipher.encrypt('token', 'abc123')).not.toBe(await cipher.encrypt('token', 'abc123'));
  });

  it('does not open in another store, with another secret, or changed', async () => {
    const cipher = cipherOf(newSecret);
    const jwe = await cipher.encrypt('token', 'abc123');
    const rejected = { code: 'store_token_rejected' };
    await expect(cipher.decrypt(jwe, 'xyz789')).rejects.toMatchObject(rejected);
    await expect(cipherOf(oldSecret).decrypt(jwe, 'abc123')).rejects.toMatchObject(rejected);
    await expect(cipher.decrypt(`${jwe.slice(0, -2)}AA`, 'abc123')).rejects.toMatchObject(rejected);
    await expect(cipher.decrypt('rubbish', 'abc123')).rejects.toMatchObject(rejected);
  });

  it('opens tokens of an older secret and says that they are outdated', async () => {
    const jwe = await cipherOf(oldSecret).encrypt('token', 'abc123');
    expect(await cipherOf(newSecret, oldSecret).decrypt(jwe, 'abc123')).toEqual({
      accessToken: 'token',
      outdated: true,
    });
  });
});

describe('deriveKeys', () => {
  it('gives each use a key of its own', () => {
    const [keys] = deriveKeys([newSecret]);
    expect(keys?.sealPassword).toHaveLength(43);
    expect(keys?.tokenKey).toHaveLength(32);
    expect(Buffer.from(keys?.tokenKey ?? []).toString('base64url')).not.toBe(keys?.sealPassword);
  });
});
