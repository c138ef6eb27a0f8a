import { setTimeout as wait } from 'node:timers/promises';

/** The duration that one batch aims at. On SQLite no request of this process is served meanwhile. Milliseconds. */
const batchMs = 8;

const fewestRows = 20;
const mostRows = 1_000;

/** Nothing that took longer is worth a longer pause, such as a wait for a lock or for a slow reader. Milliseconds. */
const longestPauseMs = 50;

/**
 * Leaves requests as much of the process and of the database as a step of long work took.
 *
 * @param begunAt when the step began, by `performance.now()`
 */
export async function pauseAfter(begunAt: number): Promise<void> {
  await wait(Math.min(performance.now() - begunAt, longestPauseMs));
}

/**
 * Does long work in small steps, one after the other until there is nothing left. Steps are as large as fits into their
 * time, and pauses as long as the steps leave requests at least half of the process and of the database.
 *
 * @param step handles that many rows, or all where there are fewer
 * @returns how many rows there were
 */
export async function inBatches(step: (limit: number) => Promise<number>): Promise<number> {
  let limit = fewestRows;
  for (let done = 0; ;) {
    const begun = performance.now();
    const rows = await step(limit);
    done += rows;
    if (rows < limit) return done;
    const tookMs = performance.now() - begun;
    await pauseAfter(begun);
    // A single slow step, such as one that had to wait for a lock, says little: the limit at most halves or doubles.
    const factor = Math.min(2, Math.max(0.5, batchMs / tookMs));
    limit = Math.min(mostRows, Math.max(fewestRows, Math.round(limit * factor)));
  }
}
