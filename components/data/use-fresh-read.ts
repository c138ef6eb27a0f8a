import { useEffect, useState, useSyncExternalStore } from 'react';
import { toAppError } from '@/lib/errors';
import { useOpenedStore } from '../shell/opened-store';
import { useStoreReads } from './store-reads';
import { createFreshRead, type FreshRead, type FreshReadState } from './fresh-read';

/** Reads what scopes hold now, whatever was known of them before; `null` is the whole store. */
export function useFreshRead(
  channelIds: readonly (number | null)[],
): FreshReadState & Pick<FreshRead, 'retryFailed'> {
  const { api } = useOpenedStore();
  const { rows, global } = useStoreReads();
  const [read] = useState(() =>
    createFreshRead(rows, channelIds, async () => {
      try {
        const tagged = await api.storeSettings.get();
        global.take(tagged);
        return { kind: 'read', tagged };
      } catch (reason) {
        return { kind: 'failed', error: toAppError(reason) };
      }
    }),
  );
  const state = useSyncExternalStore(read.subscribe, read.state, read.state);

  useEffect(() => read.begin(), [read]);

  return { ...state, retryFailed: read.retryFailed };
}
