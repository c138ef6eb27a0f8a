import 'server-only';
import { purgeExpired, purgeHistory } from '@/lib/database/purge';
import { env } from '@/lib/env';
import { toAppError } from '@/lib/errors';
import { captureConsole, toLoggableError } from '@/lib/log';
import { serverState } from '@/lib/server-state';
import { type Services, startServices } from './services';
import { explainStartFailure } from './start-failure';

/** How often what has expired is thrown away. Each server does it; the second finds nothing left. */
const purgeIntervalMs = 15 * 60 * 1000;

/** Says it twice: as a line of the log for machines, and in words for the person who started the app. */
function stop(error: unknown): never {
  const { reason, advice } = explainStartFailure(error, databaseUrl());
  const line = {
    level: 60,
    time: new Date().toISOString(),
    event: 'start_failed',
    reason,
    error: toLoggableError(error),
  };
  process.stdout.write(`${JSON.stringify({ ...line, msg: advice })}\n`);
  process.stderr.write(`${advice}\n`);
  process.exit(1);
}

function databaseUrl(): string | undefined {
  try {
    return env().DATABASE_URL;
  } catch {
    return undefined;
  }
}

async function purge({ database, log, now }: Services): Promise<void> {
  try {
    await purgeExpired(database, now());
    const removed = await purgeHistory(database, now());
    if (removed > 0) log.info({ removed }, 'history purged');
  } catch (error) {
    log.warn({ errorCode: toAppError(error).code, error }, 'purge failed');
  }
}

/**
 * Checks the environment, brings the database to the current schema, and begins the housekeeping. Ends the
 * process with a readable reason when it cannot.
 */
export async function start(): Promise<void> {
  const services = await startServices().catch(stop);
  captureConsole(console, services.log);
  serverState.onStop.push(() => services.database.destroy());
  serverState.phase = 'ready';
  services.log.info('ready');
  setInterval(() => void purge(services), purgeIntervalMs).unref();
}
