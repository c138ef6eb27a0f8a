import type { BigCommerceClient, StoreAccess } from '../bigcommerce/client';
import {
  type ReadOptions,
  type ReadSettings,
  type SettingsResource,
  storefrontSettings,
  storeSettings,
  withSettings,
} from '../bigcommerce/customer-settings';
import { toAppError } from '../errors';
import type { Log } from '../log';
import type { CustomerSettings } from '../settings/customer-settings';
import {
  beginComparison,
  type Beginning,
  type CompareDependencies,
  compareSettings,
  correctRead,
} from './compare-settings';
import type { Scope } from '../settings/scope';

/** Reads settings as they are known to be, and lets nothing that changed pass without a trace. */
export interface SettingsObserver {
  /**
   * Reads the settings of a whole store and compares them with what is known: what is older than a write of ours is
   * shown as it was written. While the database is away, settings are shown as they are read, and a line is logged.
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
  ): Promise<ReadSettings>;
  /**
   * Reads the settings of a scope anew in the background, for the comparison alone.
   *
   * @param channelId `null` for the whole store
   * @param onBegin called just before BigCommerce is asked
   * @throws {AppError} as {@link SettingsResource.get}
   */
  observe(
    this: void,
    access: StoreAccess,
    channelId: number | null,
    onBegin?: ReadOptions['onBegin'],
  ): Promise<void>;
}

interface ObserverDependencies extends CompareDependencies {
  bigCommerce: BigCommerceClient;
  log: Log;
}

/** Comparisons of which none may keep settings from being shown: what fails is logged. */
function createComparison({ log, ...dependencies }: CompareDependencies & { log: Log }) {
  function reportFault({ storeHash, channelId }: Scope, thrown: unknown): null {
    const errorCode = toAppError(thrown).code;
    log.warn({ storeHash, channelId, errorCode, error: thrown }, 'settings not compared');
    return null;
  }

  return {
    /** @returns what is known before a read; `null` where that could not be found out */
    begin: (scope: Scope): Promise<Beginning | null> =>
      beginComparison(dependencies, scope).catch((thrown: unknown) => reportFault(scope, thrown)),
    /**
     * @param beginning left out for what is not to be recorded
     * @returns what the settings are, by what was read and what is known
     */
    async finish(
      scope: Scope,
      beginning: Beginning | undefined,
      found: CustomerSettings,
    ): Promise<CustomerSettings> {
      try {
        if (beginning) return (await compareSettings(dependencies, scope, beginning, found)).settings;
        return await correctRead(dependencies, scope, found);
      } catch (thrown) {
        reportFault(scope, thrown);
        return found;
      }
    },
  };
}

export function createSettingsObserver({
  bigCommerce,
  ...dependencies
}: ObserverDependencies): SettingsObserver {
  const comparison = createComparison(dependencies);

  async function read(scope: Scope, resource: SettingsResource, options: ReadOptions): Promise<ReadSettings> {
    // A read that began for another request is recorded by that one: nothing is known from before it here.
    const known: { before?: Beginning | null } = {};
    const onBegin = async () => {
      await options.onBegin?.();
      // What was known has to be older than the read, or a write in between would look like a change from outside.
      known.before = await comparison.begin(scope);
    };
    const found = await resource.get({ ...options, onBegin });
    if (known.before === null) return found;
    return withSettings(found, await comparison.finish(scope, known.before, found.settings));
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
    async observe(access, channelId, onBegin) {
      const options: ReadOptions = { fresh: true, priority: 'background', onBegin };
      if (channelId === null) await observer.readStore(access, options);
      else await observer.readStorefront(access, channelId, options);
    },
  };
  return observer;
}
