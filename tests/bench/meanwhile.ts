import { setTimeout as wait } from 'node:timers/promises';

/** How long others waited, in milliseconds. */
export interface Waits {
  p99: number;
  slowest: number;
}

const betweenProbesMs = 10;
const quietProbes = 200;

function summarize(times: number[]): Waits {
  const sorted = times.toSorted((one, other) => one - other);
  return { p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, slowest: sorted.at(-1) ?? 0 };
}

async function probeWhile(goesOn: () => boolean, probe: () => Promise<unknown>): Promise<Waits> {
  const times: number[] = [];
  while (goesOn()) {
    const begun = performance.now();
    await probe();
    times.push(performance.now() - begun);
    await wait(betweenProbesMs);
  }
  return summarize(times);
}

/** How long a probe takes while nothing else goes on. */
export function measureQuiet(probe: () => Promise<unknown>): Promise<Waits> {
  let left = quietProbes;
  return probeWhile(() => left-- > 0, probe);
}

/** How long a probe takes while long work goes on, and what came of that. */
export async function measureMeanwhile<T>(
  work: () => Promise<T>,
  probe: () => Promise<unknown>,
): Promise<{ result: T; waits: Waits }> {
  let isOver = false;
  const working = work().finally(() => (isOver = true));
  const waits = await probeWhile(() => !isOver, probe);
  return { result: await working, waits };
}
