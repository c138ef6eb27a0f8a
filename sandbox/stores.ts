import { Store, type AnnounceChange, type StoreSeed } from './store.ts';

/** All the stores of one sandbox. */
export class Stores {
  #stores = new Map<string, Store>();
  #announce: AnnounceChange;
  #now: () => number;

  constructor(announce: AnnounceChange, now: () => number) {
    this.#announce = announce;
    this.#now = now;
  }

  addStore(seed: StoreSeed): Store {
    const store = new Store(seed, this.#announce, this.#now);
    this.#stores.set(store.hash, store);
    return store;
  }

  /** The store, which has to exist. */
  store(hash: string): Store {
    const store = this.#stores.get(hash);
    if (store === undefined) throw new Error(`The sandbox has no store ${hash}`);
    return store;
  }

  find(hash: string): Store | undefined {
    return this.#stores.get(hash);
  }

  list(): Store[] {
    return [...this.#stores.values()];
  }
}
