/** After this long, in milliseconds, one wait of a benchmark is given up. */
export const waitLimitMs = 60_000;

/**
 * Waits for something, but not for ever: a benchmark that hangs says what it waited for.
 *
 * @param ms the limit in milliseconds
 */
export async function within<Result>(ms: number, what: string, promise: Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms / 1000} s`)), ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
