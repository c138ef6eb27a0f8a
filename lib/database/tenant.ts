import { AsyncLocalStorage } from 'node:async_hooks';

const storageKey = Symbol.for('customer-settings.tenant');

/** Next loads a module once for each bundle that contains it: only the global object is common to all of them. */
const globals = globalThis as { [storageKey]?: AsyncLocalStorage<string> | undefined };
const storage = (globals[storageKey] ??= new AsyncLocalStorage<string>());

/**
 * Runs work for one store, so that the database counts the connections that it takes for that store.
 *
 * @param storeHash of a store, or an unverified one from a request
 * @returns what `work` returns
 */
export function asTenant<T>(storeHash: string, work: () => T): T {
  return storage.run(storeHash, work);
}

/** The store for which the running code works; `undefined` for work of no store. */
export function currentTenant(): string | undefined {
  return storage.getStore();
}
