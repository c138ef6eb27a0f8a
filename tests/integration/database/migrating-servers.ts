import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const loader = new URL('../../../server/typescript-imports.ts', import.meta.url).href;
const program = fileURLToPath(new URL('./migrating-server.ts', import.meta.url));

/**
 * Starts processes that all open the same database at the same moment, as servers do that are deployed together.
 *
 * @returns what each had to say, `migrated` or its error
 */
export async function startMigratingServers(url: string, count: number): Promise<string[]> {
  const servers = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--no-warnings', '--import', loader, program, url], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  // Each says that it has loaded; only then do all begin.
  await Promise.all(servers.map((server) => once(server.stdout, 'data')));
  return Promise.all(servers.map(begin));
}

async function begin(server: ChildProcess): Promise<string> {
  const said: string[] = [];
  server.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  server.stdin?.end('begin');
  await once(server, 'close');
  return said.join('');
}
