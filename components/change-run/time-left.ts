/** Requests to BigCommerce that one save takes: a read and a write. */
const requestsPerSave = 2;

/** A run that has done less says nothing about its own pace. */
const fewestDone = 3;
const shortestMs = 5_000;

/** How far a run is. */
export interface RunPace {
  left: number;
  done: number;
  elapsedMs: number;
  /** What the store's rate limit allows, where it made the run wait. */
  requestsPerMinute: number | null;
}

/**
 * Estimates how long a run still takes, by its own pace and by what the store's rate limit allows, whichever is slower.
 *
 * @returns milliseconds, `null` while nothing can be said
 */
export function estimateTimeLeft({ left, done, elapsedMs, requestsPerMinute }: RunPace): number | null {
  if (left === 0) return null;
  const isPaceKnown = done >= fewestDone && elapsedMs >= shortestMs;
  const byPace = isPaceKnown ? (elapsedMs / done) * left : 0;
  const byLimit = requestsPerMinute === null ? 0 : (left * requestsPerSave * 60_000) / requestsPerMinute;
  const estimate = Math.max(byPace, byLimit);
  return estimate > 0 ? estimate : null;
}
