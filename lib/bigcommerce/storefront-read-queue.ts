import { createHash } from 'node:crypto';
import { type AppError, isRateLimited, toAppError } from '../errors';
import { rateLimited, retryAfterMs } from '../retry-after';
import type { BigCommerceClient, StoreAccess } from './client';
import type { ReadOptions, ReadSettings } from './customer-settings';

/** One of many storefronts: what was read, or why it could not be. */
export type StorefrontRead =
  { channelId: number; read: ReadSettings } | { channelId: number; error: AppError };

/** Reads the settings of one storefront. */
export type ReadStorefront = (
  access: StoreAccess,
  channelId: number,
  options: ReadOptions,
) => Promise<ReadSettings>;

/** The reads of one store's storefronts, each of them made once for all who want it. */
export interface StorefrontReadQueue {
  /**
   * Asks for the settings of one storefront.
   *
   * @param priority reads with a higher one are made first; one that several want has the highest of theirs
   * @param take called once, at once where the storefront was read a moment ago
   * @returns to be called by who does not want it any more
   */
  want(
    access: StoreAccess,
    channelId: number,
    priority: number,
    take: (read: StorefrontRead) => void,
  ): () => void;
  /**
   * Tells of each time that the store's rate limit makes all reads wait, also of one that has begun.
   *
   * @returns to be called by who need not be told any more
   */
  watchPauses(listener: (pauseMs: number) => void): () => void;
  /** Says that a storefront was written: what was read before is not handed out any more. */
  forget(channelId: number): void;
}

/** Reads under way at once: fewer than a store may have, so that a person's own call finds room. */
export const readsAtOnce = 6;
/** Tabs that ask for the same within this time share one read. */
const sharedForMs = 5_000;
/** What nobody can have on a screen. More would wait for longer than anybody stays. */
const mostWaiting = 5_000;
/** A store that refuses again and again is busy beyond what waiting helps. */
const mostRefusals = 8;

interface Job {
  key: string;
  access: StoreAccess;
  channelId: number;
  priority: number;
  refusals: number;
  takers: Set<(read: StorefrontRead) => void>;
  /** Set once it was read. */
  read: StorefrontRead | null;
}

function keyOf({ accessToken }: StoreAccess, channelId: number): string {
  return `${channelId} ${createHash('sha256').update(accessToken).digest('base64')}`;
}

/**
 * Reads a few storefronts of one store at once, while more than half of the store's quota is left, and makes no read
 * that nobody wants any more. A refused read waits with all others: they would be refused too.
 */
export function createStorefrontReadQueue(
  { quotas }: Pick<BigCommerceClient, 'quotas'>,
  readStorefront: ReadStorefront,
  storeHash: string,
): StorefrontReadQueue {
  /** Reads that wait, are under way, or were made a moment ago. */
  const jobs = new Map<string, Job>();
  const waiting = new Set<Job>();
  const listeners = new Set<(pauseMs: number) => void>();
  let underWay = 0;
  let refusedUntil = 0;
  let pause: { timer: NodeJS.Timeout; endsAt: number } | null = null;

  function drop(job: Job): void {
    waiting.delete(job);
    if (jobs.get(job.key) === job) jobs.delete(job.key);
  }

  function endPause(): void {
    clearTimeout(pause?.timer);
    pause = null;
  }

  function beginPause(pauseMs: number): void {
    const timer = setTimeout(() => {
      endPause();
      startReads();
    }, pauseMs);
    pause = { timer, endsAt: performance.now() + pauseMs };
    for (const tell of listeners) tell(pauseMs);
  }

  function firstInTurn(): Job | undefined {
    let first: Job | undefined;
    for (const job of waiting) if (first === undefined || job.priority > first.priority) first = job;
    return first;
  }

  function startReads(): void {
    while (pause === null && underWay < readsAtOnce) {
      const job = firstInTurn();
      if (job === undefined) return;
      const pauseMs = Math.ceil(Math.max(quotas.waitMs(storeHash), refusedUntil - performance.now(), 0));
      if (pauseMs === 0) void make(job);
      // Each answer tells anew what is left of the quota: there is nothing to wait for but them.
      else if (underWay > 0) return;
      else beginPause(pauseMs);
    }
  }

  async function make(job: Job): Promise<void> {
    const { access, channelId } = job;
    waiting.delete(job);
    underWay += 1;
    try {
      finish(job, { channelId, read: await readStorefront(access, channelId, { background: true }) });
    } catch (thrown) {
      fail(job, toAppError(thrown));
    } finally {
      underWay -= 1;
      startReads();
    }
  }

  function fail(job: Job, error: AppError): void {
    const refused = isRateLimited(error) && job.refusals < mostRefusals;
    if (!refused) {
      finish(job, { channelId: job.channelId, error });
      return;
    }
    refusedUntil = Math.max(refusedUntil, performance.now() + retryAfterMs(error));
    job.refusals += 1;
    if (job.takers.size > 0) waiting.add(job);
    else drop(job);
  }

  function finish(job: Job, read: StorefrontRead): void {
    if ('error' in read) drop(job);
    else {
      job.read = read;
      setTimeout(() => drop(job), sharedForMs).unref();
    }
    for (const take of job.takers) take(read);
    job.takers.clear();
  }

  function addJob(key: string, access: StoreAccess, channelId: number, priority: number): Job {
    const job: Job = { key, access, channelId, priority, refusals: 0, takers: new Set(), read: null };
    jobs.set(key, job);
    waiting.add(job);
    return job;
  }

  return {
    want(access, channelId, priority, take) {
      const key = keyOf(access, channelId);
      const known = jobs.get(key);
      if (known?.read) {
        take(known.read);
        return () => undefined;
      }
      if (known === undefined && waiting.size >= mostWaiting) {
        take({ channelId, error: rateLimited(null) });
        return () => undefined;
      }
      const job = known ?? addJob(key, access, channelId, priority);
      job.priority = Math.max(job.priority, priority);
      job.takers.add(take);
      startReads();
      return () => {
        if (job.takers.delete(take) && job.takers.size === 0 && waiting.has(job)) drop(job);
        if (waiting.size === 0) endPause();
      };
    },
    watchPauses(listener) {
      listeners.add(listener);
      if (pause !== null) listener(Math.ceil(pause.endsAt - performance.now()));
      return () => listeners.delete(listener);
    },
    forget(channelId) {
      for (const [key, job] of jobs) if (job.channelId === channelId && !waiting.has(job)) jobs.delete(key);
    },
  };
}
