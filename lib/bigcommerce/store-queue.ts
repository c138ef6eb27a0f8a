import { AsyncResource } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { AppError } from '../errors';
import { rateLimited } from '../retry-after';
import type { AnswerBody } from './answer-body';
import { isRefusal, isTimeout } from './answer-error';
import { createQuotaShare, type Pace } from './quota-share';
import { type AnswerHeaders, refusalWaitMs } from './retry';
import { createStoreBreaker } from './store-breaker';

/** The order in which the calls of one store are made. `in-view` and `rows` are storefronts of a list. */
export const priorities = ['save', 'read', 'in-view', 'rows', 'background'] as const;
export type Priority = (typeof priorities)[number];

export interface StoreAnswer {
  status: number;
  headers: AnswerHeaders;
  body: AnswerBody;
}

/** A response, or what the network threw. */
export type Outcome = StoreAnswer | Error;

/** Time, passed in so that tests can move it. */
export interface GateClock {
  /** Milliseconds that only grow. */
  now(): number;
  /** Runs `work` once after so many milliseconds. @returns to be called so that it does not run */
  after(ms: number, work: () => void): () => void;
}

/** What one caller wants of a call. Identical reads have several callers. */
export interface Wish {
  priority: Priority;
  /** Of one priority, calls with a higher rank are made first, and of one rank the older ones. 0 where left out. */
  rank?: number | undefined;
  /** Ends the wish while its call waits. A call that was sent is finished in any case. */
  signal?: AbortSignal | undefined;
  /** Awaited just before each attempt, for one of the callers. */
  onBegin?: (() => Promise<void> | void) | undefined;
}

/** One call to BigCommerce. */
export interface StoreJob {
  /** The same for reads that may share one response; `null` for all other calls. */
  shareKey: string | null;
  isWrite: boolean;
  /** Milliseconds, from its arrival, or for paced work from its turn. */
  timeLimitMs: number;
  /** Sends it once. */
  attempt(timeLeftMs: number): Promise<Outcome>;
  /** Milliseconds until the next attempt, or `null` for none. A refusal for the rate limit is not its concern. */
  retryMs(outcome: Outcome, tries: number): number | null;
  onRetry?(outcome: Outcome, waitMs: number): void;
}

/** What holds for the calls of one priority. */
interface Lane {
  /** Calls in flight of this lane and of all lanes behind it. */
  atOnce: number;
  /** Calls that may wait. */
  waiting: number;
  /** Paced work keeps to its share of the quota and waits out any pause. Other calls are answered within seconds. */
  paced: boolean;
  /** Refusals for the rate limit after which a call fails. */
  refusals: number;
}

/** BigCommerce allows 40 at once on customer groups; other apps want theirs. */
const callsAtOnce = 8;
const urgent: Lane = { atOnce: callsAtOnce, waiting: 64, paced: false, refusals: 2 };
/** Fewer than a store may have in all, so that a person's own call finds room. */
const rows: Lane = { atOnce: 6, waiting: 5_000, paced: true, refusals: 8 };
const lanes: Record<Priority, Lane> = {
  save: urgent,
  read: urgent,
  'in-view': rows,
  rows,
  background: { ...rows, atOnce: 2 },
};

/** A longer pause is reported to the person instead of waited out. */
const longestUrgentPauseMs = 4_000;
/** An attempt that timed out after less than this says nothing about the store. */
const shortestSilenceMs = 2_000;
/** Callers who come while a probe is in flight wait for it. */
const probeLimitMs = 3_000;
/** A pause whose end moves by less is not announced again. */
const announceToleranceMs = 50;

interface Caller {
  wish: Wish;
  resolve: (outcome: Outcome) => void;
  reject: (reason: unknown) => void;
}

interface Entry {
  job: StoreJob;
  priority: Priority;
  rank: number;
  order: number;
  isWaiting: boolean;
  callers: Set<Caller>;
  deadline: number;
  notBefore: number;
  tries: number;
  refusals: number;
}

/** The room that all stores share. */
export interface Room {
  /** @returns whether there was room; where there was none, `startNext` is called once there is */
  enter(priority: Priority): boolean;
  leave(priority: Priority): void;
}

