import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ApiClient, SettingsApi } from '@/lib/api/api-client';
import { isWriteUnclear } from '@/lib/errors';
import type { ChangeOrigin } from '@/lib/settings/change';
import { useOpenedStore } from '../shell/opened-store';
import { useStoreReads } from '../data/store-reads';
import { BulkRun, type BulkRunState, wallClock } from './bulk-run';

/** Longer than the server takes at most: after that no answer will come. */
const longestSaveMs = 150_000;

function unclearIn({ saves }: BulkRunState): (number | null)[] {
  const unclear = [...saves].filter(([, save]) => save.kind === 'failed' && isWriteUnclear(save.error));
  return unclear.map(([channelId]) => channelId);
}

function settingsOf(api: ApiClient, channelId: number | null): SettingsApi {
  // A plan for the store holds nothing that only storefronts have.
  return channelId === null ? api.storeSettings : api.storefrontSettings(channelId);
}

/**
 * Saves many scopes; whatever becomes known of one is taken over into what the page shows of it.
 *
 * @param source what the saves are part of
 */
export function useBulkRun(
  source: ChangeOrigin['source'],
): BulkRunState & Pick<BulkRun, 'start' | 'retry' | 'stop'> {
  const t = useTranslations('validation');
  const { api } = useOpenedStore();
  const { rows, global } = useStoreReads();
  const { take, readAgain } = global;
  const [run] = useState(() => {
    // What is tried again belongs to the same change of many.
    const groupId = crypto.randomUUID();
    return new BulkRun({
      put({ channelId, changes, etag, restoresId }) {
        const signal = AbortSignal.timeout(longestSaveMs);
        const origin = { source, groupId, ...(restoresId === undefined ? {} : { restoresId }) };
        return settingsOf(api, channelId).put(changes, etag, { origin, signal });
      },
      onKnown(channelId, tagged) {
        // A store's settings hold no `null`.
        if (channelId === null) take(tagged);
        else rows.take(channelId, tagged);
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
    const unclear = phase === 'finished' ? unclearIn(run.state()) : [];
    const storefronts = unclear.filter((id) => id !== null);
    if (storefronts.length > 0) rows.readAgain(storefronts);
    if (unclear.includes(null)) readAgain();
    // `readAgain` is a new function at each drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [phase, rows, run]);

  return { ...state, start: run.start, retry: run.retry, stop: run.stop };
}
