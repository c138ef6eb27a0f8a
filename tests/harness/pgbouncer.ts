import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { freePort } from '../../sandbox/app-server';

/** Debian has it where only root's PATH looks. */
const environment = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` };

/** Why there is no PgBouncer to test with; null where there is one. */
export const noPgBouncer: string | null = spawnSync('pgbouncer', ['--version'], { env: environment }).error
  ? 'PgBouncer is not installed (Debian: apt-get install pgbouncer)'
  : null;

export type PoolMode = 'session' | 'transaction';

export interface PgBouncer {
  /** The url of a database of the PostgreSQL behind it, through it. */
  through(databaseUrl: string): string;
  stop(): Promise<void>;
}

/** As Debian ships it, but for the addresses, the pool and the users. */
function configuration(port: number, server: URL, folder: string, mode: PoolMode, poolSize: number): string {
  return `[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'userlist.txt')}
pool_mode = ${mode}
default_pool_size = ${poolSize}
; Each test has a database of its own: what it leaves idle must not use up PostgreSQL's connections.
server_idle_timeout = 1
`;
}

/**
 * Starts Debian's PgBouncer in front of a PostgreSQL, on a free port of 127.0.0.1.
 *
 * @param serverUrl of any database of that PostgreSQL
 * @param poolSize connections to PostgreSQL for each database
 */
export async function startPgBouncer(
  serverUrl: string,
  mode: PoolMode,
  poolSize: number,
): Promise<PgBouncer> {
  const server = new URL(serverUrl);
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'pgbouncer-'));
  // As root it changes to another user, who has to read its files.
  await chmod(folder, 0o755);
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, configuration(port, server, folder, mode, poolSize));
  await writeFile(join(folder, 'userlist.txt'), `"${server.username}" "${server.password}"\n`);
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn('pgbouncer', [...user, file], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilUp(child.stderr);
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  const through = (databaseUrl: string): string => {
    const url = new URL(databaseUrl);
    url.port = String(port);
    return url.href;
  };
  return { through, stop };
}

/** Its log is read to the end: a program whose log nothing reads stops once the pipe is full. */
function untilUp(log: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    let beginning = '';
    log.on('data', (chunk: Buffer) => {
      if (beginning.length < 10_000) beginning += chunk.toString();
      if (beginning.includes('process up')) resolve();
    });
    log.once('end', () => {
      reject(new Error(`PgBouncer did not start: ${beginning}`));
    });
  });
}
