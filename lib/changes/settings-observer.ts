import type { BigCommerceClient, StoreAccess } from '../bigcommerce/client';
import {
  type ReadOptions,
  type ReadSettings,
  type SettingsResource,
  storefrontSettings,
  storeSettings,
} from '../bigcommerce/customer-settings';
import { AppError } from '../errors';
import type { SettingsScope } from '../database/known-settings';
import type { Log } from '../log';
import type { AnySettings, StorefrontSettings } from '../settings/customer-settings';
import {
  beginComparison,
  type Beginning,
  type CompareDependencies,
  compareSettings,
} from './compare-settings';

/** Reads settings, and lets nothing that changed pass without a trace. */
export interface SettingsObserver {
  /**
   * Reads the settings of a whole store and compares them with what is known. That the database cannot be asked is
   * logged and does the read no harm.
   *
   * @throws {AppError} as {@link SettingsResource.get}
   */
  readStore(this: void, access: StoreAccess, options?: ReadOptions): Promise<ReadSettings>;
  /** The same for one storefront. */
  readStorefront(
    this: void,
    access: StoreAccess,
    channelId: number,
    options?: ReadOptions,
  ): Promise<ReadSettings<StorefrontSettings>>;
  /**
   * Looks anew at the settings of a scope, for their trace's sake alone and after everybody's own reads.
   *
   * @param channelId `null` for the whole store
   * @throws {AppError} as {@link SettingsResource.get}
   */
  observe(this: void, access: StoreAccess, channelId: number | null): Promise<void>;
}

interface ObserverDependencies extends CompareDependencies {
  bigCommerce: BigCommerceClient;
  log: Log;
}

export function createSettingsObserver({
  bigCommerce,
  log,
  ...dependencies
}: ObserverDependencies): SettingsObserver {
  function tellFault({ storeHash, channelId }: SettingsScope, thrown: unknown): null {
    const errorCode = thrown instanceof AppError ? thrown.code : 'internal';
    log.warn({ storeHash, channelId, errorCode, error: thrown }, 'settings not compared');
    return null;
  }

  async function compare(
    scope: SettingsScope,
    beginning: Beginning,
    { settings }: ReadSettings<AnySettings>,
  ): Promise<void> {
    try {
      await compareSettings(dependencies, scope, beginning, settings);
    } catch (thrown) {
      tellFault(scope, thrown);
    }
  }

  async function read<S extends AnySettings>(
    scope: SettingsScope,
    resource: SettingsResource<S>,
    options: ReadOptions,
  ): Promise<ReadSettings<S>> {
    // What was known has to be older than the read, or a write in between would look like somebody else's.
    const beginning = await beginComparison(dependencies, scope).catch((thrown: unknown) =>
      tellFault(scope, thrown),
    );
    // A read that began for somebody else's sake is older than what we know, and that caller compares it.
    let own = false as boolean;
    const found = await resource.get({ ...options, onBegin: () => (own = true) });
    if (own && beginning !== null) await compare(scope, beginning, found);
    return found;
  }

  const observer: SettingsObserver = {
    readStore: (access, options = {}) =>
      read({ storeHash: access.storeHash, channelId: null }, storeSettings(bigCommerce, access), options),
    readStorefront: (access, channelId, options = {}) =>
      read(
        { storeHash: access.storeHash, channelId },
        storefrontSettings(bigCommerce, access, channelId),
        options,
      ),
    async observe(access, channelId) {
      const options = { fresh: true, background: true };
      if (channelId === null) await observer.readStore(access, options);
      else await observer.readStorefront(access, channelId, options);
    },
  };
  return observer;
}
