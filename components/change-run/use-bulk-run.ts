import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { isWriteUnclear } from '@/lib/errors';
import type { ChangeOrigin } from '@/lib/settings/change';
import { useStoreReads } from '../data/store-reads';
import { createEntryIds } from './entry-ids';
import { BulkRun, type BulkRunState, bulkSavePolicy, wallClock } from './bulk-run';

/** Longer than the server takes at most: after that no answer will come. */
const longestSaveMs = 150_000;

function unclearIn({ saves }: BulkRunState): (number | null)[] {
  const unclear = [...saves].filter(([, save]) => save.kind === 'failed' && isWriteUnclear(save.error));
  return unclear.map(([channelId]) => channelId);
}

/**
 * Saves many scopes.
 *
 * @param source what the saves are part of
 */
export function useBulkRun(
  source: ChangeOrigin['source'],
): BulkRunState & Pick<BulkRun, 'start' | 'retry' | 'stop'> {
  const t = useTranslations('validation');
  const { settings } = useStoreReads();
  const [run] = useState(() => {
    // What is tried again belongs to the same change of many.
    const entryId = createEntryIds();
    return new BulkRun({
      send({ channelId, restoresId }, machine) {
        const signal = AbortSignal.timeout(longestSaveMs);
        const origin = { source, groupId: entryId(), ...(restoresId === undefined ? {} : { restoresId }) };
        return settings.save(channelId, machine, { policy: bulkSavePolicy, origin, signal });
      },
      describeFault: t,
      clock: wallClock,
    });
  });
  const state = useSyncExternalStore(run.subscribe, run.state, run.state);
  const { phase } = state;

  // Who goes elsewhere in the app could not see what fails: what is under way is finished, and no more begun.
  useEffect(() => run.stop, [run]);

  useEffect(() => {
    if (phase === 'finished') settings.readAgain(unclearIn(run.state()));
  }, [phase, settings, run]);

  return { ...state, start: run.start, retry: run.retry, stop: run.stop };
}
