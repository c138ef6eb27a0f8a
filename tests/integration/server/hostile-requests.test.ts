import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import de from '../../../lib/i18n/messages/de.json';
import en from '../../../lib/i18n/messages/en.json';
import fr from '../../../lib/i18n/messages/fr.json';
import { openConnection } from '../../harness/raw-connection.ts';
import { startWorld, type World } from '../../../sandbox/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { APP_URL: 'https://customer-settings.example.com' } });
});
afterAll(() => world.stop());

async function exchange(text: string): Promise<{ status: number; head: string; body: string }> {
  const connection = await openConnection(world.app.port);
  connection.send(text);
  const [head = '', body = ''] = (await connection.closed()).split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body };
}

const request = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n');

const required = [
  /^x-content-type-options: nosniff/im,
  /^content-security-policy: .*frame-ancestors/im,
  /^cross-origin-opener-policy: same-origin/im,
  /^cross-origin-resource-policy: same-origin/im,
  /^permissions-policy: .*camera=\(\)/im,
  /^strict-transport-security: max-age=\d{8}/im,
  /^referrer-policy: no-referrer/im,
];

function expectHeaders(head: string): void {
  for (const pattern of required) expect(head).toMatch(pattern);
}

describe('a hostile request', () => {
  const long = 'a'.repeat(15_000);
  it.each([
    ['broken percent-encoding', request('GET /api/stores/%'), 400, 'request_malformed'],
    ['percent-encoding that is no UTF-8', request('GET /stores/%ff'), 400, 'request_malformed'],
    ['an asterisk', request('OPTIONS *'), 400, 'request_malformed'],
    ['an absolute URL', request('GET http://elsewhere.example/'), 400, 'request_malformed'],
    ['TRACE', request('TRACE /'), 405, 'method_not_allowed'],
    ['PROPFIND', request('PROPFIND /'), 405, 'method_not_allowed'],
    ['CONNECT', request('CONNECT elsewhere.example:443'), 405, 'method_not_allowed'],
    ['no HTTP at all', 'EHLO localhost\r\n\r\n', 400, 'request_malformed'],
    [
      'HTTP/1.1 without a host',
      'GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n',
      400,
      'request_malformed',
    ],
    ['a long header', request('GET /', `X-Anything: ${'a'.repeat(5_000)}`), 431, 'headers_too_large'],
    [
      'long headers together',
      request('GET /', ...[1, 2, 3, 4, 5].map((n) => `X-${n}: ${'a'.repeat(4_000)}`)),
      431,
      'headers_too_large',
    ],
    [
      'many headers',
      request('GET /', ...Array.from({ length: 200 }, (_, n) => `X-${n}: a`)),
      431,
      'headers_too_large',
    ],
    ['a long URL', request(`GET /?a=${'a'.repeat(12_000)}`), 414, 'url_too_long'],
    ['many parameters', request(`GET /auth?${'a=1&'.repeat(2_000)}`), 400, 'too_many_parameters'],
    ['the image optimizer', request('GET /_next/image?url=%2Ficon.svg&w=64&q=75'), 404, 'not_found'],
    [
      'an upgrade',
      request('GET /nothing', 'Connection: Upgrade', 'Upgrade: websocket'),
      400,
      'request_malformed',
    ],
    [
      'an upgrade to HTTP/2',
      request(
        'GET /nothing',
        'Connection: Upgrade, HTTP2-Settings',
        'Upgrade: h2c',
        'HTTP2-Settings: AAMAAABk',
      ),
      400,
      'request_malformed',
    ],
    [
      'the image optimizer for another site',
      request('GET /_next/image?url=https%3A%2F%2Felsewhere.example%2Fa.png&w=64&q=75'),
      404,
      'not_found',
    ],
    [
      'an upgrade of a page',
      request('GET /', 'Connection: Upgrade', 'Upgrade: websocket'),
      400,
      'request_malformed',
    ],
  ])('with %s is refused with a problem document and all headers', async (_what, text, status, code) => {
    const answer = await exchange(text);
    expect(answer.status).toBe(status);
    expect(answer.head).toMatch(/^content-type: application\/problem\+json/im);
    expect(JSON.parse(answer.body)).toMatchObject({ status, code });
    expectHeaders(answer.head);
  });

  it('with an unknown expectation is answered as if it had none', async () => {
    const { status, head } = await exchange(request('GET /api/health', 'Expect: x'));
    expect(status).toBe(200);
    expectHeaders(head);
    expect(head).toMatch(/^x-request-id: [\w-]{36}/im);
  });

  it.each([
    ['an upgrade', request('GET /nothing', 'Connection: Upgrade', 'Upgrade: websocket')],
    ['CONNECT', request('CONNECT elsewhere.example:443')],
  ])('with %s whose connection is reset leaves the server alone', async (_what, text) => {
    const connection = await openConnection(world.app.port);
    connection.send(text);
    connection.socket.resetAndDestroy();
    await connection.closed();
    expect((await fetch(`${world.app.url}/api/health`)).status).toBe(200);
  });

  it.each([
    ['User-Agent', long],
    ['Accept-Language', 'a-'.repeat(7_500)],
    ['Accept-Language', '-'.repeat(15_000)],
    ['Cookie', `other=${long}`],
  ])('with a long %s is answered, and costs no more than others', async (name, value) => {
    const timed = async (...headers: string[]) => {
      const startedAt = performance.now();
      expect((await exchange(request('GET /', ...headers))).status).toBe(200);
      return performance.now() - startedAt;
    };
    const plain: number[] = [];
    const long: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      plain.push(await timed());
      long.push(await timed(`${name}: ${value}`));
    }
    // Work that grows with the square of a header's length would take a hundred times as long, each time.
    expect(Math.min(...long)).toBeLessThan(20 * Math.max(...plain));
  });

  it.each([
    ['de-AT, en;q=0.5', de.errors.not_found.title],
    ['fr-CA', fr.errors.not_found.title],
    ['xx', en.errors.not_found.title],
    ['-'.repeat(3_000), en.errors.not_found.title],
  ])('is refused in the language of %s', async (languages, title) => {
    const answer = await exchange(request('GET /_next/image', `Accept-Language: ${languages}`));
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'not_found', title });
  });

  it('is logged as what it is, and never as an error of ours', () => {
    const errors = world.app
      .output()
      .split('\n')
      .filter((line) => /"level":(50|60)/.test(line));
    expect(errors).toEqual([]);
  });
});

