import { useEffect, useState, useSyncExternalStore } from 'react';
import { useOpenedStore } from '../opened-store';
import { useStoreReads } from '../store-reads';
import { type BulkRun, type BulkRunState, createBulkRun, wallClock } from './bulk-run';
import { unclearFailures } from './failure-reason';

/** Longer than the server takes at most: after that no answer will come. */
const longestSaveMs = 150_000;

function unclearIn({ saves }: BulkRunState): number[] {
  const unclear = [...saves].filter(
    ([, save]) => save.kind === 'failed' && unclearFailures.has(save.error.code),
  );
  return unclear.map(([channelId]) => channelId);
}

/** Saves many storefronts; whatever becomes known of one is taken over into what the page shows of it. */
export function useBulkRun(): BulkRunState & Pick<BulkRun, 'start' | 'retry' | 'stop'> {
  const { api } = useOpenedStore();
  const { rows } = useStoreReads();
  const [run] = useState(() => {
    // What is tried again belongs to the same change of many.
    const origin = { source: 'bulk', groupId: crypto.randomUUID() } as const;
    return createBulkRun({
      put: ({ channelId, changes, etag }) => {
        const signal = AbortSignal.timeout(longestSaveMs);
        return api.storefrontSettings(channelId).put(changes, etag, { origin, signal });
      },
      onKnown: rows.take,
      clock: wallClock,
    });
  });
  const state = useSyncExternalStore(run.subscribe, run.state, run.state);
  const { phase } = state;

  // Who goes elsewhere in the app could not see what fails: what is under way is finished, and no more begun.
  useEffect(() => run.stop, [run]);

  useEffect(() => {
    const unclear = phase === 'finished' ? unclearIn(run.state()) : [];
    if (unclear.length > 0) rows.readAgain(unclear);
  }, [phase, rows, run]);

  return { ...state, start: run.start, retry: run.retry, stop: run.stop };
}
