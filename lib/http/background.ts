import { setTimeout as wait } from 'node:timers/promises';
import { after } from 'next/server';

/** A server that stops waits so long for what nobody waits for. */
const stopLimitMs = 5_000;

async function withinLimit(work: () => Promise<void>): Promise<void> {
  const limit = new AbortController();
  const { signal } = limit;
  try {
    await Promise.race([work(), wait(stopLimitMs, undefined, { signal }).catch(() => undefined)]);
  } finally {
    limit.abort();
  }
}

/**
 * Does something once the request was answered; neither its length nor its failure touches the answer. A server that
 * is asked to stop finishes it, within limits.
 *
 * @param work begun after the answer
 * @param onFailure told of what it threw
 */
export function runInBackground(work: () => Promise<void>, onFailure: (error: unknown) => void): void {
  after(() => withinLimit(work).catch(onFailure));
}
