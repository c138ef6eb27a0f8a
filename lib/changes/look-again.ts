import { setTimeout as setTimer } from 'node:timers';
import { type Scope, scopeKey } from '../settings/scope';

interface LookAgainOptions {
  /** Reads a scope in the background and compares it with what is known; never rejects. */
  look: (scope: Scope) => Promise<void>;
  /** Milliseconds since the epoch, by the clock of the times that are passed. */
  now: () => number;
  /** Calls back after so many milliseconds; passed in so that tests can say when that is. */
  later?: (run: () => void, ms: number) => void;
}

/** The most scopes that wait for a further read. Others are read when the app is opened. */
const mostScopes = 2_000;

/** The most planned reads of one scope. */
const mostLooksOfScope = 8;

/** A read that is planned for up to this much later is used instead of another one. Milliseconds. */
const sameLookMs = 2_000;

/** Random delay, so that two servers that planned the same read do not read at the same moment. Milliseconds. */
const spreadMs = 500;

/**
 * Plans further reads of scopes, in memory. Plans are lost when the server stops; opening the app reads the scopes
 * again.
 *
 * @returns a function that plans a read of a scope at a time, in milliseconds since the epoch
 */
export function createLookAgain({
  look,
  now,
  later = (run, ms) => void setTimer(run, ms).unref(),
}: LookAgainOptions): (scope: Scope, at: number) => void {
  const planned = new Map<string, Set<number>>();

  function run(key: string, scope: Scope, at: number): void {
    const times = planned.get(key);
    times?.delete(at);
    if (times?.size === 0) planned.delete(key);
    void look(scope);
  }

  return ({ storeHash, channelId }, at) => {
    const scope = { storeHash, channelId };
    const key = scopeKey(scope);
    const times = planned.get(key) ?? new Set<number>();
    const isServed = [...times].some((time) => time >= at && time < at + sameLookMs);
    const isFull = times.size >= mostLooksOfScope || (times.size === 0 && planned.size >= mostScopes);
    if (isServed || isFull) return;
    planned.set(key, times.add(at));
    const waitMs = Math.max(0, at - now()) + Math.random() * spreadMs;
    later(() => run(key, scope, at), waitMs);
  };
}
