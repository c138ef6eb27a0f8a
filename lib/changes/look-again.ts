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
const mostScopes = 10_000;

/** The most scopes of one store that wait for a further read, which leaves places to the other stores. */
const mostScopesOfStore = 500;

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
  /** The times of the planned reads, by store and by scope. */
  const planned = new Map<string, Map<string, Set<number>>>();
  let scopes = 0;

  function timesOf(scope: Scope): Set<number> | null {
    const ofStore = planned.get(scope.storeHash) ?? new Map<string, Set<number>>();
    const key = scopeKey(scope);
    const known = ofStore.get(key);
    if (known !== undefined) return known;
    if (scopes >= mostScopes || ofStore.size >= mostScopesOfStore) return null;
    const times = new Set<number>();
    planned.set(scope.storeHash, ofStore.set(key, times));
    scopes += 1;
    return times;
  }

  function run(scope: Scope, times: Set<number>, at: number): void {
    times.delete(at);
    const ofStore = planned.get(scope.storeHash);
    if (times.size === 0 && ofStore?.delete(scopeKey(scope)) === true) scopes -= 1;
    if (ofStore?.size === 0) planned.delete(scope.storeHash);
    void look(scope);
  }

  return ({ storeHash, channelId }, at) => {
    const scope = { storeHash, channelId };
    const times = timesOf(scope);
    if (times === null) return;
    const isServed = [...times].some((time) => time >= at && time < at + sameLookMs);
    if (isServed || times.size >= mostLooksOfScope) return;
    times.add(at);
    const waitMs = Math.max(0, at - now()) + Math.random() * spreadMs;
    later(() => run(scope, times, at), waitMs);
  };
}