export interface StoreQueueOptions {
  clock: GateClock;
  /** From 0 to 1, for jitter. */
  random: () => number;
  room: Room;
}

/** The calls to BigCommerce for one store. See {@link StoreGate} for what its methods promise. */
export interface StoreQueue {
  run(job: StoreJob, wish: Wish): Promise<Outcome>;
  assertTurn(): void;
  pace(): Pace | null;
  watchPauses(listener: (pauseMs: number) => void): () => void;
  /** Begins the call whose turn it is. @returns whether there was one, and room for it */
  startNext(): boolean;
}

function notAnswering(retryInMs: number): AppError {
  const seconds = Math.max(1, Math.ceil(retryInMs / 1_000));
  return new AppError('store_not_answering', { retryAfterSeconds: seconds, messageValues: { seconds } });
}

/** What paced work may do lets the caller estimate how long the rest of it takes. */
function withPace(error: AppError, pace: Pace | null): AppError {
  if (pace === null) return error;
  const requestsPerMinute = Math.round((pace.requests * 60_000) / pace.windowMs);
  error.details.messageValues = { ...error.details.messageValues, requestsPerMinute };
  return error;
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.rank === other.rank ? one.order < other.order : one.rank > other.rank;
}

function isHigher(one: Priority, other: Priority): boolean {
  return priorities.indexOf(one) < priorities.indexOf(other);
}

