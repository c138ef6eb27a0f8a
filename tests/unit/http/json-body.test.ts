import { describe, expect, it } from 'vitest';
import { limits } from '@/lib/limits';
import { readJsonBody } from '@/lib/http/request-body';

function put(
  body: BodyInit | null,
  headers: Record<string, string> = { 'Content-Type': 'application/json' },
): Request {
  return new Request('http://localhost/', { method: 'PUT', body, headers, duplex: 'half' } as RequestInit);
}

describe('readJsonBody', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    'reads %s',
    async (type) => {
      expect(await readJsonBody(put('{"a":1}', { 'Content-Type': type }))).toEqual({ a: 1 });
    },
  );

  it.each(['text/plain', 'application/jsonp', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'refuses %s',
    async (type) => {
      const refused = readJsonBody(put('{}', { 'Content-Type': type }));
      await expect(refused).rejects.toMatchObject({ code: 'unsupported_media_type', status: 415 });
    },
  );

  it.each(['', '{', 'undefined', '{"a":1}x', "{'a':1}"])('refuses %j, which is no JSON', async (text) => {
    await expect(readJsonBody(put(text))).rejects.toMatchObject({ code: 'malformed_json', status: 400 });
  });

  it('refuses bytes that are no UTF-8', async () => {
    const bytes = new Uint8Array([0x22, 0xff, 0x22]);
    await expect(readJsonBody(put(bytes))).rejects.toMatchObject({ code: 'malformed_json' });
  });

  it('takes 64 KiB and refuses one byte more', async () => {
    const text = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`;
    expect(await readJsonBody(put(text(limits.bodyBytes)))).toHaveLength(limits.bodyBytes - 2);
    const refused = readJsonBody(put(text(limits.bodyBytes + 1)));
    await expect(refused).rejects.toMatchObject({ code: 'body_too_large', status: 413 });
  });

  it('stops reading a body without length as soon as it is too large', async () => {
    let sent = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16 * 1024;
        controller.enqueue(new Uint8Array(16 * 1024).fill(0x20));
      },
      cancel() {
        cancelled = true;
      },
    });
    await expect(readJsonBody(put(endless))).rejects.toMatchObject({ code: 'body_too_large' });
    expect(cancelled).toBe(true);
    expect(sent).toBeLessThan(2 * limits.bodyBytes);
  });
});
