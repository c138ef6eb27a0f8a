import { useEffect, useState, useSyncExternalStore } from 'react';
import { useStoreReads } from '../store-reads';
import { createFreshRead, type FreshRead, type FreshReadState } from './fresh-read';

/** Reads what storefronts hold now, whatever was known of them before. */
export function useFreshRead(channelIds: readonly number[]): FreshReadState & Pick<FreshRead, 'retryFailed'> {
  const { rows } = useStoreReads();
  const [read] = useState(() => createFreshRead(rows, channelIds));
  const state = useSyncExternalStore(read.subscribe, read.state, read.state);

  useEffect(() => read.begin(), [read]);

  return { ...state, retryFailed: read.retryFailed };
}
