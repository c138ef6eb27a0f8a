/** The requests to BigCommerce for one save: a read and a write. */
const requestsPerSave = 2;

/** The fewest finished saves from which the pace of a run is estimated. */
const fewestDone = 3;
const shortestMs = 5_000;

/** The progress of a run. */
export interface RunPace {
  left: number;
  done: number;
  elapsedMs: number;
  /** The requests that the store's rate limit allows, where it made the run wait. */
  requestsPerMinute: number | null;
}

/**
 * Estimates how long a run still takes, by its own pace and by what the store's rate limit allows, whichever is slower.
 *
 * @returns milliseconds, `null` while it cannot be estimated
 */
export function estimateTimeLeft({ left, done, elapsedMs, requestsPerMinute }: RunPace): number | null {
  if (left === 0) return null;
  const isPaceKnown = done >= fewestDone && elapsedMs >= shortestMs;
  const byPace = isPaceKnown ? (elapsedMs / done) * left : 0;
  const byLimit = requestsPerMinute === null ? 0 : (left * requestsPerSave * 60_000) / requestsPerMinute;
  const estimate = Math.max(byPace, byLimit);
  return estimate > 0 ? estimate : null;
}
