import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { limits } from '../lib/limits.ts';
import type { Log } from '../lib/log.ts';
import { serverState } from '../lib/server-state.ts';
import type { Connections } from './connections.ts';

export interface Stoppable {
  server: Server;
  connections: Connections;
  log: Log;
  /** How long the server still answers while a load balancer notices that it is not ready, in milliseconds. */
  drainMs: number;
  /** Resolves when Next.js has finished its background work. */
  finishBackgroundWork: () => Promise<void>;
}

/** Waits for work up to a limit. The timer keeps the process alive meanwhile. */
async function atMost(ms: number, work: Promise<unknown>): Promise<'done' | 'late'> {
  const limit = new AbortController();
  const late = wait(ms, 'late' as const, { signal: limit.signal }).catch(() => 'late' as const);
  const outcome = await Promise.race([work.then(() => 'done' as const), late]);
  limit.abort();
  return outcome;
}

async function stop(
  { server, connections, log, finishBackgroundWork }: Stoppable,
  drainMs: number,
): Promise<void> {
  const startedAt = performance.now();
  const left = (untilMs: number): number => Math.max(0, untilMs - (performance.now() - startedAt));
  serverState.phase = 'draining';
  log.info({ drainMs }, 'stopping');
  await wait(drainMs);
  server.close();
  connections.endIdle();
  if ((await atMost(left(limits.stopRequestsMs), connections.untilIdle())) === 'late') {
    log.warn('requests were cut off by the stop');
    connections.cut();
  }
  const finish = async (): Promise<void> => {
    await finishBackgroundWork();
    for (const close of serverState.onStop) await close();
  };
  const late = (await atMost(left(limits.stopMs), finish())) === 'late';
  if (late) log.warn('the stop took too long: background work was cut off');
  log.info({ ms: Math.round(performance.now() - startedAt) }, 'stopped');
  process.exit(late ? 1 : 0);
}

/**
 * Stops the process in order on SIGTERM: not ready, drained, idle connections ended, requests and background work
 * finished, database closed. SIGINT (Ctrl+C) skips the draining. A later signal ends the process at once, unless it
 * follows within {@link limits.signalEchoMs}: npm forwards a signal that the process also gets from the terminal or systemd.
 */
export function stopOnSignals(stoppable: Stoppable): void {
  let begunAt: number | null = null;
  const begin = (drainMs: number, code: number) => (): void => {
    const now = performance.now();
    if (begunAt !== null) {
      if (now - begunAt > limits.signalEchoMs) process.exit(code);
      return;
    }
    begunAt = now;
    stop(stoppable, drainMs).catch((error: unknown) => {
      stoppable.log.error({ error }, 'the stop failed');
      process.exit(1);
    });
  };
  process.on('SIGTERM', begin(stoppable.drainMs, 143));
  process.on('SIGINT', begin(0, 130));
}
