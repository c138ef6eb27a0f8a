import { setTimeout as wait } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { BigCommerceClient, StoreAccess } from '../bigcommerce/client';
import type { SettingsEvent } from './webhook-event';
import { AppError, isRateLimited, toAppError } from '../errors';
import { retryAfterMs } from '../retry-after';
import type { CallbackDependencies } from '../callbacks/callback-dependencies';
import { findLiveInstallation, openAccessToken } from '../callbacks/live-installation';

/**
 * Reads a scope anew and records what changed outside of the app. Twice, late or for a scope that is gone does no harm.
 *
 * @param channelId `null` for the whole store
 */
export type Observe = (access: StoreAccess, channelId: number | null) => Promise<void>;

export interface WebhookQueue {
  /**
   * Looks at the settings that an event is about. However many events tell of the same storefront, there is one look
   * under way and one that waits: it begins after all that they tell of.
   *
   * @returns once they were looked at, or it turned out that they cannot be; never fails
   */
  look(event: SettingsEvent): Promise<void>;
}

export interface SettingsWatchOptions extends Pick<CallbackDependencies, 'database' | 'cipher'> {
  quotas: BigCommerceClient['quotas'];
  observe: Observe;
  onFailure: (event: SettingsEvent, error: unknown) => void;
}

interface Look {
  /** Something was told since it began. */
  again: boolean;
  done: Promise<void>;
}

/** Storefronts that may wait. What is left out is found when somebody opens the app. */
const mostScopes = 2_000;
/** Of one store: its people's own calls go first. */
const looksPerStore = 2;
const looksAtOnce = 8;
/** A store that refuses so often is busy with something else. */
const mostRefusals = 3;

/**
 * Follows what BigCommerce tells: for stores that have the app, within half of their quota, a few at once.
 */
export function createWebhookQueue(options: SettingsWatchOptions): WebhookQueue {
  const { quotas, observe, onFailure } = options;
  const looks = new Map<string, Look>();
  const stores = new Map<string, PQueue>();
  const everybody = new PQueue({ concurrency: looksAtOnce });

  function queueOf(storeHash: string): PQueue {
    const known = stores.get(storeHash);
    if (known) return known;
    const queue = new PQueue({ concurrency: looksPerStore });
    queue.on('idle', () => stores.delete(storeHash));
    stores.set(storeHash, queue);
    return queue;
  }

  async function observeOnce({ storeHash, channelId }: SettingsEvent): Promise<void> {
    const installation = await findLiveInstallation(options, storeHash);
    if (!installation) return;
    const accessToken = await openAccessToken(options, installation);
    await observe({ storeHash, accessToken }, channelId);
  }

  async function waitForQuota(storeHash: string): Promise<void> {
    for (let pauseMs = quotas.waitMs(storeHash); pauseMs > 0; pauseMs = quotas.waitMs(storeHash))
      await wait(pauseMs, undefined, { ref: false });
  }

  async function observePatiently(event: SettingsEvent, look: Look): Promise<void> {
    for (let refusals = 0; ; refusals += 1) {
      await waitForQuota(event.storeHash);
      try {
        await everybody.add(() => {
          look.again = false;
          return observeOnce(event);
        });
        return;
      } catch (error) {
        const refusal = toAppError(error);
        if (!isRateLimited(refusal) || refusals >= mostRefusals) throw error;
        await wait(retryAfterMs(refusal), undefined, { ref: false });
      }
    }
  }

  async function lookOnce(event: SettingsEvent, look: Look): Promise<void> {
    try {
      await queueOf(event.storeHash).add(() => observePatiently(event, look));
    } catch (error) {
      // A storefront that is gone, or was never this store's, has nothing to be recorded.
      if (!(error instanceof AppError && error.code === 'channel_not_found')) onFailure(event, error);
    }
  }

  async function run(key: string, event: SettingsEvent, look: Look): Promise<void> {
    try {
      do await lookOnce(event, look);
      while (look.again);
    } finally {
      // Here and not later: what is told from now on has to begin a look of its own.
      looks.delete(key);
    }
  }

  return {
    look(event) {
      const key = `${event.storeHash} ${event.channelId}`;
      const known = looks.get(key);
      if (known) {
        known.again = true;
        return known.done;
      }
      if (looks.size >= mostScopes) {
        onFailure(event, new Error('too many settings wait to be looked at'));
        return Promise.resolve();
      }
      const look: Look = { again: false, done: Promise.resolve() };
      looks.set(key, look);
      look.done = run(key, event, look);
      return look.done;
    },
  };
}
