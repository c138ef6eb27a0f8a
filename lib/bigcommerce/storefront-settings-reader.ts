import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { AppError } from '../errors';
import type { StorefrontSettings } from '../settings/customer-settings';
import type { BigCommerceClient, StoreAccess } from './client';
import { type ReadSettings, storefrontSettings } from './customer-settings';

/** One of many storefronts: what was read, or why it could not be. */
export type StorefrontRead =
  { channelId: number; read: ReadSettings<StorefrontSettings> } | { channelId: number; error: AppError };

/** A pause for the store's rate limit, so that whoever waits can be told. */
export interface ReadingPause {
  pauseMs: number;
}

export interface StorefrontSettingsReader {
  /**
   * Reads the settings of many storefronts of one store, in the given order, and hands each over as it comes.
   *
   * @param options `inView` for storefronts that somebody looks at now: they go before all others, newest first
   * @returns one {@link StorefrontRead} for each, with pauses between; cancelling it ends what nobody else waits for
   */
  read(
    access: StoreAccess,
    channelIds: readonly number[],
    options?: { inView?: boolean },
  ): ReadableStream<StorefrontRead | ReadingPause>;
  /** Says that a storefront was written: what was read before is not handed out any more. */
  forget(storeHash: string, channelId: number): void;
}

/** Reads under way at once for one store: fewer than a store may have, so that a person's own call finds room. */
export const readsAtOnce = 6;
/** Tabs that ask for the same within this time share one read. */
const sharedForMs = 5_000;
const readsRemembered = 20_000;
const storesRemembered = 2_000;
/** A store that refuses again and again is busy beyond what waiting helps. */
const mostRefusals = 8;
const fallbackPauseMs = 10_000;

/** One read, which several tabs may wait for. */
interface Job {
  id: string;
  outcome: Promise<StorefrontRead>;
  /** How many wait for it. */
  wanted: number;
  started: boolean;
}

interface StoreReading {
  queue: PQueue;
  /** Told of each pause. */
  listeners: Set<(pauseMs: number) => void>;
}

function jobId({ storeHash, accessToken }: StoreAccess, channelId: number): string {
  const token = createHash('sha256').update(accessToken).digest('base64').slice(0, 16);
  return `${storeHash} ${channelId} ${token}`;
}

function pauseAfter({ details }: AppError): number {
  return details.retryAfterSeconds === undefined ? fallbackPauseMs : details.retryAfterSeconds * 1_000;
}

/**
 * Reads many storefronts without a storm: a few at once for one store, what somebody looks at goes first, reads are shared for a few seconds, and at least half of the store's quota stays for others.
 */
export function createStorefrontSettingsReader(client: BigCommerceClient): StorefrontSettingsReader {
  const stores = new LRUCache<string, StoreReading>({ max: storesRemembered });
  const jobs = new LRUCache<string, Job>({ max: readsRemembered });
  let requests = 0;

  function readingOf(storeHash: string): StoreReading {
    const reading = stores.get(storeHash) ?? {
      queue: new PQueue({ concurrency: readsAtOnce }),
      listeners: new Set(),
    };
    stores.set(storeHash, reading);
    return reading;
  }

  async function pause(storeHash: string, leastMs: number, job: Job): Promise<void> {
    let pauseMs = Math.max(leastMs, client.quotas.waitMs(storeHash));
    while (pauseMs > 0 && job.wanted > 0) {
      for (const tell of readingOf(storeHash).listeners) tell(pauseMs);
      await wait(pauseMs);
      pauseMs = client.quotas.waitMs(storeHash);
    }
  }

  async function readOne(access: StoreAccess, channelId: number, job: Job): Promise<StorefrontRead> {
    const resource = storefrontSettings(client, access, channelId);
    let refusedForMs = 0;
    for (let refusals = 0; ; refusals += 1) {
      await pause(access.storeHash, refusedForMs, job);
      // Everybody left: the read is not made, and nobody is told.
      if (job.wanted === 0) return { channelId, error: new AppError('store_timeout') };
      try {
        return { channelId, read: await resource.get({ background: true }) };
      } catch (thrown) {
        const error = thrown instanceof AppError ? thrown : new AppError('internal', { cause: thrown });
        if (error.code !== 'store_rate_limited' || refusals >= mostRefusals) return { channelId, error };
        refusedForMs = pauseAfter(error);
      }
    }
  }

  function startJob(access: StoreAccess, channelId: number, id: string, priority: number): Job {
    const run = async () => {
      job.started = true;
      const outcome = await readOne(access, channelId, job);
      if (jobs.peek(id) === job) {
        if ('error' in outcome) jobs.delete(id);
        else jobs.set(id, job, { ttl: sharedForMs });
      }
      return outcome;
    };
    const { queue } = readingOf(access.storeHash);
    const job: Job = {
      id,
      wanted: 0,
      started: false,
      outcome: Promise.resolve().then(() => queue.add(run, { id, priority })),
    };
    jobs.set(id, job);
    return job;
  }

  /** The read under way or just made, hurried on to where the newest request has it, else a new one. */
  function joinJob(access: StoreAccess, channelId: number, priority: number): Job {
    const id = jobId(access, channelId);
    const known = jobs.get(id);
    if (known === undefined) return startJob(access, channelId, id, priority);
    if (!known.started) readingOf(access.storeHash).queue.setPriority(id, priority);
    return known;
  }

  return {
    read(access, channelIds, { inView = false } = {}) {
      requests += 1;
      const priority = inView ? requests : -requests;
      const { listeners } = readingOf(access.storeHash);
      const waitingFor = new Set<Job>();
      let tell: (pauseMs: number) => void = () => undefined;

      function leave(): void {
        listeners.delete(tell);
        for (const job of waitingFor) job.wanted -= 1;
        waitingFor.clear();
      }

      return new ReadableStream({
        async start(controller) {
          tell = (pauseMs) => {
            controller.enqueue({ pauseMs });
          };
          listeners.add(tell);
          const handOver = async (channelId: number) => {
            const job = joinJob(access, channelId, priority);
            job.wanted += 1;
            waitingFor.add(job);
            const outcome = await job.outcome;
            if (!waitingFor.delete(job)) return;
            job.wanted -= 1;
            controller.enqueue(outcome);
          };
          await Promise.all([...new Set(channelIds)].map(handOver));
          if (listeners.has(tell)) controller.close();
          leave();
        },
        cancel: leave,
      });
    },
    forget(storeHash, channelId) {
      for (const key of jobs.keys()) if (key.startsWith(`${storeHash} ${channelId} `)) jobs.delete(key);
    },
  };
}
