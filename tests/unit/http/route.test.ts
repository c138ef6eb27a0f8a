import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '@/lib/database/database';
import { endInstallation, saveInstallationWithUser } from '@/lib/database/installations';
import { endSession } from '@/lib/database/sessions';
import { AppError } from '@/lib/errors';
import { createRoutes } from '@/lib/http/route';
import { createLog } from '@/lib/log';
import { requestContext } from '@/lib/server-state';
import { deriveKeys } from '@/lib/session/keys';
import { createSessionSealer } from '@/lib/session/session-sealer';

const installationId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const user = { id: 7, email: 'staff@store.example', locale: 'en-US' };
const log = createLog('silent');
const sealer = createSessionSealer(deriveKeys(['a secret that is long enough for the tests']), () =>
  Date.now(),
);

let database: Database;
const { storeRoute, publicRoute } = createRoutes(() => ({
  database,
  sealer,
  log,
}));

const params = (storeHash = 'abc123') => ({ params: Promise.resolve({ storeHash }) });

async function requestWithSession(method = 'GET'): Promise<Request> {
  const seal = await sealer.start({
    installationId,
    storeHash: 'abc123',
    accessToken: 'the-access-token',
    user,
    isOwner: false,
    admission: 0,
    payloadId: null,
  });
  return new Request('http://localhost/api', { method, headers: { Authorization: `Bearer ${seal}` } });
}

const codeOf = async (response: Response): Promise<unknown> => {
  const { code } = (await response.json()) as { code: unknown };
  return code;
};

beforeEach(async () => {
  database = await openDatabase('sqlite::memory:');
  const now = Date.now();
  await saveInstallationWithUser(
    database,
    {
      storeHash: 'abc123',
      installationId,
      accessTokenJwe: 'sealed',
      oauthScopes: [],
      owner: { id: 1, email: 'owner@store.example' },
      installedAt: now,
    },
    { userId: user.id, email: user.email, locale: user.locale, role: 'user', seenAt: now },
  );
});

afterEach(() => database.destroy());

describe('a route of a store', () => {
  const handle = vi.fn(() => Promise.resolve(Response.json({ data: 1 })));
  const route = storeRoute({ GET: { permission: 'read', handle } });

  it('answers a session that counts, with the headers of every response', async () => {
    const response = await route.GET(await requestWithSession(), params());
    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('X-Request-Id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('logs a refused session with its user and the address', async () => {
    const lines: string[] = [];
    const logging = createRoutes(() => ({
      database,
      sealer,
      log: createLog('info', { write: (line) => lines.push(line) }),
    })).storeRoute({ GET: { permission: 'read', handle } });
    const request = await requestWithSession();
    const bigCommerce = { calls: 0, ms: 0, waitMs: 0 };
    const context = { requestId: 'r', traceparent: null, address: '192.0.2.7', bigCommerce };
    await requestContext.run(context, () => logging.GET(request, params('another')));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        event: 'access_refused',
        errorCode: 'store_mismatch',
        storeHash: 'abc123',
        userId: user.id,
        address: '192.0.2.7',
      }),
    ]);
  });

  it('asks for a session before it does anything', async () => {
    handle.mockClear();
    const anonymous = await route.GET(new Request('http://localhost/api'), params());
    const elsewhere = await route.GET(await requestWithSession(), params('another'));
    expect([anonymous.status, anonymous.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer']);
    expect([await codeOf(anonymous), await codeOf(elsewhere)]).toEqual(['session_missing', 'store_mismatch']);
    expect(handle).not.toHaveBeenCalled();
  });

  it('refuses a session that was ended, and one of an installation that is gone', async () => {
    const request = await requestWithSession();
    const { sessionId } = await sealer.open(request.headers.get('Authorization')?.slice(7) ?? '');
    await endSession(database, sessionId, Date.now() + 1_000);
    expect(await codeOf(await route.GET(request, params()))).toBe('session_ended');
    await endInstallation(database, 'abc123', Date.now());
    expect(await codeOf(await route.GET(request, params()))).toBe('installation_gone');
  });

  it('names its verbs, and refuses the others', async () => {
    const options = await route.OPTIONS(new Request('http://localhost/api'), params());
    expect([options.status, options.headers.get('Allow')]).toEqual([204, 'GET, HEAD']);
    const put = await route.PUT(await requestWithSession('PUT'), params());
    expect([put.status, put.headers.get('Allow'), await codeOf(put)]).toEqual([
      405,
      'GET, HEAD',
      'method_not_allowed',
    ]);
  });

  it('answers an unexpected error as internal, and only logs its reason', async () => {
    const error = vi.spyOn(log, 'error');
    const broken = storeRoute({
      GET: { permission: 'read', handle: () => Promise.reject(new TypeError('a secret')) },
    });
    const response = await broken.GET(await requestWithSession(), params());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('a secret');
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ errorCode: 'internal' }), 'request failed');
  });
});

describe('a public route', () => {
  const refused = () => Promise.reject(new AppError('webhook_untrusted'));
  const route = publicRoute('webhook', { POST: refused });

  it('refuses and warns', async () => {
    const warn = vi.spyOn(log, 'warn');
    const response = await route.POST(new Request('http://localhost/api', { method: 'POST' }), params());
    expect([response.status, await codeOf(response)]).toEqual([401, 'webhook_untrusted']);
    expect(response.headers.get('WWW-Authenticate')).toBeNull();
    expect(warn).toHaveBeenCalledWith(
      expect.objectContaining({ errorCode: 'webhook_untrusted' }),
      'webhook refused',
    );
  });

  it('has one verb, and OPTIONS is not one', async () => {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
      const response = await route[method](new Request('http://localhost/api', { method }), params());
      expect([response.status, response.headers.get('Allow')]).toEqual([405, 'POST']);
    }
  });
});
