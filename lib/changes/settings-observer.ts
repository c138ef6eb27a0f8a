import { setImmediate } from 'node:timers/promises';
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
import { finishCutOffSave } from './finish-cut-off-save';
import type { Scope } from '../settings/scope';

/** Reads settings, corrects values that are older than what is known, and records changes from outside. */
export interface SettingsObserver {
  /**
   * Reads the settings of a whole store and compares them with what is known: values older than a write of this app are
   * replaced by the written ones. While the database does not answer, settings are returned as they are read, and a
   * warning is logged.
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
   * Replaces values of an earlier read by what is known of the scope now: what another server saved since is shown at
   * once.
   *
   * @returns the same object where nothing differs
   */
  refresh(this: void, scope: Scope, read: ReadSettings): Promise<ReadSettings>;
  /**
   * Reads the settings of a scope anew in the background, for the comparison alone.
   *
   * @param channelId `null` for the whole store
   * @param onBegin called just before BigCommerce is called
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
    /** Records what was read. @returns the settings to use, from what was read and what is known */
    async finish(
      scope: Scope,
      resource: SettingsResource,
      beginning: Beginning,
      found: ReadSettings,
    ): Promise<CustomerSettings> {
      try {
        const { settings, emptied } = await compareSettings(dependencies, scope, beginning, found.settings);
        if (emptied === null) return settings;
        return await finishCutOffSave({ ...dependencies, log }, scope, resource, { ...emptied, found });
      } catch (thrown) {
        reportFault(scope, thrown);
        return found.settings;
      }
    },
    /** @returns what the settings are, where another request records what was read */
    correct: (scope: Scope, { settings }: ReadSettings): Promise<CustomerSettings> =>
      correctRead(dependencies, scope, settings).catch((thrown: unknown) => {
        reportFault(scope, thrown);
        return settings;
      }),
  };
}

/** Makes the observer of one process. Times are milliseconds since the epoch, by the database's clock. */
export function createSettingsObserver({
  bigCommerce,
  ...dependencies
}: ObserverDependencies): SettingsObserver {
  const comparison = createComparison(dependencies);
  /** A difference is recorded by the request that began the read; other requests that share the read wait for that. */
  const records = new WeakMap<ReadSettings, Promise<CustomerSettings>>();
  /** All requests that share a read came before its response: one look at what is known afterwards holds for each. */
  const corrections = new WeakMap<ReadSettings, Promise<CustomerSettings>>();

  async function correctOnce(scope: Scope, found: ReadSettings): Promise<CustomerSettings> {
    // The request that the read began for was answered in the same moment.
    await setImmediate();
    await records.get(found);
    return comparison.correct(scope, found);
  }

  function correctShared(scope: Scope, found: ReadSettings): Promise<CustomerSettings> {
    const correction = corrections.get(found) ?? correctOnce(scope, found);
    corrections.set(found, correction);
    return correction;
  }

  async function read(scope: Scope, resource: SettingsResource, options: ReadOptions): Promise<ReadSettings> {
    const known: { before?: Beginning | null } = {};
    const onBegin = async () => {
      await options.onBegin?.();
      // The last known settings must be fetched before the read, or a write in between would look like a change from outside.
      known.before = await comparison.begin(scope);
    };
    const found = await resource.get({ ...options, onBegin });
    if (known.before === null) return found;
    if (known.before === undefined) return withSettings(found, await correctShared(scope, found));
    const recorded = comparison.finish(scope, resource, known.before, found);
    records.set(found, recorded);
    return withSettings(found, await recorded);
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
    refresh: async (scope, read) => withSettings(read, await comparison.correct(scope, read)),
    async observe(access, channelId, onBegin) {
      const options: ReadOptions = { fresh: true, priority: 'background', onBegin };
      if (channelId === null) await observer.readStore(access, options);
      else await observer.readStorefront(access, channelId, options);
    },
  };
  return observer;
}
