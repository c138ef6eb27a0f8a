import { AsyncResource } from 'node:async_hooks';
import { AppError } from '../errors';
import { rateLimited } from '../retry-after';
import { isRefusal, isTimeout } from './answer-error';
import { createQuotaShare, type Pace } from './quota-share';
import { refusalWaitMs } from './retry';
import { createStoreBreaker, type BreakerState } from './store-breaker';
import {
  type Entry,
  isHigher,
  type Outcome,
  priorities,
  type Priority,
  type StoreAnswer,
  type StoreJob,
  WaitingCalls,
  type Wish,
} from './waiting-calls';

/** Time, passed in so that tests can move it. */
export interface GateClock {
  /** Milliseconds that only grow. */
  now(): number;
  /** Runs `work` once after so many milliseconds. @returns a function that cancels it */
  after(ms: number, work: () => void): () => void;
}

/** The limits for the calls of one priority. */
interface Lane {
  /** The most calls in flight of this lane and of all lanes behind it. */
  atOnce: number;
  /** The most calls that wait. */
  waiting: number;
  /**
   * Whether its calls are paced work, which keeps to its share of the quota and waits out any pause. Other calls are
   * answered within seconds.
   */
  paced: boolean;
  /** The number of refusals by the rate limit after which a call fails. */
  refusals: number;
}

/** The most calls in flight for one store. BigCommerce allows 40 at once on customer groups, for all apps together. */
const callsAtOnce = 8;
const urgent: Lane = { atOnce: callsAtOnce, waiting: 64, paced: false, refusals: 2 };
/** Fewer than the store's limit, so that room is left for users' calls. */
const rows: Lane = { atOnce: 6, waiting: 5_000, paced: true, refusals: 8 };
const lanes: Record<Priority, Lane> = {
  save: urgent,
  read: urgent,
  'in-view': rows,
  rows,
  background: { ...rows, atOnce: 2 },
};

/** A longer pause is reported to the user instead of waited out. Milliseconds. */
const longestUrgentPauseMs = 4_000;
/** An attempt that timed out after less than this does not count for the breaker. Milliseconds. */
const shortestSilenceMs = 2_000;
/** The time limit of a probe, in milliseconds. Calls that arrive meanwhile wait for it. */
const probeLimitMs = 3_000;
/** A pause whose end moves by less is not reported again. Milliseconds. */
const announceToleranceMs = 50;

/** The limit on calls in flight that all stores share. */
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

function notAnswering(retryInMs: number): AppError {
  const seconds = Math.max(1, Math.ceil(retryInMs / 1_000));
  return new AppError('store_not_answering', { retryAfterSeconds: seconds, messageValues: { seconds } });
}

/** Adds the pace to an error, so that the caller can estimate the remaining time. */
function withPace(error: AppError, pace: Pace | null): AppError {
  if (pace === null) return error;
  const requestsPerMinute = Math.round((pace.requests * 60_000) / pace.windowMs);
  error.details.messageValues = { ...error.details.messageValues, requestsPerMinute };
  return error;
}

/** A timer that wakes a queue once, at the earliest of the given times. */
class WakeUp {
  readonly #clock: GateClock;
  readonly #work: () => void;
  #planned: { at: number; cancel: () => void } | null = null;

  constructor(clock: GateClock, work: () => void) {
    this.#clock = clock;
    this.#work = work;
  }

  at(at: number): void {
    if (this.#planned !== null && this.#planned.at <= at) return;
    this.#planned?.cancel();
    const cancel = this.#clock.after(Math.max(0, at - this.#clock.now()), () => {
      this.#planned = null;
      this.#work();
    });
    this.#planned = { at, cancel };
  }
}

/** The pauses of paced work, reported to their listeners. */
class Pauses {
  readonly #listeners = new Set<(pauseMs: number) => void>();
  #until = 0;

