import { entryOpenMs } from '@/lib/settings/change';

/** A save is sent so long before its entry takes no more changes, because it may wait for its turn. Milliseconds. */
const reserveMs = 5 * 60 * 1_000;

/**
 * Names the entry of each save of a run. A run that takes longer than an entry is open goes on in a further one.
 *
 * @param now milliseconds since the epoch
 * @returns the id of the entry for a save that is sent now
 */
export function createEntryIds(now: () => number = Date.now): () => string {
  let current: { id: string; since: number } | null = null;
  return () => {
    if (current === null || now() - current.since > entryOpenMs - reserveMs)
      current = { id: crypto.randomUUID(), since: now() };
    return current.id;
  };
}
