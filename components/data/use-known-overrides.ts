import { useEffect, useMemo } from 'react';
import useSWR from 'swr';
import type { KnownStorefront } from '@/lib/api/api-client';
import type { InheritableField } from '@/lib/settings/customer-settings';
import { useOpenedStore } from '../shell/opened-store';
import {
  chooseToRefresh,
  countOverrides,
  type Followers,
  followersOf,
  type KnownOverrides,
} from './known-overrides';
import type { SettingsStore } from './settings-store';
import { useSettingsState, useStoreReads } from './store-reads';

/** The pages that have had their few storefronts refreshed. */
const refreshed = new WeakSet<SettingsStore>();

/** Our records of the store's storefronts, by id; `null` before they are there. */
export function useKnownStorefronts(): ReadonlyMap<number, KnownStorefront> | null {
  const { api, storeHash } = useOpenedStore();
  const { data, error } = useSWR<KnownStorefront[], unknown>(
    ['known', storeHash],
    () => api.getKnownStorefronts(),
    {
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
    },
  );
  // Without our records, what this page reads is all there is.
  return useMemo(() => {
    if (data === undefined && error === undefined) return null;
    return new Map(data?.map((known) => [known.channelId, known]));
  }, [data, error]);
}

/** The storefronts that follow the store in a setting, as far as it is known. */
export function useFollowers(field: InheritableField): Followers {
  const { storefronts } = useStoreReads();
  const { scopes } = useSettingsState();
  const recorded = useKnownStorefronts();
  const { list } = storefronts;
  return useMemo(
    () => followersOf(field, list ?? [], recorded ?? new Map<number, KnownStorefront>(), scopes),
    [field, list, recorded, scopes],
  );
}

/**
 * How many storefronts override each setting, from our own records at once. What is old is read again in the
 * background, a few storefronts for each opening of the app.
 *
 * @returns `null` before the records are there
 */
export function useKnownOverrides(): KnownOverrides | null {
  const { storefronts, settings } = useStoreReads();
  const { scopes } = useSettingsState();
  const { list, complete } = storefronts;
  const recorded = useKnownStorefronts();

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
