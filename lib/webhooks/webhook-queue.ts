import PQueue from 'p-queue';
import type { StoreAccess } from '../bigcommerce/client';
import { AppError } from '../errors';
import type { CallbackDependencies } from '../callbacks/callback-dependencies';
import { asTenant } from '../database/tenant';
import { type Scope, scopeKey } from '../settings/scope';
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
   * Looks at the settings of a scope that an event is about. However many events are about the same storefront, there is one look
   * in flight and one that waits: it begins after all of those events.
   *
   * @returns once they were looked at, or it turned out that they cannot be; never fails
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

/** Storefronts that may wait. What is left out is found when a user opens the app. */
const mostScopes = 10_000;
/** Of one store, so that a burst of one store leaves room for others. */
const mostScopesPerStore = 2_000;
/** Installations that are looked for in the database at once; each store has one lookup at most. */
const lookupsAtOnce = 8;

/** Finds stores' tokens. Looks of one store that begin together share one lookup: a burst keeps no other store waiting. */
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

/** The looks that wait or are in flight: one of a scope, and of each store so many at most. */
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
 * Turns BigCommerce's events into looks at the settings that they are about, for stores that have the app. When each
 * look is made is decided by the gate.
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
      // A storefront that is gone, or was never this store's, has nothing to be recorded.
      if (!(error instanceof AppError && error.code === 'channel_not_found')) onFailure(scope, error);
    }
  }

  async function run(scope: Scope, look: Look): Promise<void> {
    try {
      do await lookOnce(scope, look);
      while (look.again);
    } finally {
      // Here and not later: an event that comes from now on has to begin a look of its own.
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
