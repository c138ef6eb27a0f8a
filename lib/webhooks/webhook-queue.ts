import PQueue from 'p-queue';
import type { StoreAccess } from '../bigcommerce/client';
import type { SettingsEvent } from './webhook-event';
import { AppError } from '../errors';
import type { CallbackDependencies } from '../callbacks/callback-dependencies';
import { asTenant } from '../database/tenant';
import { findLiveInstallation, openAccessToken } from '../callbacks/live-installation';

/**
 * Reads a scope anew, after the store's other calls, and records what changed outside of the app. Twice, late or for a
 * scope that is gone does no harm.
 *
 * @param channelId `null` for the whole store
 * @param onBegin called just before BigCommerce is asked
 */
export type Observe = (access: StoreAccess, channelId: number | null, onBegin: () => void) => Promise<void>;

export interface WebhookQueue {
  /**
   * Looks at the settings that an event is about. However many events are about the same storefront, there is one look
   * in flight and one that waits: it begins after all of those events.
   *
   * @returns once they were looked at, or it turned out that they cannot be; never fails
   */
  look(event: SettingsEvent): Promise<void>;
}

export interface WebhookQueueOptions extends Pick<CallbackDependencies, 'database' | 'cipher'> {
  observe: Observe;
  onFailure: (event: SettingsEvent, error: unknown) => void;
}

interface Look {
  /** An event came since it began. */
  again: boolean;
  done: Promise<void>;
}

/** Storefronts that may wait. What is left out is found when a user opens the app. */
const mostScopes = 10_000;
/** Of one store, so that a burst of one store leaves room for others. */
const mostScopesPerStore = 2_000;
/** Installations that are looked for in the database at once; each store has one lookup at most. */
const lookupsAtOnce = 8;

/**
 * Turns BigCommerce's events into looks at the settings that they are about, for stores that have the app. When each
 * look is made is decided by the gate.
 */
export function createWebhookQueue(options: WebhookQueueOptions): WebhookQueue {
  const { observe, onFailure } = options;
  const looks = new Map<string, Map<number | null, Look>>();
  const lookups = new PQueue({ concurrency: lookupsAtOnce });
  const lookupsOfStores = new Map<string, Promise<StoreAccess | null>>();
  let scopes = 0;

  async function findAccess(storeHash: string): Promise<StoreAccess | null> {
    const installation = await findLiveInstallation(options, storeHash);
    return installation && { storeHash, accessToken: await openAccessToken(options, installation) };
  }

  /** The looks of one store that begin together share one lookup, so that a burst keeps no other store waiting. */
  function shareAccess(storeHash: string): Promise<StoreAccess | null> {
    const known = lookupsOfStores.get(storeHash);
    if (known) return known;
    const lookup = lookups.add(() => findAccess(storeHash)).finally(() => lookupsOfStores.delete(storeHash));
    lookupsOfStores.set(storeHash, lookup);
    return lookup;
  }

  async function lookOnce(event: SettingsEvent, look: Look): Promise<void> {
    const begin = () => {
      look.again = false;
    };
    begin();
    try {
      const access = await shareAccess(event.storeHash);
      if (access) await observe(access, event.channelId, begin);
    } catch (error) {
      // A storefront that is gone, or was never this store's, has nothing to be recorded.
      if (!(error instanceof AppError && error.code === 'channel_not_found')) onFailure(event, error);
    }
  }

  async function run(event: SettingsEvent, look: Look, ofStore: Map<number | null, Look>): Promise<void> {
    try {
      do await lookOnce(event, look);
      while (look.again);
    } finally {
      // Here and not later: an event that comes from now on has to begin a look of its own.
      ofStore.delete(event.channelId);
      if (ofStore.size === 0) looks.delete(event.storeHash);
      scopes -= 1;
    }
  }

  return {
    look(event) {
      const ofStore = looks.get(event.storeHash) ?? new Map<number | null, Look>();
      const known = ofStore.get(event.channelId);
      if (known) {
        known.again = true;
        return known.done;
      }
      if (scopes >= mostScopes || ofStore.size >= mostScopesPerStore) {
        onFailure(event, new Error('too many settings wait to be looked at'));
        return Promise.resolve();
      }
      const look: Look = { again: false, done: Promise.resolve() };
      looks.set(event.storeHash, ofStore.set(event.channelId, look));
      scopes += 1;
      look.done = asTenant(event.storeHash, () => run(event, look, ofStore));
      return look.done;
    },
  };
}
