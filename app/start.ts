import 'server-only';
import { purgeExpired, purgeHistory } from '@/lib/database/purge';
import { EnvironmentError } from '@/lib/env';
import { toAppError } from '@/lib/errors';
import { captureConsole, toLoggableError } from '@/lib/log';
import { serverState } from '@/lib/server-state';
import { type Services, startServices } from './services';

/** How often what has expired is thrown away. Each server does it; the second finds nothing left. */
const purgeIntervalMs = 15 * 60 * 1000;

function stop(error: unknown): never {
  const reason = () =>
    `The app could not start: ${toAppError(error).code}\n${JSON.stringify(toLoggableError(error))}`;
  process.stderr.write(`${error instanceof EnvironmentError ? error.message : reason()}\n`);
  process.exit(1);
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
