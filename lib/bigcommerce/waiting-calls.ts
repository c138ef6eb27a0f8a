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

/** A response, or what the network threw. */
export type Outcome = StoreAnswer | Error;

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

/** The calls of one store that wait, a line for each priority, and the reads that take further callers. */
export class WaitingCalls {
  readonly #lines: Record<Priority, Set<Entry>> = {
    save: new Set(),
    read: new Set(),
    'in-view': new Set(),
    rows: new Set(),
    background: new Set(),
  };
  /** Reads that wait or are in flight and take further callers. */
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

  /** All calls that wait, in no order that counts. */
  all(): Entry[] {
    return priorities.flatMap((priority) => [...this.#lines[priority]]);
  }

  /** Adds a job that no caller waits for yet. */
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

  /** Lets a call wait, anew or again. */
  add(entry: Entry): void {
    entry.isWaiting = true;
    this.#lines[entry.priority].add(entry);
    const { shareKey } = entry.job;
    if (shareKey !== null && !this.#shared.has(shareKey)) this.#shared.set(shareKey, entry);
    for (const caller of entry.callers) if (caller.wish.signal?.aborted) this.#leave(entry, caller);
  }

  /** Removes a call from its line. A read goes on to take further callers. */
  remove(entry: Entry): void {
    entry.isWaiting = false;
    this.#lines[entry.priority].delete(entry);
  }

  /** The call that a further caller of this job may share. */
  findShared({ shareKey }: StoreJob): Entry | undefined {
    return shareKey === null ? undefined : this.#shared.get(shareKey);
  }

  /** From now on, callers of the same read get one of their own. */
  endSharing(entry: Entry): void {
    const { shareKey } = entry.job;
    if (shareKey !== null && this.#shared.get(shareKey) === entry) this.#shared.delete(shareKey);
  }

  /** Adds a caller to a call, which moves up where the caller's priority or rank is higher. */
  join(entry: Entry, caller: Caller): void {
    entry.callers.add(caller);
    const { priority, rank = 0, signal } = caller.wish;
    if (signal) {
      // One signal may end the wishes for many storefronts.
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

  /** Ends a call: no caller waits for it afterwards. */
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
   * @param mayWrite false where writes have to go on waiting
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
