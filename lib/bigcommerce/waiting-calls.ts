import { setMaxListeners } from 'node:events';
import type { AnswerBody } from './answer-body';
import type { AnswerHeaders } from './retry';

/** The order in which the calls of one store are made. `in-view` and `rows` are storefronts of a list. */
export const priorities = ['save', 'read', 'in-view', 'rows', 'background'] as const;
export type Priority = (typeof priorities)[number];

export interface StoreAnswer {
  status: number;
  headers: AnswerHeaders;
  body: AnswerBody;
}

/** A response, or the network error. */
export type Outcome = StoreAnswer | Error;

/** The options of one caller of a call. Identical reads have several callers. */
export interface Wish {
  priority: Priority;
  /** Within one priority, calls with a higher rank go first, and within one rank the older ones. 0 by default. */
  rank?: number | undefined;
  /** Removes this caller while its call waits. A call that was sent is finished in any case. */
  signal?: AbortSignal | undefined;
  /** Awaited just before each attempt, for one of the callers. */
  onBegin?: (() => Promise<void> | void) | undefined;
}

/** One call to BigCommerce. */
export interface StoreJob {
  /** A key that is equal for reads that may share one response; `null` for all other calls. */
  shareKey: string | null;
  isWrite: boolean;
  /** The time limit in milliseconds, from its arrival, or for paced work from its turn. */
  timeLimitMs: number;
  /** Sends the request once. */
  attempt(timeLeftMs: number): Promise<Outcome>;
  /** Milliseconds until the next attempt, or `null` for none. Not called for a refusal by the rate limit. */
  retryMs(outcome: Outcome, tries: number): number | null;
  onRetry?(outcome: Outcome, waitMs: number): void;
}

export interface Caller {
  wish: Wish;
  resolve: (outcome: Outcome) => void;
  reject: (reason: unknown) => void;
}

/** A job in the queue, with its callers. Times are milliseconds on the gate's clock. */
export interface Entry {
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

/** @returns whether calls of `one` priority are made before those of the `other` */
export function isHigher(one: Priority, other: Priority): boolean {
  return priorities.indexOf(one) < priorities.indexOf(other);
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.rank === other.rank ? one.order < other.order : one.rank > other.rank;
}

/** The waiting calls of one store, a line for each priority, and the reads that can have further callers. */
export class WaitingCalls {
  readonly #lines: Record<Priority, Set<Entry>> = {
    save: new Set(),
    read: new Set(),
    'in-view': new Set(),
    rows: new Set(),
    background: new Set(),
  };
  /** Reads that wait or are in flight and can have further callers. */
  readonly #shared = new Map<string, Entry>();
  readonly #now: () => number;
  #entriesMade = 0;

  /** @param now milliseconds on the gate's clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many calls of this priority wait. */
  count(priority: Priority): number {
    return this.#lines[priority].size;
  }

  /** All calls that wait, in any order. */
  all(): Entry[] {
    return priorities.flatMap((priority) => [...this.#lines[priority]]);
  }

  /** Adds a job without callers. */
  create(job: StoreJob, { priority, rank = 0 }: Wish): Entry {
    this.#entriesMade += 1;
    const entry: Entry = {
      job,
      priority,
      rank,
      order: this.#entriesMade,
      isWaiting: true,
      callers: new Set(),
      deadline: this.#now() + job.timeLimitMs,
      notBefore: 0,
      tries: 0,
      refusals: 0,
    };
    this.add(entry);
    return entry;
  }

  /** Puts a call in its line, for the first time or again. */
  add(entry: Entry): void {
    entry.isWaiting = true;
    this.#lines[entry.priority].add(entry);
    const { shareKey } = entry.job;
    if (shareKey !== null && !this.#shared.has(shareKey)) this.#shared.set(shareKey, entry);
    for (const caller of entry.callers) if (caller.wish.signal?.aborted) this.#leave(entry, caller);
  }

  /** Removes a call from its line. A read can still have further callers. */
  remove(entry: Entry): void {
    entry.isWaiting = false;
    this.#lines[entry.priority].delete(entry);
  }

  /** The call that a further caller of this job may share. */
  findShared({ shareKey }: StoreJob): Entry | undefined {
    return shareKey === null ? undefined : this.#shared.get(shareKey);
  }

  /** Makes later callers of the same read get a call of their own. */
  endSharing(entry: Entry): void {
    const { shareKey } = entry.job;
    if (shareKey !== null && this.#shared.get(shareKey) === entry) this.#shared.delete(shareKey);
  }

  /** Adds a caller to a call, which moves up where the caller's priority or rank is higher. */
  join(entry: Entry, caller: Caller): void {
    entry.callers.add(caller);
    const { priority, rank = 0, signal } = caller.wish;
    if (signal) {
      // One signal may remove the callers of many storefronts.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', () => this.#leave(entry, caller), { once: true });
    }
    if (!entry.isWaiting) return;
    if (isHigher(priority, entry.priority)) {
      this.#lines[entry.priority].delete(entry);
      Object.assign(entry, { priority, rank, deadline: this.#now() + entry.job.timeLimitMs });
      this.#lines[priority].add(entry);
    } else if (priority === entry.priority) entry.rank = Math.max(entry.rank, rank);
  }

  /** Ends a call and answers its callers. */
  end(entry: Entry, report: (caller: Caller) => void): void {
    this.remove(entry);
    this.endSharing(entry);
    const callers = [...entry.callers];
    entry.callers.clear();
    for (const caller of callers) report(caller);
  }

  /**
   * The call of a priority whose turn it is.
   *
   * @param mayWrite false where writes have to wait
   * @param onLater called with the time before which a call must not be made
   */
  first(priority: Priority, mayWrite: boolean, onLater: (at: number) => void): Entry | null {
    const now = this.#now();
    let first: Entry | null = null;
    for (const entry of this.#lines[priority]) {
      if (entry.notBefore > now) onLater(entry.notBefore);
      else if (entry.job.isWrite && !mayWrite) continue;
      else if (first === null || isBefore(entry, first)) first = entry;
    }
    return first;
  }

  #leave(entry: Entry, caller: Caller): void {
    if (!entry.isWaiting || !entry.callers.delete(caller)) return;
    if (entry.callers.size === 0) this.end(entry, () => undefined);
    caller.reject(caller.wish.signal?.reason);
  }
}
