import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { isWriteUnclear } from '@/lib/errors';
import type { ChangeOrigin } from '@/lib/settings/change';
import { useStoreReads } from '../data/store-reads';
import { createEntryIds } from './entry-ids';
import { BulkRun, type BulkRunState, bulkSavePolicy, wallClock } from './bulk-run';

function unclearIn({ saves }: BulkRunState): (number | null)[] {
  const unclear = [...saves].filter(([, save]) => save.kind === 'failed' && isWriteUnclear(save.error));
  return unclear.map(([channelId]) => channelId);
}

/**
 * Saves many scopes.
 *
 * @param source the source of the changes
 */
export function useBulkRun(
  source: ChangeOrigin['source'],
): BulkRunState & Pick<BulkRun, 'start' | 'retry' | 'stop'> {
  const t = useTranslations('validation');
  const { settings } = useStoreReads();
  const [run] = useState(() => {
    // Retries belong to the same entry of the history.
    const entryId = createEntryIds();
    return new BulkRun({
      send({ channelId, restoresId }, machine) {
        const origin = { source, groupId: entryId(), ...(restoresId === undefined ? {} : { restoresId }) };
        return settings.save(channelId, machine, { policy: bulkSavePolicy, origin });
      },
      describeFault: t,
      clock: wallClock,
    });
  });
  const state = useSyncExternalStore(run.subscribe, run.state, run.state);
  const { phase } = state;

  // Leaving the page stops the run, because failures could not be seen: saves in flight finish, and no others start.
  useEffect(() => run.stop, [run]);

  useEffect(() => {
    if (phase === 'finished') settings.readAgain(unclearIn(run.state()));
  }, [phase, settings, run]);

  return { ...state, start: run.start, retry: run.retry, stop: run.stop };
}
