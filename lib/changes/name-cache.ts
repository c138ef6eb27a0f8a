import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Database } from '../database/database';
import { type KnownNames, saveKnownNames } from '../database/known-names';
import { toAppError } from '../errors';
import type { Log } from '../log';

/** A customer group or a storefront, as far as its name goes. */
interface Named {
  id: number;
  name: string;
}

/** Keeps what groups and storefronts are called, so that the history can name them as they were. */
export interface NameCache {
  /**
   * Keeps the names of groups that were read. The database is asked only where they differ from what this process kept
   * last; that it cannot be asked is logged.
   *
   * @param groups all of the store, or some
   */
  keepGroups(storeHash: string, groups: readonly Named[]): Promise<void>;
  keepStorefronts(storeHash: string, storefronts: readonly Named[]): Promise<void>;
}

const listsRemembered = 4_000;

export function createNameCache({ database, log }: { database: Database; log: Log }): NameCache {
  const kept = new LRUCache<string, string>({ max: listsRemembered });

  async function keep(storeHash: string, kind: keyof KnownNames, list: readonly Named[]): Promise<void> {
    const named = list.filter(({ name }) => name !== '');
    if (named.length === 0) return;
    const names = Object.fromEntries(named.map(({ id, name }) => [String(id), name]));
    const key = `${storeHash} ${kind}`;
    const digest = createHash('sha256').update(JSON.stringify(names)).digest('base64');
    if (kept.get(key) === digest) return;
    try {
      await saveKnownNames(database, storeHash, { [kind]: names });
      kept.set(key, digest);
    } catch (thrown) {
      const errorCode = toAppError(thrown).code;
      log.warn({ storeHash, errorCode, error: thrown }, 'names not kept');
    }
  }

  return {
    keepGroups: (storeHash, groups) => keep(storeHash, 'groups', groups),
    keepStorefronts: (storeHash, storefronts) => keep(storeHash, 'storefronts', storefronts),
  };
}
