import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sharedPostgresUrl } from '../shared-postgres-url.ts';

/**
 * Starts one PostgreSQL for the whole run: each file makes databases of its own on it.
 *
 * @returns stops it
 */
export default async function startSharedPostgres(): Promise<() => Promise<void>> {
  const child = fork(fileURLToPath(new URL('./shared-postgres-process.ts', import.meta.url)));
  const ended = once(child, 'exit');
  const url = await Promise.race([
    once(child, 'message').then(([sent]) => String(sent)),
    ended.then(() => null),
  ]);
  if (url === null) throw new Error('the shared PostgreSQL did not start');
  process.env[sharedPostgresUrl] = url;
  return async () => {
    child.send('stop');
    await ended;
  };
}
