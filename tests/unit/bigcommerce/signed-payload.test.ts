import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createPayloadVerifier } from '@/lib/bigcommerce/signed-payload';
import { AppError } from '@/lib/errors';

const clientId = 'client-id';
const clientSecret = 'client-secret-of-the-app';
const olderSecret = 'client-secret-before-it-was-rotated';
const now = Date.UTC(2026, 0, 15, 12);
const seconds = now / 1000;

const claims: JWTPayload = {
  aud: clientId,
  iss: 'bc',
  iat: seconds,
  nbf: seconds - 5,
  exp: seconds + 24 * 60 * 60,
  jti: '4f2c2a7e-6a4c-4c8c-9d61-3d2a4f0f8a11',
  sub: 'stores/abc123',
  user: { id: 7, email: 'staff@store.example', locale: 'de-DE' },
  owner: { id: 1, email: 'owner@store.example' },
  url: '/',
  channel_id: null,
};

const verify = createPayloadVerifier({
  clientId,
  clientSecrets: [clientSecret, olderSecret],
  now: () => now,
});

function sign(overrides: JWTPayload = {}, { alg = 'HS256', key = clientSecret } = {}): Promise<string> {
  return new SignJWT({ ...claims, ...overrides })
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(key));
}

function without(name: string): Promise<string> {
  const rest = Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
  return new SignJWT(rest).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(clientSecret));
}

async function refusal(compact: string | null | Promise<string>): Promise<string> {
  try {
    await verify(await compact);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'taken';
}

describe('createPayloadVerifier', () => {
  it('reads what BigCommerce signed', async () => {
    expect(await verify(await sign({ channel_id: 3, url: '/?field=policy_url' }))).toEqual({
      jti: claims.jti,
      storeHash: 'abc123',
      user: { id: 7, email: 'staff@store.example', locale: 'de-DE' },
      owner: { id: 1, email: 'owner@store.example' },
      url: '/?field=policy_url',
      channelId: 3,
      issuedAt: now,
      expiresAt: now + (24 * 60 * 60 + 60) * 1000,
    });
  });

  it('takes a payload without locale, url and channel', async () => {
    const payload = await verify(
      await sign({ user: { id: 7, email: 'a@b.example' }, url: null, channel_id: null }),
    );
    expect(payload).toMatchObject({ user: { locale: null }, url: '/', channelId: null });
  });

  it('allows 60 seconds between the clocks and no more', async () => {
    expect(await refusal(sign({ nbf: seconds + 59, iat: seconds + 59 }))).toBe('taken');
    expect(await refusal(sign({ nbf: seconds + 61 }))).toBe('payload_not_yet_valid');
    expect(await refusal(sign({ iat: seconds + 61 }))).toBe('payload_not_yet_valid');
    expect(await refusal(sign({ exp: seconds - 59 }))).toBe('taken');
    expect(await refusal(sign({ exp: seconds - 61 }))).toBe('payload_expired');
  });

  it('refuses a wrong audience, issuer and key', async () => {
    expect(await refusal(sign({ aud: 'another-app' }))).toBe('payload_audience_wrong');
    expect(await refusal(sign({ iss: 'someone' }))).toBe('payload_issuer_wrong');
    expect(await refusal(sign({}, { key: 'another-secret-altogether' }))).toBe('payload_signature_invalid');
  });

  it('reads what an older secret signed, and judges it alike', async () => {
    const key = olderSecret;
    expect(await verify(await sign({}, { key }))).toMatchObject({ storeHash: 'abc123' });
    expect(await refusal(sign({ exp: seconds - 61 }, { key }))).toBe('payload_expired');
    expect(await refusal(sign({ aud: 'another' }, { key }))).toBe('payload_audience_wrong');
    expect(await refusal(sign({}, { key: `${clientSecret},${olderSecret}` }))).toBe(
      'payload_signature_invalid',
    );
  });

  it('refuses every algorithm but HS256, whatever the header says', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rs256 = new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    const longSecret = 'x'.repeat(64);
    expect(await refusal(rs256)).toBe('payload_algorithm_refused');
    expect(await refusal(sign({}, { alg: 'HS512', key: longSecret }))).toBe('payload_algorithm_refused');
    expect(await refusal(new UnsecuredJWT(claims).encode())).not.toBe('taken');
    const [, body, signature] = (await sign()).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await refusal(`${none}.${body ?? ''}.${signature ?? ''}`)).toBe('payload_algorithm_refused');
  });

  it('refuses a tampered body', async () => {
    const [header = '', , signature = ''] = (await sign()).split('.');
    const body = Buffer.from(JSON.stringify({ ...claims, sub: 'stores/other1' })).toString('base64url');
    expect(await refusal(`${header}.${body}.${signature}`)).toBe('payload_signature_invalid');
  });

  it.each(['iat', 'nbf', 'exp', 'jti', 'sub', 'user'])('refuses a payload without %s', async (name) => {
    expect(await refusal(without(name))).toBe('payload_claims_invalid');
  });

  it.each([
    ['sub', 'abc123'],
    ['sub', 'stores/abc123/x'],
    ['sub', 'stores/../x'],
    ['sub', 'stores/ABC'],
    ['jti', ''],
    ['user', { id: 'seven', email: 'a@b.example' }],
    ['user', { email: 'a@b.example' }],
    ['user', { id: -7 }],
    ['iat', 'today'],
  ])('refuses a malformed %s', async (name, value) => {
    expect(await refusal(sign({ [name]: value }))).toBe('payload_claims_invalid');
  });

  it.each([
    ['owner', undefined, { owner: null }],
    ['owner', null, { owner: null }],
    ['owner', { id: 1 }, { owner: { id: 1, email: '' } }],
    ['owner', { email: 'a@b.example' }, { owner: null }],
    ['user', { id: '7', email: 4 }, { user: { id: 7, email: '', locale: null } }],
    ['user', { id: 7, email: 'a@b.example', locale: 'x'.repeat(60) }, { user: { id: 7, locale: null } }],
    ['channel_id', '1', { channelId: 1 }],
    ['channel_id', 0, { channelId: null }],
    ['channel_id', 'two', { channelId: null }],
    ['url', `/${'x'.repeat(3_000)}`, { url: '/' }],
    ['url', 4, { url: '/' }],
    ['iat', seconds + 0.25, { issuedAt: now + 250 }],
  ])('reads or drops an odd %s', async (name, value, read) => {
    expect(await verify(await sign({ [name]: value }))).toMatchObject(read);
  });

  it('says how far the clocks are apart where the time is what is wrong', async () => {
    const error = await verify(await sign({ exp: seconds - 100, iat: seconds - 700 })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: 'payload_expired',
      cause: { message: expect.stringContaining('700 s ago') as string },
    });
  });

  it.each([null, ''])('says that a payload is missing for %j', async (compact) => {
    expect(await refusal(compact)).toBe('payload_missing');
  });

  it.each(['x', 'a.b.c', 'a.b', '....', 'x'.repeat(10_000)])('refuses rubbish', async (compact) => {
    expect(await refusal(compact)).toMatch(/^payload_(malformed|signature_invalid)$/);
  });

  it('keeps the payload out of its errors', async () => {
    const error = await verify(await sign({ aud: 'another-app' })).catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/store\.example|abc123/);
  });
});
