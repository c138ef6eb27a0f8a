import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why no certificates can be made; null where they can. */
export const noCertificates: string | null = spawnSync('openssl', ['version']).error
  ? 'OpenSSL is not installed (Debian: apt-get install openssl)'
  : null;

/** Files of a private authority and of a server that it vouches for. */
export interface Certificates {
  authority: string;
  certificate: string;
  key: string;
  remove(): Promise<void>;
}

/**
 * Makes a private certificate authority and a certificate of it for `localhost`, and for no address.
 *
 * @throws Error with the words of OpenSSL
 */
export async function createCertificates(): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  await chmod(folder, 0o755);
  const file = (name: string) => join(folder, name);
  const openssl = (...parts: string[]) => execFileSync('openssl', parts, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const authority = ['-keyout', file('ca.key'), '-out', file('ca.crt'), '-subj', '/CN=Private authority'];
  openssl('req', '-x509', ...newKey, ...authority);
  openssl(
    'req',
    ...newKey,
    '-keyout',
    file('server.key'),
    '-out',
    file('server.csr'),
    '-subj',
    '/CN=localhost',
  );
  await writeFile(file('names'), 'subjectAltName = DNS:localhost\n');
  openssl(
    ...['x509', '-req', '-in', file('server.csr'), '-CA', file('ca.crt'), '-CAkey', file('ca.key')],
    ...['-CAcreateserial', '-days', '2', '-extfile', file('names'), '-out', file('server.crt')],
  );
  return {
    authority: file('ca.crt'),
    certificate: file('server.crt'),
    key: file('server.key'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