  announce(ms: number, now: number): void {
    if (now + ms <= this.#until + announceToleranceMs) return;
    this.#until = now + ms;
    for (const listener of this.#listeners) listener(ms);
  }

  watch(listener: (pauseMs: number) => void, now: number): () => void {
    this.#listeners.add(listener);
    const leftMs = Math.ceil(this.#until - now);
    if (leftMs > 0) listener(leftMs);
    return () => this.#listeners.delete(listener);
  }
}

/** The calls to BigCommerce for one store. See {@link StoreGate} for what its methods promise. */
export class StoreQueue {
  readonly #clock: GateClock;
  readonly #random: () => number;
  readonly #room: Room;
  readonly #waiting: WaitingCalls;
  readonly #inFlight = new Set<Entry>();
  readonly #quota = createQuotaShare();
  readonly #breaker = createStoreBreaker();
  readonly #pauses = new Pauses();
  readonly #wakeUp: WakeUp;
  /** The one call that tests whether the store answers again. */
  #probe: Entry | null = null;
  #refusedUntil = 0;
  /** Refusals by the rate limit without another response in between. */
  #refusalsInRow = 0;

  constructor({ clock, random, room }: StoreQueueOptions) {
    this.#clock = clock;
    this.#random = random;
    this.#room = room;
    this.#waiting = new WaitingCalls(() => clock.now());
    this.#wakeUp = new WakeUp(clock, () => this.#proceed());
  }

  run(job: StoreJob, wish: Wish): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      wish.signal?.throwIfAborted();
      // The start may happen synchronously within another caller's work.
      const onBegin = wish.onBegin && AsyncResource.bind(wish.onBegin);
      const entry = this.#waiting.findShared(job) ?? this.#add(job, wish);
      this.#waiting.join(entry, { wish: { ...wish, onBegin }, resolve, reject });
      this.#proceed();
    });
  }

