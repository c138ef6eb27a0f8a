import PQueue from 'p-queue';
import type { StoreAccess } from '../bigcommerce/client';
import { AppError } from '../errors';
import type { CallbackDependencies } from '../callbacks/callback-dependencies';
import { asTenant } from '../database/tenant';
import { type Scope, scopeKey } from '../settings/scope';
import { findLiveInstallation, openAccessToken } from '../callbacks/live-installation';

/**
 * Reads a scope at the lowest priority and records changes from outside the app. Repeated, late, or for a deleted
 * scope, it is harmless.
 *
 * @param channelId `null` for the whole store
 * @param onBegin called just before BigCommerce is called
 */
export type Observe = (access: StoreAccess, channelId: number | null, onBegin: () => void) => Promise<void>;

export interface WebhookQueue {
  /**
   * Reads the settings of a scope that an event is about. For any number of events about the same scope, there is one
   * read in flight and one that waits, which begins after all of those events.
   *
   * @returns once they were read, or could not be; never rejects
   */
  look(scope: Scope): Promise<void>;
  /** How many scopes wait or are looked at. */
  size(): number;
}

export interface WebhookQueueOptions extends Pick<CallbackDependencies, 'database' | 'cipher'> {
  observe: Observe;
  onFailure: (scope: Scope, error: unknown) => void;
}

interface Look {
  /** An event came since it began. */
  again: boolean;
  done: Promise<void>;
}

/** The most storefronts that wait. Changes of others are found when a user opens the app. */
const mostScopes = 10_000;
/** The most of one store, so that a burst of one store leaves room for others. */
const mostScopesPerStore = 2_000;
/** The most lookups of installations at once; each store has one at most. */
const lookupsAtOnce = 8;

/**
 * Makes the lookup of stores' tokens. Reads of one store that begin together share one lookup, so that a burst does not
 * delay other stores.
 */
function createAccessLookups(
  options: WebhookQueueOptions,
): (storeHash: string) => Promise<StoreAccess | null> {
  const lookups = new PQueue({ concurrency: lookupsAtOnce });
  const ofStores = new Map<string, Promise<StoreAccess | null>>();

  async function find(storeHash: string): Promise<StoreAccess | null> {
    const installation = await findLiveInstallation(options, storeHash);
    return installation && { storeHash, accessToken: await openAccessToken(options, installation) };
  }

  return (storeHash) => {
    const known = ofStores.get(storeHash);
    if (known) return known;
    const lookup = lookups.add(() => find(storeHash)).finally(() => ofStores.delete(storeHash));
    ofStores.set(storeHash, lookup);
    return lookup;
  };
}

/** Makes the record of reads that wait or are in flight: one for each scope, with a limit for each store. */
function createLookRecord() {
  const looks = new Map<string, Look>();
  const ofStores = new Map<string, number>();
  const countOf = ({ storeHash }: Scope) => ofStores.get(storeHash) ?? 0;

  return {
    size: (): number => looks.size,
    find: (scope: Scope): Look | undefined => looks.get(scopeKey(scope)),
    isFull: (scope: Scope): boolean => looks.size >= mostScopes || countOf(scope) >= mostScopesPerStore,
    add(scope: Scope, look: Look): void {
      looks.set(scopeKey(scope), look);
      ofStores.set(scope.storeHash, countOf(scope) + 1);
    },
    remove(scope: Scope): void {
      looks.delete(scopeKey(scope));
      const left = countOf(scope) - 1;
      if (left > 0) ofStores.set(scope.storeHash, left);
      else ofStores.delete(scope.storeHash);
    },
  };
}

/**
 * Makes the queue of reads for webhook events, for stores that have the app. The gate decides when each read is made.
 */
export function createWebhookQueue(options: WebhookQueueOptions): WebhookQueue {
  const { observe, onFailure } = options;
  const findAccess = createAccessLookups(options);
  const looks = createLookRecord();

  async function lookOnce(scope: Scope, look: Look): Promise<void> {
    const begin = () => {
      look.again = false;
    };
    begin();
    try {
      const access = await findAccess(scope.storeHash);
      if (access) await observe(access, scope.channelId, begin);
    } catch (error) {
      // A storefront that was deleted, or is not this store's, has nothing to record.
      if (!(error instanceof AppError && error.code === 'channel_not_found')) onFailure(scope, error);
    }
  }

  async function run(scope: Scope, look: Look): Promise<void> {
    try {
      do await lookOnce(scope, look);
      while (look.again);
    } finally {
      // Removed at once, before anything is awaited: a later event needs a read of its own.
      looks.remove(scope);
    }
  }

  return {
    size: looks.size,
    look(scope) {
      const known = looks.find(scope);
      if (known) {
        known.again = true;
        return known.done;
      }
      if (looks.isFull(scope)) {
        onFailure(scope, new Error('too many settings wait to be looked at'));
        return Promise.resolve();
      }
      const look: Look = { again: false, done: Promise.resolve() };
      looks.add(scope, look);
      look.done = asTenant(scope.storeHash, () => run(scope, look));
      return look.done;
    },
  };
}
