import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { buildConnector } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkPolicyUrl, type PolicyCheckOptions } from '@/lib/policy-check/check-policy-url';
import {
  type Dial,
  dialJudged,
  dialTestOrigin,
  HostLookupError,
  joinAddresses,
  pinnedLookup,
} from '@/lib/policy-check/dial';
import { type Certificates, createCertificates, noCertificates } from '../../harness/certificates';

const publicAddress = '93.184.215.14';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

let handle: Handle;
let server: Server;
let origin = '';
const seen: { method: string; host: string; headers: IncomingMessage['headers'] }[] = [];

const page: Handle = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Set-Cookie': 'a=b' });
  response.end('<h1>Privacy</h1>');
};

/** By the path of a request. */
function byPath(handlers: Record<string, Handle>): Handle {
  return (request, response) => (handlers[request.url ?? ''] ?? page)(request, response);
}

const redirectTo =
  (location: string): Handle =>
  (_request, response) =>
    response.writeHead(302, { Location: location }).end();

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push({
      method: request.method ?? '',
      host: request.headers.host ?? '',
      headers: request.headers,
    });
    handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  seen.length = 0;
  handle = page;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A check whose names all resolve to public addresses, and whose connections end at the server above. */
function check(url: string, options: Partial<PolicyCheckOptions> = {}) {
  return checkPolicyUrl(url, {
    userAgent: 'customer-settings/test',
    resolve: async () => [publicAddress],
    dial: dialTestOrigin(origin),
    ...options,
  });
}

