import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApiClient } from '../../../lib/api/api-client';
import { toAppError } from '../../../lib/errors';

const html = '<html><body><h1>Bad Gateway</h1></body></html>';

/** The code that a save comes to where the server, or a proxy in front of it, answers this. */
async function codeOfSave(status: number, body: string): Promise<string> {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));
  const api = createApiClient('a-store', {
    current: () => 'a-seal',
    replace: () => undefined,
    noteRole: () => undefined,
  });
  const reason: unknown = await api.storeSettings
    .put({ policyUrl: '' }, '"a"')
    .catch((thrown: unknown) => thrown);
  return toAppError(reason).code;
}

describe('an answer that is no problem of ours', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it.each([502, 503, 504])('is an outage where a proxy answers %i', async (status) => {
    expect(await codeOfSave(status, html)).toBe('offline');
    expect(await codeOfSave(status, '')).toBe('offline');
    expect(await codeOfSave(status, 'null')).toBe('offline');
    expect(await codeOfSave(status, '{"code":"no code of ours"}')).toBe('offline');
  });

  it.each([400, 403, 500])('is a fault with any other status, such as %i', async (status) => {
    expect(await codeOfSave(status, html)).toBe('internal');
  });

  it('leaves our own problems as they are', async () => {
    expect(await codeOfSave(503, '{"code":"store_unavailable"}')).toBe('store_unavailable');
  });
});

describe('the tag of settings', () => {
  afterEach(() => void vi.unstubAllGlobals());

  const tagOfRead = async (meta: object, headers: Record<string, string>) => {
    const body = JSON.stringify({ data: { privacy_settings: { policy_url: '' } }, meta });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { headers })));
    const api = createApiClient('a-store', {
      current: () => 'a-seal',
      replace: () => undefined,
      noteRole: () => undefined,
    });
    return (await api.storeSettings.get()).etag;
  };

  it('is the one of the body, whatever a proxy made of the header', async () => {
    expect(await tagOfRead({ etag: '"a"' }, { ETag: 'W/"a-gzip"' })).toBe('"a"');
    expect(await tagOfRead({ etag: '"a"' }, {})).toBe('"a"');
  });

  it('is the one of the header where the server is of an older release', async () => {
    expect(await tagOfRead({}, { ETag: '"a"' })).toBe('"a"');
  });
});
