import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import nextEnv from '@next/env';
import { env, EnvironmentError } from '../lib/env.ts';
import { securityHeaders } from '../lib/http/security-headers.ts';
import { createLog } from '../lib/log.ts';
import { createAppServer, type RequestHandler } from './server.ts';
import { stopOnSignals } from './stop.ts';

const defaultPort = 3_000;

/** React and Next.js read this while they are loaded, so they are imported after it. */
Object.assign(process.env, { NODE_ENV: 'production' });
nextEnv.loadEnvConfig(process.cwd(), false, {
  info: () => undefined,
  error: (text) => process.stderr.write(`${text}\n`),
});

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Port and host by flags, as `next start` has them, or the port by `PORT`. */
function readAddress(): { port: number; hostname: string | undefined } {
  const { values } = parseArgs({
    options: { port: { type: 'string', short: 'p' }, hostname: { type: 'string', short: 'H' } },
  });
  const port = Number(values.port ?? process.env.PORT ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail('PORT must be a number from 0 to 65535.');
  return { port, hostname: values.hostname };
}

function readEnvironment() {
  try {
    return env();
  } catch (error) {
    if (error instanceof EnvironmentError) fail(error.message);
    throw error;
  }
}

const { port, hostname } = readAddress();
const environment = readEnvironment();
const log = createLog(environment.LOG_LEVEL);

let handler: RequestHandler | null = null;
const { server, connections } = createAppServer({
  handler: () => handler,
  headers: securityHeaders(environment.APP_URL),
  addressHeader: environment.TRUSTED_ADDRESS_HEADER,
  onEnd: () => undefined,
});
server.on('error', (error: NodeJS.ErrnoException) => {
  fail(error.code === 'EADDRINUSE' ? `Port ${port} is in use. Set PORT to another one.` : error.message);
});
server.listen(port, hostname, () => {
  log.info({ port }, 'listening');
});

const { default: next } = await import('next');
// Next.js would add a handler of upgrades to its server: it gets one that never listens, because ours refuses them.
const app = next({
  dev: false,
  port,
  hostname: hostname ?? 'localhost',
  httpServer: createServer(),
  quiet: true,
});
stopOnSignals({
  server,
  connections,
  log,
  drainMs: environment.DRAIN_SECONDS * 1_000,
  finishBackgroundWork: () => app.close(),
});
await app.prepare();
handler = app.getRequestHandler();