describe('a check of a policy address', () => {
  it('asks with HEAD, then with GET, with our User-Agent and without cookies', async () => {
    expect(await check('https://shop.example/privacy')).toEqual({
      url: 'https://shop.example/privacy',
      failure: null,
      finalUrl: 'https://shop.example/privacy',
      redirects: 0,
      status: 200,
      contentType: 'text/html',
      isEmpty: false,
      toHomePage: false,
      toSignIn: false,
    });
    expect(seen.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
    for (const { headers } of seen) {
      expect(headers['user-agent']).toBe('customer-settings/test');
      expect(headers['accept-encoding']).toBe('identity');
      expect(headers.cookie).toBeUndefined();
      expect(headers.host).toBe('shop.example');
    }
  });

  it.each([404, 410, 500, 503, 401])('reports the status %d', async (status) => {
    handle = (_request, response) => response.writeHead(status).end();
    expect(await check('https://shop.example/privacy')).toMatchObject({ failure: null, status });
  });

  it('takes a server that answers only GET for what GET says', async () => {
    handle = (request, response) =>
      request.method === 'HEAD' ? response.writeHead(405).end() : page(request, response);
    expect(await check('https://shop.example/privacy')).toMatchObject({ status: 200, failure: null });
  });

  it('reports where redirects end, and what kind of page that is', async () => {
    handle = byPath({
      '/old': redirectTo('/new'),
      '/home': redirectTo('https://www.shop.example/'),
      '/members': redirectTo('/login.php?from=members'),
      '/form': redirectTo('/enter'),
      '/enter': (_request, response) => response.end('<form><input type="password"></form>'),
    });
    expect(await check('https://shop.example/old')).toMatchObject({
      redirects: 1,
      finalUrl: 'https://shop.example/new',
      toHomePage: false,
      toSignIn: false,
    });
    expect(await check('https://shop.example/home')).toMatchObject({ toHomePage: true, toSignIn: false });
    expect(await check('https://shop.example/members')).toMatchObject({ toSignIn: true });
    expect(await check('https://shop.example/form')).toMatchObject({ toSignIn: true });
    expect(await check('https://shop.example/')).toMatchObject({ toHomePage: false });
    expect(await check('https://shop.example/login-help')).toMatchObject({ toSignIn: false });
  });

  it('follows three redirects and no more', async () => {
    handle = byPath({
      '/4': redirectTo('/3'),
      '/3': redirectTo('/2'),
      '/2': redirectTo('/1'),
      '/1': redirectTo('/0'),
      '/loop': redirectTo('/loop'),
    });
    expect(await check('https://shop.example/3')).toMatchObject({ redirects: 3, status: 200 });
    expect(await check('https://shop.example/4')).toMatchObject({ failure: 'too_many_redirects' });
    seen.length = 0;
    expect(await check('https://shop.example/loop')).toMatchObject({ failure: 'too_many_redirects' });
    expect(seen).toHaveLength(4);
  });

  it.each([
    ['https://127.0.0.1/', 'not_public'],
    ['https://2130706433/', 'not_public'],
    ['//169.254.169.254/latest/meta-data/', 'not_public'],
    ['https://[::ffff:127.0.0.1]/', 'not_public'],
    ['https://localhost/', 'not_public'],
    ['http://shop.example/', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['https://shop.example:8443/', 'other_port'],
    ['https://admin:admin@shop.example/', 'has_credentials'],
    ['https://', 'redirect_invalid'],
  ])('does not follow a redirect to %s', async (location, failure) => {
    handle = byPath({ '/privacy': redirectTo(location) });
    const reached = await check('https://shop.example/privacy');
    expect(reached).toMatchObject({ failure, status: null });
    expect(seen).toHaveLength(1);
  });

  it('judges every host of a redirect by what it resolves to', async () => {
    handle = byPath({ '/privacy': redirectTo('https://inside.example/') });
    const resolve = async (host: string) => [host === 'inside.example' ? '10.1.2.3' : publicAddress];
    const reached = await check('https://shop.example/privacy', { resolve });
    expect(reached).toMatchObject({ failure: 'not_public', finalUrl: 'https://inside.example/' });
    expect(seen).toHaveLength(1);
  });

  it.each([
    [[], 'name_unknown'],
    [['127.0.0.1'], 'not_public'],
    [[publicAddress, '10.0.0.1'], 'not_public'],
    [[publicAddress, '::1'], 'not_public'],
    [['::ffff:93.184.215.14'], 'not_public'],
    [['nonsense'], 'not_public'],
  ])('connects nowhere where a name resolves to %j', async (addresses, failure) => {
    const reached = await check('https://shop.example/privacy', { resolve: async () => addresses });
    expect(reached).toMatchObject({ failure, status: null });
    expect(seen).toEqual([]);
  });

  it('does not call a name unknown that could not be looked up', async () => {
    const resolve = async () => {
      throw new HostLookupError();
    };
    const reached = await check('https://shop.example/privacy', { resolve });
    expect(reached).toMatchObject({ failure: 'lookup_failed', status: null });
    expect(seen).toEqual([]);
  });

  it('resolves a name once, so that a second answer cannot lead inside', async () => {
    const answers = [[publicAddress], ['127.0.0.1']];
    let asked = 0;
    const judged: (readonly string[] | undefined)[] = [];
    const dial: Dial = (addresses) => (options, callback) => {
      judged.push(addresses.get(options.hostname));
      dialTestOrigin(origin)(addresses)(options, callback);
    };
    handle = byPath({ '/privacy': redirectTo('https://shop.example/next') });
    const resolve = async () => answers[Math.min(asked++, 1)] ?? [];
    const reached = await check('https://shop.example/privacy', { resolve, dial });
    expect(reached).toMatchObject({ failure: null, status: 200 });
    expect(asked).toBe(1);
    expect(new Set(judged)).toEqual(new Set([answers[0]]));
  });

  it('reads no more than 64 KiB of an endless page', async () => {
    let sent = 0;
    let closed = false;
    handle = (request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      if (request.method === 'HEAD') return void response.end();
      response.on('close', () => (closed = true));
      const write = (): void => {
        while (!closed) {
          sent += 16_384;
          if (!response.write('x'.repeat(16_384))) return void response.once('drain', write);
        }
      };
      write();
    };
    expect(await check('https://shop.example/privacy')).toMatchObject({ status: 200, failure: null });
    await expect.poll(() => closed).toBe(true);
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  it('does not unpack what is compressed', async () => {
    const bomb = gzipSync(Buffer.alloc(32 * 1024 * 1024, '<input type="password">'));
    handle = byPath({
      '/privacy': redirectTo('/packed'),
      '/packed': (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' });
        response.end(bomb);
      },
    });
    expect(await check('https://shop.example/privacy')).toMatchObject({ status: 200, toSignIn: false });
  });

  it('gives up a server that does not answer, or answers byte by byte', async () => {
    const begun = performance.now();
    handle = () => undefined;
    expect(await check('https://shop.example/', { timeLimitMs: 200 })).toMatchObject({ failure: 'timeout' });
    handle = (request, response) => {
      if (request.method === 'HEAD') return void response.end();
      response.writeHead(200, { 'Content-Type': 'text/html' });
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    };
    expect(await check('https://shop.example/', { timeLimitMs: 200 })).toMatchObject({ failure: 'timeout' });
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  it('gives up names that are not resolved in time', async () => {
    const resolve = (_host: string, signal: AbortSignal) =>
      new Promise<string[]>((done) => signal.addEventListener('abort', () => done([])));
    const reached = await check('https://shop.example/', { resolve, timeLimitMs: 100 });
    expect(reached).toMatchObject({ failure: 'timeout' });
  });

  it('reports an answer with too many headers, or none that is HTTP', async () => {
    handle = (_request, response) => response.writeHead(200, { 'X-Long': 'x'.repeat(40_000) }).end();
    expect(await check('https://shop.example/')).toMatchObject({ failure: 'answer_unreadable' });
    handle = (request) => void request.socket.end('nonsense\r\n\r\n');
    expect(await check('https://shop.example/')).toMatchObject({ failure: 'answer_unreadable' });
  });

  it('reports a connection that is closed', async () => {
    handle = (request) => void request.socket.destroy();
    expect(await check('https://shop.example/')).toMatchObject({ failure: 'not_connected' });
    expect(seen.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  it('reads the page of a server that closes the connection on HEAD', async () => {
    handle = (request, response) => {
      if (request.method === 'HEAD') request.socket.destroy();
      else page(request, response);
    };
    expect(await check('https://shop.example/privacy')).toMatchObject({ failure: null, status: 200 });
  });
});

describe('the addresses of a name', () => {
  const failed = (code: string): PromiseRejectedResult => ({
    status: 'rejected',
    reason: Object.assign(new Error(code), { code }),
  });
  const found = (...value: string[]): PromiseFulfilledResult<string[]> => ({ status: 'fulfilled', value });

  it('are those of both kinds, or none where the DNS servers say so', () => {
    expect(joinAddresses([found(publicAddress), found('2606:2800::1')])).toEqual([
      publicAddress,
      '2606:2800::1',
    ]);
    expect(joinAddresses([found(publicAddress), failed('ECONNREFUSED')])).toEqual([publicAddress]);
    expect(joinAddresses([failed('ENOTFOUND'), failed('ENOTFOUND')])).toEqual([]);
    expect(joinAddresses([failed('ENODATA'), failed('ENOTFOUND')])).toEqual([]);
  });

  it.each(['ECONNREFUSED', 'ETIMEDOUT'])('are not known after %s', (code) => {
    expect(() => joinAddresses([failed(code), failed(code)])).toThrow(HostLookupError);
    expect(() => joinAddresses([failed('ENODATA'), failed(code)])).toThrow(HostLookupError);
  });
});

describe('the connections of a check', () => {
  it('look up nothing but what was judged', async () => {
    const lookup = pinnedLookup(new Map([['shop.example', [publicAddress, '2606:2800::1']]]));
    const answer = (host: string, all: boolean) =>
      new Promise((done) =>
        lookup(host, { all }, (error, address, family) => done(error?.message ?? [address, family])),
      );
    expect(await answer('shop.example', false)).toEqual([publicAddress, 4]);
    expect(await answer('shop.example', true)).toEqual([
      [
        { address: publicAddress, family: 4 },
        { address: '2606:2800::1', family: 6 },
      ],
      undefined,
    ]);
    expect(await answer('other.example', true)).toBe('the host was not judged');
  });

  describe.skipIf(noCertificates !== null)(`over TLS ${noCertificates ?? ''}`, () => {
    let certificates: Certificates;
    let secure: ReturnType<typeof createTlsServer>;
    let port = 0;
    beforeAll(async () => {
      certificates = await createCertificates();
      const [key, cert] = [readFileSync(certificates.key), readFileSync(certificates.certificate)];
      secure = createTlsServer({ key, cert }, (request, response) => page(request, response));
      secure.listen(0, '127.0.0.1');
      await once(secure, 'listening');
      port = (secure.address() as AddressInfo).port;
    });
    afterAll(async () => {
      secure.closeAllConnections();
      secure.close();
      await certificates.remove();
    });

    /** The real connector's TLS, to the server above. */
    const dialSecure =
      (ca?: Buffer): Dial =>
      () => {
        const connect = buildConnector({
          ...(ca === undefined ? {} : { ca }),
          allowH2: false,
          lookup: pinnedLookup(new Map([['localhost', ['127.0.0.1']]])),
        });
        return (options, callback) =>
          connect(
            { ...options, hostname: 'localhost', port: String(port), servername: options.hostname },
            callback,
          );
      };

    it('need a certificate that a browser would trust', async () => {
      expect(await check('https://shop.example/', { dial: dialSecure() })).toMatchObject({
        failure: 'certificate_invalid',
        status: null,
      });
    });

    it('need a certificate of that very host', async () => {
      const dial = dialSecure(readFileSync(certificates.authority));
      expect(await check('https://shop.example/', { dial })).toMatchObject({
        failure: 'certificate_invalid',
      });
    });

    it('are closed where they end at an address that is not public', async () => {
      const connect = dialJudged(new Map([['localhost', ['127.0.0.1']]]));
      const error = await new Promise<Error | null>((done) =>
        connect(
          { hostname: 'localhost', host: 'localhost', protocol: 'http:', port: new URL(origin).port },
          (...[failure]) => done(failure),
        ),
      );
      expect(error?.message).toBe('connected to an address that is not public');
    });
  });
});
