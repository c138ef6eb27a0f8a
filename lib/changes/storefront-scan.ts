import { LRUCache } from 'lru-cache';
import type { StoreAccess } from '../bigcommerce/client';
import type {
  ReadingPause,
  StorefrontRead,
  StorefrontSettingsReader,
} from '../bigcommerce/storefront-settings-reader';
import { findKnownStorefronts, findScopeStanding, forgetKnownSettings } from '../database/known-settings';
import type { Database } from '../database/database';
import { toAppError } from '../errors';
import type { Log } from '../log';
import type { LastSeen } from './last-seen';

/** Finds changes from outside in the storefronts of a store, also those that no webhook reports. */
export interface StorefrontScan {
  /**
   * Reads and compares the storefront whose known settings are longest unseen, at the lowest priority: an opening of
   * the app costs the same few reads however many storefronts there are. Nothing happens where the store was scanned a
   * short while ago.
   *
   * @param seen a storefront that was just read
   * @returns once it was read; never rejects
   */
  lookThrough(access: StoreAccess, seen: number | null): Promise<void>;
}

interface SweepDependencies {
  database: Database;
  /** Reads storefronts through the comparison. */
  storefrontReader: Pick<StorefrontSettingsReader, 'read'>;
  lastSeen: Pick<LastSeen, 'at'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: Log;
}

/** The shortest time between two scans of a store by one server, in milliseconds. */
const intervalMs = 10 * 60 * 1_000;

/** The storefronts of one scan. */
const readsPerScan = 1;

const storesRemembered = 2_000;

/** Makes the scan of one process. It remembers in memory when each store was scanned. */
export function createStorefrontScan(dependencies: SweepDependencies): StorefrontScan {
  const { database, storefrontReader, lastSeen, now, log } = dependencies;
  const lookedThroughAt = new LRUCache<string, number>({ max: storesRemembered });

  /** A deleted storefront is forgotten, or it would be read at every load. */
  async function forget(storeHash: string, channelId: number): Promise<void> {
    const scope = { storeHash, channelId };
    const { known } = await findScopeStanding(database, scope);
    if (known !== null) await forgetKnownSettings(database, scope, known.version);
  }

  async function readAll(access: StoreAccess, channelIds: readonly number[]): Promise<void> {
    const forgetting = new WritableStream<StorefrontRead | ReadingPause>({
      async write(event) {
        if ('error' in event && event.error.code === 'channel_not_found')
          await forget(access.storeHash, event.channelId);
      },
    });
    await storefrontReader.read(access, channelIds, { unwatched: true }).pipeTo(forgetting);
  }

  return {
    async lookThrough(access, seen) {
      const { storeHash } = access;
      const last = lookedThroughAt.get(storeHash);
      if (last !== undefined && now() - last < intervalMs) return;
      try {
        const known = await findKnownStorefronts(database, storeHash);
        const unseenSince = (channelId: number) => lastSeen.at({ storeHash, channelId }) ?? 0;
        const channelIds = known
          .filter((channelId) => channelId !== seen)
          .sort((one, other) => unseenSince(one) - unseenSince(other))
          .slice(0, readsPerScan);
        if (channelIds.length === 0) return;
        lookedThroughAt.set(storeHash, now());
        await readAll(access, channelIds);
      } catch (thrown) {
        const errorCode = toAppError(thrown).code;
        log.warn({ storeHash, errorCode, error: thrown }, 'store not looked through');
      }
    },
  };
}
