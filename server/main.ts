import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import nextEnv from '@next/env';
import { env, EnvironmentError } from '../lib/env.ts';
import { securityHeaders } from '../lib/http/security-headers.ts';
import { createLog } from '../lib/log.ts';
import { serverState } from '../lib/server-state.ts';
import packageFile from '../package.json' with { type: 'json' };
import type { Metrics } from './metrics.ts';
import { logRequest } from './request-log.ts';
import { createAppServer, type RequestHandler } from './server.ts';
import { stopOnSignals } from './stop.ts';
import type { Tracing } from './tracing.ts';

const defaultPort = 3_000;

/** React and Next.js read this while they are loaded, so they are imported after it. */
Object.assign(process.env, { NODE_ENV: 'production' });
nextEnv.loadEnvConfig(process.cwd(), false, {
  info: () => undefined,
  error: (text) => process.stderr.write(`${text}\n`),
});

/** Reports a failure as a log line for machines and as text for the operator who started the app, and exits. */
function fail(reason: string, message: string): never {
  const line = { level: 60, time: new Date().toISOString(), event: 'start_failed', reason, msg: message };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Port and host by flags, as `next start` has them, or the port by `PORT`. */
function readAddress(): { port: number; hostname: string | undefined } {
  const { values } = parseArgs({
    options: { port: { type: 'string', short: 'p' }, hostname: { type: 'string', short: 'H' } },
  });
  const port = Number(values.port ?? process.env.PORT ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    fail('port', 'PORT must be a number from 0 to 65535.');
  return { port, hostname: values.hostname };
}

function readEnvironment() {
  try {
    return env();
  } catch (error) {
    if (error instanceof EnvironmentError) fail('environment', error.message);
    throw error;
  }
}

const { port, hostname } = readAddress();
const environment = readEnvironment();
const log = createLog(environment.LOG_LEVEL);

/** Loads the metrics only where the operator switched them on. */
async function createMetricsIfWanted(): Promise<Metrics | null> {
  const { METRICS_PORT: metricsPort, METRICS_TOKEN: token } = environment;
  if (metricsPort === null && token === null) return null;
  const { createMetrics, serveMetrics } = await import('./metrics.ts');
  const created = createMetrics(packageFile.version, token);
  if (metricsPort === null) return created;
  serveMetrics(created, metricsPort).on('error', (error: NodeJS.ErrnoException) => {
    const inUse = `METRICS_PORT ${metricsPort} is in use. Set it to another one.`;
    fail('metrics_port', error.code === 'EADDRINUSE' ? inUse : error.message);
  });
  return created;
}

/** Loaded only where the operator collects traces: without, nothing of OpenTelemetry's SDK is. */
async function startTracingIfWanted(): Promise<Tracing | null> {
  if (environment.OTEL_EXPORTER_OTLP_ENDPOINT === null) return null;
  const { startTracing } = await import('./tracing.ts');
  const tracing = startTracing(packageFile.version);
  serverState.onStop.push(() => tracing.stop());
  return tracing;
}

const metrics = await createMetricsIfWanted();
const tracing = await startTracingIfWanted();
let handler: RequestHandler | null = null;
const { server, connections } = createAppServer({
  handler: () => handler,
  headers: securityHeaders(environment.APP_URL),
  addressHeader: environment.TRUSTED_ADDRESS_HEADER,
  tracing,
  metrics: environment.METRICS_PORT === null ? metrics : null,
  onEnd: (ended) => {
    logRequest(log, ended);
    metrics?.onRequest(ended);
  },
});
server.on('error', (error: NodeJS.ErrnoException) => {
  fail(
    'port',
    error.code === 'EADDRINUSE' ? `Port ${port} is in use. Set PORT to another one.` : error.message,
  );
});
server.listen(port, hostname, () => {
  log.info({ port }, 'listening');
});

const { default: next } = await import('next');
// Next.js adds a handler of upgrades to the server it is given: it gets one that never listens, because this server
// refuses upgrades.
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
