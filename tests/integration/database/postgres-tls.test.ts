import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainStartFailure } from '../../../app/start-failure';
import { openDatabase } from '../../../lib/database/database';
import { findInstallation } from '../../../lib/database/installations';
import { type Certificates, createCertificates, noCertificates } from '../../harness/certificates';
import { type PostgresServer, startPostgres } from '../../postgres';

if (noCertificates !== null) console.warn(`Tests of TLS to PostgreSQL are left out: ${noCertificates}`);

describe.skipIf(noCertificates !== null)(
  'PostgreSQL that wants TLS, with a certificate of a private authority',
  () => {
    let certificates: Certificates;
    let server: PostgresServer;

    beforeAll(async () => {
      certificates = await createCertificates();
      server = await startPostgres(certificates);
    }, 60_000);
    afterAll(async () => {
      await server.stop();
      await certificates.remove();
    });

    async function createUrl(host: string, parameters: Record<string, string>): Promise<string> {
      const url = new URL(await server.createDatabase());
      url.hostname = host;
      url.search = new URLSearchParams(parameters).toString();
      return url.href;
    }

    const opens = async (url: string) => {
      const db = await openDatabase(url);
      expect(await findInstallation(db, 'abc123')).toBeUndefined();
      await db.destroy();
    };

    it('is trusted where sslrootcert names the authority', async () => {
      await opens(
        await createUrl('localhost', { sslmode: 'verify-full', sslrootcert: certificates.authority }),
      );
    });

    it('is used without any check where sslmode=no-verify says so', async () => {
      await opens(await createUrl('127.0.0.1', { sslmode: 'no-verify' }));
    });

    it.each([
      ['its authority is not named', 'localhost', { sslmode: 'verify-full' }, 'sslrootcert'],
      [
        'its certificate is for another name',
        '127.0.0.1',
        { sslmode: 'verify-full', sslrootcert: '' },
        'not trusted',
      ],
      ['no TLS is asked for', 'localhost', { sslmode: 'disable' }, 'sslmode'],
      ['the url says nothing of TLS', 'localhost', {}, 'sslmode'],
    ])('stops the start with words where %s', async (_, host, parameters, words) => {
      const named =
        'sslrootcert' in parameters ? { ...parameters, sslrootcert: certificates.authority } : parameters;
      const url = await createUrl(host, named);
      const error: unknown = await openDatabase(url).catch((thrown: unknown) => thrown);
      const explained = explainStartFailure(error, url);
      expect(explained).toEqual({ reason: 'database_tls', advice: expect.stringContaining(words) as string });
      expect(explained.advice).not.toContain('postgres:postgres');
    });
  },
);

describe('PostgreSQL without TLS', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  async function failureAt(change: (url: URL) => void): Promise<ReturnType<typeof explainStartFailure>> {
    const url = new URL(server.url);
    change(url);
    const error: unknown = await openDatabase(url.href).catch((thrown: unknown) => thrown);
    return explainStartFailure(error, url.href);
  }

  it('stops the start with words where TLS is asked for', async () => {
    const failure = await failureAt((url) => url.searchParams.set('sslmode', 'verify-full'));
    expect(failure).toEqual({ reason: 'database_tls', advice: expect.stringContaining('sslmode') as string });
  });

  it('stops the start with words where the password is wrong, and does not repeat it', async () => {
    const failure = await failureAt((url) => (url.password = 'wrong-word'));
    expect(failure.reason).toBe('database_password');
    expect(failure.advice).not.toContain('wrong-word');
  });

  it('stops the start with words where the database is missing', async () => {
    const failure = await failureAt((url) => (url.pathname = '/not-there'));
    expect(failure).toEqual({
      reason: 'database_missing',
      advice: expect.stringContaining('not-there') as string,
    });
  });
});