  assertTurn(): void {
    const now = this.#clock.now();
    if (this.#breaker.state(now) === 'open') throw notAnswering(this.#breaker.retryInMs(now));
    const ms = this.#pauseMs(lanes.rows, now);
    if (ms > 0) throw withPace(rateLimited(ms), this.#quota.pace(now));
  }

  /** How many calls wait, and whether calls to the store are stopped. */
  level(): { waiting: number; breaker: BreakerState } {
    const waiting = [...this.#waiting.all()].length;
    return { waiting, breaker: this.#breaker.state(this.#clock.now()) };
  }

  pace(): Pace | null {
    return this.#quota.pace(this.#clock.now());
  }

  watchPauses(listener: (pauseMs: number) => void): () => void {
    return this.#pauses.watch(listener, this.#clock.now());
  }

  /** Starts the next call. @returns whether there was one, and room for it */
  startNext(): boolean {
    for (;;) {
      const now = this.#clock.now();
      const state = this.#breaker.state(now);
      if (state === 'open') this.#refuseWaiting(now);
      if (this.#probe !== null || state === 'open') return false;
      const entry = this.#firstInTurn(state === 'closed');
      if (entry === null) {
        // A write must not be the probe: its outcome would stay unknown.
        if (state === 'probing' && this.#inFlight.size === 0) this.#refuseWaiting(now);
        return false;
      }
      const ms = this.#pauseMs(lanes[entry.priority], now);
      if (ms > 0 && this.#holdBack(entry, ms, now)) continue;
      if (ms > 0 || !this.#room.enter(entry.priority)) return false;
      if (state === 'probing') this.#probe = entry;
      void this.#make(entry);
      return true;
    }
  }

  #add(job: StoreJob, wish: Wish): Entry {
    if (this.#waiting.count(wish.priority) >= lanes[wish.priority].waiting) throw rateLimited(null);
    return this.#waiting.create(job, wish);
  }

  // Turns

  #proceed(): void {
    while (this.startNext());
  }

  #countFrom(priority: Priority): number {
    let count = 0;
    for (const entry of this.#inFlight) if (!isHigher(entry.priority, priority)) count += 1;
    return count;
  }

  /** Counts one more call in its own lane and in all lanes before it. */
  #hasPlace(priority: Priority): boolean {
    return priorities.every((one) => isHigher(priority, one) || this.#countFrom(one) < lanes[one].atOnce);
  }

  #firstInTurn(mayWrite: boolean): Entry | null {
    for (const priority of priorities) {
      const first = this.#waiting.first(priority, mayWrite, (at) => this.#wakeUp.at(at));
      if (first !== null) return this.#hasPlace(priority) ? first : null;
    }
    return null;
  }

  #pauseMs({ paced }: Lane, now: number): number {
    const refusedMs = Math.max(0, this.#refusedUntil - now);
    if (!paced) return refusedMs;
    // Urgent calls take their part of the quota first.
    const claimed = this.#inFlight.size + this.#waiting.count('save') + this.#waiting.count('read');
    return Math.ceil(Math.max(refusedMs, this.#quota.waitMs(claimed, now)));
  }

  /** @returns whether another entry may start now */
  #holdBack(entry: Entry, ms: number, now: number): boolean {
    const { paced } = lanes[entry.priority];
    if (!paced && (ms > longestUrgentPauseMs || now + ms >= entry.deadline)) {
      this.#waiting.end(entry, ({ reject }) => reject(rateLimited(ms)));
      return true;
    }
    this.#wakeUp.at(now + ms);
    // While rows are in flight, each response updates what is left.
    if (paced && this.#countFrom('in-view') === 0) this.#pauses.announce(ms, now);
    return false;
  }

  #refuseWaiting(now: number): void {
    for (const entry of this.#waiting.all())
      this.#waiting.end(entry, ({ reject }) => reject(notAnswering(this.#breaker.retryInMs(now))));
  }

  // In flight

  async #make(entry: Entry): Promise<void> {
    this.#waiting.remove(entry);
    this.#inFlight.add(entry);
    const { priority } = entry;
    const startedAt = this.#clock.now();
    const outcome = await this.#attempt(entry);
    this.#learn(entry, outcome, this.#clock.now() - startedAt);
    if (entry.job.isWrite) this.#forgetReads();
    this.#inFlight.delete(entry);
    if (this.#probe === entry) this.#probe = null;
    this.#finish(entry, outcome);
    this.#room.leave(priority);
    this.#proceed();
  }

  async #attempt(entry: Entry): Promise<Outcome> {
    const { job, priority } = entry;
    try {
      const [caller] = entry.callers;
      await caller?.wish.onBegin?.();
      const now = this.#clock.now();
      if (lanes[priority].paced) entry.deadline = now + job.timeLimitMs;
      const timeLeftMs = Math.min(entry.deadline - now, this.#probe === entry ? probeLimitMs : Infinity);
      if (timeLeftMs <= 0) return new AppError('store_timeout');
      if (job.isWrite) this.#forgetReads();
      return await job.attempt(timeLeftMs);
    } catch (thrown) {
      return thrown instanceof Error ? thrown : new Error('an attempt failed', { cause: thrown });
    }
  }

  /** Reads that began before a write must not answer requests made after it. */
  #forgetReads(): void {
    for (const entry of this.#inFlight) this.#waiting.endSharing(entry);
  }

  /** Updates the store's state from an outcome: quota, pause and breaker. */
  #learn(entry: Entry, outcome: Outcome, tookMs: number): void {
    const now = this.#clock.now();
    const isProbe = this.#probe === entry;
    if (outcome instanceof Error && isTimeout(outcome)) {
      if (isProbe || tookMs >= shortestSilenceMs) this.#breaker.silent(isProbe, now);
      return;
    }
    if (outcome instanceof AppError && outcome.code === 'store_timeout') return;
    this.#breaker.answered();
    if (outcome instanceof Error) return;
    this.#quota.learn(outcome.headers, this.#inFlight.size, now);
    if (!isRefusal(outcome)) this.#refusalsInRow = 0;
    else if (now >= this.#refusedUntil) this.#refusalsInRow += 1;
  }

  /** Answers the callers, or lets the call wait for its next attempt. */
  #finish(entry: Entry, outcome: Outcome): void {
    if (isRefusal(outcome)) {
      this.#finishRefused(entry, outcome);
      return;
    }
    entry.tries += 1;
    const now = this.#clock.now();
    const ms = entry.job.retryMs(outcome, entry.tries);
    if (ms === null || now + ms >= entry.deadline) {
      this.#waiting.end(entry, ({ resolve }) => resolve(outcome));
      return;
    }
    entry.job.onRetry?.(outcome, ms);
    entry.notBefore = now + ms;
    this.#waiting.add(entry);
  }

  #finishRefused(entry: Entry, refusal: StoreAnswer): void {
    const now = this.#clock.now();
    const ms = refusalWaitMs(refusal.headers, this.#refusalsInRow, this.#random());
    this.#refusedUntil = Math.max(this.#refusedUntil, now + ms);
    const waitMs = this.#refusedUntil - now;
    entry.refusals += 1;
    if (entry.refusals > lanes[entry.priority].refusals) {
      this.#waiting.end(entry, ({ reject }) => reject(rateLimited(waitMs)));
      return;
    }
    entry.job.onRetry?.(refusal, waitMs);
    this.#waiting.add(entry);
  }
}
