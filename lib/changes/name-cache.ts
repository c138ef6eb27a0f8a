import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Database } from '../database/database';
import { type KnownNames, saveKnownNames } from '../database/known-names';
import { toAppError } from '../errors';
import type { Log } from '../log';

/** The id and the name of a customer group or a storefront. */
interface Named {
  id: number;
  name: string;
}

/** Stores the names of groups and storefronts, so that the history can show the names of the time of a change. */
export interface NameCache {
  /**
   * Stores the names of groups that were read. The database is written only where they differ from what this process
   * stored last; a failure is logged.
   *
   * @param groups all groups of the store, or some
   */
  keepGroups(storeHash: string, groups: readonly Named[]): Promise<void>;
  keepStorefronts(storeHash: string, storefronts: readonly Named[]): Promise<void>;
}

const listsRemembered = 4_000;

/** Makes the name cache of one process. Names are written to the database, failures to the log. */
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