describe('a webhook whose body is cut off', () => {
  it('is no error of ours', async () => {
    const connection = await openConnection(world.app.port);
    connection.send('POST /api/webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n{"scope"');
    connection.socket.destroy();
    await connection.closed();
    // The server answers others, and has seen the end of that one by then.
    expect((await fetch(`${world.app.url}/api/nothing`)).status).toBe(404);
    await expect.poll(() => world.app.output()).toMatch(/request_aborted/);
    expect(world.app.output()).not.toMatch(/"level":(50|60)[^\n]*(request_aborted|aborted|ECONNRESET)/);
  });
});

describe('headers of every response', () => {
  it.each([
    '/',
    '/nothing',
    '/icon.svg',
    '/api/health',
    '/api/stores/x/session',
    '/auth',
    '/uninstall',
    '//load',
    '/_next/static/x.js',
  ])('stand on %s', async (path) => {
    const { head } = await exchange(request(`GET ${path}`));
    expectHeaders(head);
    for (const pattern of required) expect(head.match(new RegExp(pattern.source, 'gim'))).toHaveLength(1);
    expect(head).toMatch(/^x-request-id: [\w-]{36}/im);
  });

  it('do not repeat the query of an address with two slashes', async () => {
    const { status, head } = await exchange(request('GET //load?signed_payload_jwt=secret'));
    expect(status).toBe(308);
    expect(head).toMatch(/^location: \/load\r?$/im);
    expect(head).not.toContain('secret');
  });
});

describe('a connection that brings nothing', () => {
  it('is ended, and so is a body that stops', async () => {
    const silent = await openConnection(world.app.port);
    const slow = await openConnection(world.app.port);
    slow.send('GET / HTTP/1.1\r\nHost: ');
    const half = await openConnection(world.app.port);
    half.send('POST /api/webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n{"scope"');
    const [, , answer] = await Promise.all([silent.closed(), slow.closed(), half.closed()]);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });
});
