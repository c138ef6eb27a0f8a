import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseBody, readText } from '@/lib/bigcommerce/answer-body';

const json = '{"data":{"policy_url":"https://shop.example/ä"}}';
const value = JSON.parse(json) as unknown;
const mostBytes = 10_000;

async function* inChunks(bytes: Uint8Array) {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

const read = (bytes: Uint8Array, headers = {}) => readText(headers, inChunks(bytes), mostBytes);

describe('readText', () => {
  const plain = Buffer.from(json);

  it.each([
    ['gzip', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
    ['br', brotliCompressSync(plain)],
    ['deflate', deflateSync(plain)],
    ['deflate', deflateRawSync(plain)],
    ['GZIP, Br', brotliCompressSync(gzipSync(plain))],
    ['identity', plain],
    ['', gzipSync(plain)],
    ['gzip', plain],
  ])('decodes %j', async (coding, bytes) => {
    expect(await read(bytes, { 'content-encoding': coding })).toBe(json);
  });

  it('drops a byte order mark', async () => {
    expect(await read(Buffer.from(`\uFEFF${json}`))).toBe(json);
    expect(await read(gzipSync(Buffer.from(`\uFEFF${json}`)), { 'content-encoding': 'gzip' })).toBe(json);
  });

  it.each([
    ['too many bytes', Buffer.alloc(mostBytes + 1), {}],
    ['too many bytes once decoded', gzipSync(Buffer.alloc(mostBytes + 1)), { 'content-encoding': 'gzip' }],
    ['an unknown coding', plain, { 'content-encoding': 'pack200' }],
  ])('refuses %s', async (_case, bytes, headers) => {
    await expect(read(bytes, headers)).rejects.toMatchObject({ code: 'store_unreadable' });
  });
});

describe('parseBody', () => {
  it.each([
    json,
    ` \n${json}\n`,
    `<br />\n<b>Notice</b>: Undefined index: [a] in /srv/a.php{1} on line <b>3</b><br />\n${json}`,
    `Warning: {} [] in line 3\n${json}`,
    `${json}\n<!-- served by web-7 -->`,
  ])('finds the JSON in %j', (text) => {
    expect(parseBody(text, {})).toEqual({ kind: 'json', value });
  });

  it('takes a list for one, also behind a notice', () => {
    expect(parseBody('[]', {})).toEqual({ kind: 'json', value: [] });
    expect(parseBody('Deprecated: x\n[{"id":1}]', {})).toEqual({ kind: 'json', value: [{ id: 1 }] });
  });

  it('has nothing to say of an empty body', () => {
    for (const text of ['', ' \n']) expect(parseBody(text, {})).toEqual({ kind: 'json', value: null });
  });

  it.each([
    ['<!DOCTYPE html><h1>Down for maintenance</h1>', {}],
    ['\n<html lang="en"><body>{ } 503</body></html>', {}],
    ['<?xml version="1.0"?><Error/>', {}],
    ['We will be back.', { 'content-type': 'text/html; charset=utf-8' }],
  ])('tells a page from an answer: %j', (text, headers) => {
    expect(parseBody(text, headers)).toEqual({ kind: 'page' });
  });

  it.each(['{"data": {"privacy_', 'Service unavailable', '{]'])('understands nothing of %j', (text) => {
    expect(parseBody(text, { 'content-type': 'application/json' })).toEqual({ kind: 'unreadable' });
  });
});
