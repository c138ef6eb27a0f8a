import 'server-only';
import { purgeExpired, purgeHistory } from '@/lib/database/purge';
import { checkpoint } from '@/lib/database/upkeep';
import { env } from '@/lib/env';
import { asBackgroundWork } from '@/lib/background-work';
import { checkUninstalls, checkUnusedStore } from '@/lib/callbacks/installation-checks';
import { toAppError } from '@/lib/errors';
import { limits } from '@/lib/limits';
import { captureConsole, toLoggableError } from '@/lib/log';
import { serverState } from '@/lib/server-state';
import { type Services, startServices } from './services';
import { explainStartFailure } from './start-failure';

/** How often expired data is removed, in milliseconds. Each server does it; a second one finds nothing left. */
const purgeIntervalMs = 15 * 60 * 1000;

/** How often each server looks for uninstalls that are to be checked. */
const uninstallCheckIntervalMs = 15 * 1000;

/** How long a SQLite file may lack what was saved, and its WAL may hold what was deleted. */
const checkpointIntervalMs = 60 * 1000;

/** Reports a failure as a log line for machines and as text for the operator who started the app, and exits. */
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

/** Does something again and again. A failure is logged, and the next time comes. */
function repeat(
  { log }: Services,
  { name, intervalMs }: { name: string; intervalMs: number },
  work: () => Promise<void>,
): void {
  let inProgress = false;
  async function once(): Promise<void> {
    if (inProgress) return;
    inProgress = true;
    try {
      await work();
    } catch (error) {
      log.warn({ errorCode: toAppError(error).code, error }, `${name} failed`);
    } finally {
      inProgress = false;
    }
  }
  setInterval(() => void asBackgroundWork(once), intervalMs).unref();
}

async function purge({ database, log, now }: Services): Promise<void> {
  await purgeExpired(database, now());
  const removed = await purgeHistory(database, now());
  if (removed > 0) log.info({ removed }, 'history purged');
  await checkpoint(database);
}

/**
 * Checks the environment, brings the database to the current schema, and starts the regular clean-up. Ends the process
 * with a readable reason where it cannot.
 */
export async function start(): Promise<void> {
  const services = await startServices().catch(stop);
  captureConsole(console, services.log);
  serverState.onStop.push(() => services.database.destroy());
  // A stop may have begun meanwhile.
  if (serverState.phase === 'starting') serverState.phase = 'ready';
  services.log.info('ready');
  repeat(services, { name: 'purge', intervalMs: purgeIntervalMs }, () => purge(services));
  const { installationChecks } = services;
  repeat(services, { name: 'check of uninstalls', intervalMs: uninstallCheckIntervalMs }, () =>
    checkUninstalls(installationChecks),
  );
  repeat(services, { name: 'check of unused stores', intervalMs: limits.tokenCheckMs }, () =>
    checkUnusedStore(installationChecks),
  );
  repeat(services, { name: 'checkpoint', intervalMs: checkpointIntervalMs }, () =>
    checkpoint(services.database),
  );
}