export function createStoreQueue({ clock, random, room }: StoreQueueOptions): StoreQueue {
  const waiting = new Map(priorities.map((priority) => [priority, new Set<Entry>()]));
  const inFlight = new Set<Entry>();
  /** Reads that wait or are in flight and take further callers. */
  const shared = new Map<string, Entry>();
  const quota = createQuotaShare();
  const breaker = createStoreBreaker();
  const listeners = new Set<(pauseMs: number) => void>();
  let probe: Entry | null = null;
  let entriesMade = 0;
  let refusedUntil = 0;
  /** With no other response in between. */
  let refusalsInRow = 0;
  let announcedUntil = 0;
  let wake: { at: number; cancel: () => void } | null = null;

  function lineOf(priority: Priority): Set<Entry> {
    return waiting.get(priority) ?? new Set();
  }

  function wakeAt(at: number): void {
    if (wake !== null && wake.at <= at) return;
    wake?.cancel();
    const cancel = clock.after(Math.max(0, at - clock.now()), () => {
      wake = null;
      proceed();
    });
    wake = { at, cancel };
  }

  // Waiting

  function addWaiting(entry: Entry): void {
    entry.isWaiting = true;
    lineOf(entry.priority).add(entry);
    const { shareKey } = entry.job;
    if (shareKey !== null && !shared.has(shareKey)) shared.set(shareKey, entry);
  }

  function removeWaiting(entry: Entry): void {
    entry.isWaiting = false;
    lineOf(entry.priority).delete(entry);
  }

  function endSharing(entry: Entry): void {
    const { shareKey } = entry.job;
    if (shareKey !== null && shared.get(shareKey) === entry) shared.delete(shareKey);
  }

  /** Ends an entry: no caller waits for it afterwards. */
  function end(entry: Entry, report: (caller: Caller) => void): void {
    removeWaiting(entry);
    endSharing(entry);
    const callers = [...entry.callers];
    entry.callers.clear();
    for (const caller of callers) report(caller);
  }

  function leave(entry: Entry, caller: Caller): void {
    if (!entry.isWaiting || !entry.callers.delete(caller)) return;
    if (entry.callers.size === 0) end(entry, () => undefined);
    caller.reject(caller.wish.signal?.reason);
  }

  function join(entry: Entry, caller: Caller): void {
    entry.callers.add(caller);
    const { priority, rank = 0, signal } = caller.wish;
    if (signal) {
      // One signal may end the wishes for many storefronts.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', () => leave(entry, caller), { once: true });
    }
    if (!entry.isWaiting) return;
    if (isHigher(priority, entry.priority)) {
      lineOf(entry.priority).delete(entry);
      Object.assign(entry, { priority, rank, deadline: clock.now() + entry.job.timeLimitMs });
      lineOf(priority).add(entry);
    } else if (priority === entry.priority) entry.rank = Math.max(entry.rank, rank);
  }

  function newEntry(job: StoreJob, { priority, rank = 0 }: Wish): Entry {
    if (lineOf(priority).size >= lanes[priority].waiting) throw rateLimited(null);
    entriesMade += 1;
    const entry: Entry = {
      job,
      priority,
      rank,
      order: entriesMade,
      isWaiting: true,
      callers: new Set(),
      deadline: clock.now() + job.timeLimitMs,
      notBefore: 0,
      tries: 0,
      refusals: 0,
    };
    addWaiting(entry);
    return entry;
  }

  // Turns

  function countFrom(priority: Priority): number {
    let count = 0;
    for (const entry of inFlight) if (!isHigher(entry.priority, priority)) count += 1;
    return count;
  }

  /** One more call counts in its own lane and in all lanes before it. */
  function hasPlace(priority: Priority): boolean {
    return priorities.every((one) => isHigher(priority, one) || countFrom(one) < lanes[one].atOnce);
  }

  function firstOf(priority: Priority, now: number, mayWrite: boolean): Entry | null {
    let first: Entry | null = null;
    for (const entry of lineOf(priority)) {
      if (entry.notBefore > now) wakeAt(entry.notBefore);
      else if (entry.job.isWrite && !mayWrite) continue;
      else if (first === null || isBefore(entry, first)) first = entry;
    }
    return first;
  }

  function firstInTurn(now: number, mayWrite: boolean): Entry | null {
    for (const priority of priorities) {
      const first = firstOf(priority, now, mayWrite);
      if (first !== null) return hasPlace(priority) ? first : null;
    }
    return null;
  }

  function pauseMs({ paced }: Lane, now: number): number {
    const refusedMs = Math.max(0, refusedUntil - now);
    if (!paced) return refusedMs;
    // What people wait for takes its part of the quota first.
    const claimed = inFlight.size + lineOf('save').size + lineOf('read').size;
    return Math.ceil(Math.max(refusedMs, quota.waitMs(claimed, now)));
  }

  function announcePause(ms: number, now: number): void {
    // While rows are in flight, each response says anew what is left.
    if (countFrom('in-view') > 0 || now + ms <= announcedUntil + announceToleranceMs) return;
    announcedUntil = now + ms;
    for (const listener of listeners) listener(ms);
  }

  /** @returns whether another entry may be in turn now */
  function holdBack(entry: Entry, ms: number, now: number): boolean {
    const { paced } = lanes[entry.priority];
    if (!paced && (ms > longestUrgentPauseMs || now + ms >= entry.deadline)) {
      end(entry, ({ reject }) => reject(rateLimited(ms)));
      return true;
    }
    wakeAt(now + ms);
    if (paced) announcePause(ms, now);
    return false;
  }

  function refuseWaiting(now: number): void {
    for (const line of waiting.values())
      for (const entry of line) end(entry, ({ reject }) => reject(notAnswering(breaker.retryInMs(now))));
  }

  function startNext(): boolean {
    for (;;) {
      const now = clock.now();
      const state = breaker.state(now);
      if (state === 'open') refuseWaiting(now);
      if (probe !== null || state === 'open') return false;
      const entry = firstInTurn(now, state === 'closed');
      if (entry === null) {
        // A write must not be what tests whether the store answers: its outcome would stay unknown.
        if (state === 'probing' && inFlight.size === 0) refuseWaiting(now);
        return false;
      }
      const ms = pauseMs(lanes[entry.priority], now);
      if (ms > 0 && holdBack(entry, ms, now)) continue;
      if (ms > 0 || !room.enter(entry.priority)) return false;
      if (state === 'probing') probe = entry;
      void make(entry);
      return true;
    }
  }

  function proceed(): void {
    while (startNext());
  }

  // In flight

  /** Reads that began before a write must not answer requests made after it. */
  function forgetReads(): void {
    for (const entry of inFlight) endSharing(entry);
  }

  async function attempt(entry: Entry): Promise<Outcome> {
    const { job, priority } = entry;
    try {
      const [caller] = entry.callers;
      await caller?.wish.onBegin?.();
      const now = clock.now();
      if (lanes[priority].paced) entry.deadline = now + job.timeLimitMs;
      const timeLeftMs = Math.min(entry.deadline - now, probe === entry ? probeLimitMs : Infinity);
      if (timeLeftMs <= 0) return new AppError('store_timeout');
      if (job.isWrite) forgetReads();
      return await job.attempt(timeLeftMs);
    } catch (thrown) {
      return thrown instanceof Error ? thrown : new Error('an attempt failed', { cause: thrown });
    }
  }

  function learn(entry: Entry, outcome: Outcome, tookMs: number): void {
    const now = clock.now();
    const isProbe = probe === entry;
    if (outcome instanceof Error && isTimeout(outcome)) {
      if (isProbe || tookMs >= shortestSilenceMs) breaker.silent(isProbe, now);
      return;
    }
    if (outcome instanceof AppError && outcome.code === 'store_timeout') return;
    breaker.answered();
    if (outcome instanceof Error) return;
    quota.learn(outcome.headers, inFlight.size, now);
    if (!isRefusal(outcome)) refusalsInRow = 0;
    else if (now >= refusedUntil) refusalsInRow += 1;
  }

  function waitAgain(entry: Entry): void {
    addWaiting(entry);
    for (const caller of entry.callers) if (caller.wish.signal?.aborted) leave(entry, caller);
  }

  function settle(entry: Entry, outcome: Outcome): void {
    const { job } = entry;
    const now = clock.now();
    if (isRefusal(outcome)) {
      const ms = refusalWaitMs(outcome.headers, refusalsInRow, random());
      refusedUntil = Math.max(refusedUntil, now + ms);
      entry.refusals += 1;
      if (entry.refusals > lanes[entry.priority].refusals) {
        end(entry, ({ reject }) => reject(rateLimited(refusedUntil - now)));
        return;
      }
      job.onRetry?.(outcome, refusedUntil - now);
      waitAgain(entry);
      return;
    }
    entry.tries += 1;
    const ms = job.retryMs(outcome, entry.tries);
    if (ms === null || now + ms >= entry.deadline) {
      end(entry, ({ resolve }) => resolve(outcome));
      return;
    }
    job.onRetry?.(outcome, ms);
    entry.notBefore = now + ms;
    waitAgain(entry);
  }

  async function make(entry: Entry): Promise<void> {
    removeWaiting(entry);
    inFlight.add(entry);
    const { priority } = entry;
    const startedAt = clock.now();
    const outcome = await attempt(entry);
    learn(entry, outcome, clock.now() - startedAt);
    if (entry.job.isWrite) forgetReads();
    inFlight.delete(entry);
    if (probe === entry) probe = null;
    settle(entry, outcome);
    room.leave(priority);
    proceed();
  }

  return {
    run: (job, wish) =>
      new Promise((resolve, reject) => {
        wish.signal?.throwIfAborted();
        // Its turn may come in the middle of another caller's work.
        const onBegin = wish.onBegin && AsyncResource.bind(wish.onBegin);
        const known = job.shareKey === null ? undefined : shared.get(job.shareKey);
        join(known ?? newEntry(job, wish), { wish: { ...wish, onBegin }, resolve, reject });
        proceed();
      }),
    assertTurn() {
      const now = clock.now();
      if (breaker.state(now) === 'open') throw notAnswering(breaker.retryInMs(now));
      const ms = pauseMs(lanes.rows, now);
      if (ms > 0) throw withPace(rateLimited(ms), quota.pace(now));
    },
    pace: () => quota.pace(clock.now()),
    watchPauses(listener) {
      listeners.add(listener);
      const leftMs = Math.ceil(announcedUntil - clock.now());
      if (leftMs > 0) listener(leftMs);
      return () => listeners.delete(listener);
    },
    startNext,
  };
}
