import { type AppError, isRateLimited, toAppError } from '@/lib/errors';
import { retryAfterSeconds } from '@/lib/retry-after';

/** A few at a time, so that checks of other users have a turn as well. */
const atOnce = 2;

export interface CheckPagesOptions {
  /** Checks one page; rejects where it could not be checked. */
  check: (url: string) => Promise<unknown>;
  /** Waits so many milliseconds. */
  wait: (ms: number) => Promise<void>;
  /** Called with the number of pages that were checked. */
  onProgress: (done: number) => void;
  signal: AbortSignal;
}

/**
 * Checks pages a few at a time. Where the server says that there were too many, it waits as long as the server says.
 *
 * @returns the failure that ended it early, or `null`
 */
export async function checkPages(
  urls: readonly string[],
  { check, wait, onProgress, signal }: CheckPagesOptions,
): Promise<AppError | null> {
  const left = [...urls];
  let done = 0;
  let failure: AppError | null = null;

  async function checkNext(): Promise<void> {
    for (let url = left.shift(); url !== undefined; url = left.shift()) {
      if (signal.aborted || failure !== null) return;
      try {
        await check(url);
        done += 1;
        onProgress(done);
      } catch (reason) {
        const error = toAppError(reason);
        if (!isRateLimited(error)) {
          failure = error;
          return;
        }
        left.unshift(url);
        await wait(retryAfterSeconds(error) * 1_000);
      }
    }
  }

  await Promise.all(Array.from({ length: atOnce }, checkNext));
  return failure;
}
