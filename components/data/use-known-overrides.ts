import { useEffect, useMemo } from 'react';
import useSWR from 'swr';
import type { KnownStorefront } from '@/lib/api/api-client';
import { useOpenedStore } from '../shell/opened-store';
import { chooseToRefresh, countOverrides, type KnownOverrides } from './known-overrides';
import type { SettingsStore } from './settings-store';
import { useSettingsState, useStoreReads } from './store-reads';

/** The pages that have had their few storefronts refreshed. */
const refreshed = new WeakSet<SettingsStore>();

/**
 * How many storefronts override each setting, from our own records at once. What is old is read again in the
 * background, a few storefronts for each opening of the app.
 *
 * @returns `null` before the records are there
 */
export function useKnownOverrides(): KnownOverrides | null {
  const { api, storeHash } = useOpenedStore();
  const { storefronts, settings } = useStoreReads();
  const { scopes } = useSettingsState();
  const { list, complete } = storefronts;
  const { data, error } = useSWR<KnownStorefront[], unknown>(
    ['known', storeHash],
    () => api.getKnownStorefronts(),
    {
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
    },
  );
  // Without our records, what this page reads is all there is.
  const recorded = useMemo(() => {
    if (data === undefined && error === undefined) return null;
    return new Map(data?.map((known) => [known.channelId, known]));
  }, [data, error]);

  useEffect(() => {
    if (list === null || !complete || recorded === null || refreshed.has(settings)) return;
    refreshed.add(settings);
    settings.read(chooseToRefresh(list, recorded), { inView: false });
  }, [list, complete, recorded, settings]);

  return useMemo(
    () => (list === null || recorded === null ? null : countOverrides(list, recorded, scopes)),
    [list, recorded, scopes],
  );
}
