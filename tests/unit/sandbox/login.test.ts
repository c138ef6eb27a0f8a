import { decodeJwt, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { APP, exchange, install, restOf, startTestSandbox } from './sandbox-client.ts';

let now = 0;
let sandbox: Sandbox;
beforeEach(async () => {
  now = Date.parse('2026-03-02T10:00:00Z');
  sandbox = await startTestSandbox({ now: () => now });
});
afterEach(() => sandbox.close());

describe('codes', () => {
  it('answer a token, the user and the owner, once', async () => {
    const code = sandbox.createCode('abc123', { userId: 9102 });
    const first = await exchange(sandbox, code);
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({
      access_token: expect.any(String) as string,
      scope: APP.scopes.join(' '),
      user: { id: 9102, email: 'theo.brandt@harborandpine.example' },
      owner: { id: 9101 },
      context: 'stores/abc123',
    });
    const second = await exchange(sandbox, code);
    expect(second.status).toBe(400);
    expect(await second.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('expire', async () => {
    const code = sandbox.createCode('abc123');
    now += 10 * 60_000;
    expect((await exchange(sandbox, code)).status).toBe(400);
  });

  it.each([
    ['another store', { context: 'stores/xyz789' }, 400, 'invalid_grant'],
    ['another secret', { client_secret: 'guess' }, 401, 'invalid_client'],
    ['other scopes', { scope: 'store_v2_orders' }, 400, 'invalid_scope'],
    ['another redirect URI', { redirect_uri: 'https://elsewhere.example/auth' }, 400, 'invalid_request'],
    ['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('are refused for %s and stay good', async (_name, change, status, error) => {
    const code = sandbox.createCode('abc123');
    const refused = await exchange(sandbox, code, change);
    expect(refused.status).toBe(status);
    expect(await refused.json()).toMatchObject({ error });
    expect((await exchange(sandbox, code)).status).toBe(200);
  });
});

describe('a token', () => {
  const read = async (token: string): Promise<number> =>
    (await restOf(sandbox, token)('GET', '/v3/customers/settings')).status;

  it('dies on a reinstall', async () => {
    const old = await install(sandbox);
    expect(await read(old)).toBe(200);
    const fresh = await install(sandbox);
    expect(await read(old)).toBe(401);
    expect(await read(fresh)).toBe(200);
  });

  it.each([
    ['the owner’s e-mail changes', () => sandbox.stores.store('abc123').changeOwnerEmail('new@example.com')],
    ['the scopes change', () => (sandbox.app.scopes = ['store_v2_customers'])],
    ['it is revoked', () => sandbox.stores.store('abc123').revokeToken()],
  ])('dies when %s, and consent is asked for again', async (_name, change) => {
    const token = await install(sandbox);
    change();
    expect(await read(token)).toBe(401);
    expect(sandbox.stores.store('abc123').needsConsent(sandbox.app)).toBe(true);
    expect(await read(await install(sandbox))).toBe(200);
  });

  it('opens only what was granted', async () => {
    const rest = restOf(sandbox, await install(sandbox, 'abc123', ['store_v2_customers']));
    expect((await rest('GET', '/v3/customers/settings')).status).toBe(200);
    expect((await rest('GET', '/v3/channels')).status).toBe(403);
  });

  it('is good for its own store only', async () => {
    const rest = restOf(sandbox, await install(sandbox), 'xyz789');
    await install(sandbox, 'xyz789');
    expect((await rest('GET', '/v3/customers/settings')).status).toBe(401);
  });
});

describe('a signed payload', () => {
  it('carries BigCommerce’s claims', async () => {
    const payload = await sandbox.signPayload('abc123', { userId: 9102, url: '/history', channelId: 1 });
    const secret = new TextEncoder().encode(APP.clientSecret);
    const { payload: claims } = await jwtVerify(payload, secret, {
      audience: APP.clientId,
      issuer: 'bc',
      currentDate: new Date(now),
    });
    expect(claims).toMatchObject({
      sub: 'stores/abc123',
      user: { id: 9102, locale: 'de-DE' },
      owner: { id: 9101 },
      url: '/history',
      channel_id: 1,
      iat: now / 1000,
      exp: now / 1000 + 86_400,
    });
  });

  it('follows the skew of the clock and takes other claims', async () => {
    sandbox.clock.skewMs = -60_000;
    const claims = decodeJwt(
      await sandbox.signPayload('abc123', { overrides: { aud: 'other', jti: undefined } }),
    );
    expect(claims).toMatchObject({ iat: now / 1000 - 60, aud: 'other' });
    expect(claims).not.toHaveProperty('jti');
  });
});
