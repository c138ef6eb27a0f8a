'use client';

import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useOpenedStore } from '../shell/opened-store';
import type { Place } from '../shell/place';
import type { InitialReads } from '../shell/initial-reads';
import { type CustomerGroupsRead, useCustomerGroups } from './use-customer-groups';
import { type ReadOutcome, toOutcome } from './scope-settings';
import { type SettingsState, SettingsStore } from './settings-store';
import { type SettingsRead, useSettings } from './use-settings';
import { withStreamPlaces } from './stream-places';
import { type StorefrontsRead, useStorefronts } from './use-storefronts';

/** All that was read from the store and that more than one view shows. */
export interface StoreReads {
  /** The settings of the whole store. */
  global: SettingsRead;
  groups: CustomerGroupsRead;
  storefronts: StorefrontsRead;
  /** The settings of the whole store and of each storefront, as far as they were requested. */
  settings: SettingsStore;
  initial: InitialReads | null;
}

/** The settings that the server read for this page. */
function prefetchedFrom(initial: InitialReads | null, place: Place): Map<number | null, ReadOutcome> {
  const prefetched = new Map<number | null, ReadOutcome>();
  if (initial === null) return prefetched;
  const { settings, storefrontSettings } = initial;
  prefetched.set(null, toOutcome(settings));
  if (place.view === 'storefront' && storefrontSettings !== null)
    prefetched.set(place.channelId, toOutcome(storefrontSettings));
  return prefetched;
}

/** Insecure origins and old browsers have none, and neither has the server that draws the page. */
function navigatorLocks(): LockManager | undefined {
  return typeof window === 'undefined' ? undefined : (navigator as Partial<Navigator>).locks;
}

const ReadsContext = createContext<StoreReads | null>(null);

interface StoreReadsProviderProps {
  /** The server's reads; `null` after a reload, when it had no session to read with. */
  initial: InitialReads | null;
  children: ReactNode;
}

export function StoreReadsProvider({ initial, children }: StoreReadsProviderProps) {
  const { api, link } = useOpenedStore();
  const [settings] = useState(() => {
    const readStorefronts = withStreamPlaces(api, navigatorLocks());
    return new SettingsStore({ ...api, readStorefronts }, prefetchedFrom(initial, link.place));
  });
  const global = useSettings(settings, null);
  const groups = useCustomerGroups(initial?.customerGroups ?? null);
  const storefronts = useStorefronts(initial?.storefronts ?? null);

  useEffect(() => () => settings.stop(), [settings]);

  const reads = useMemo(
    () => ({ global, groups, storefronts, settings, initial }),
    [global, groups, storefronts, settings, initial],
  );
  return <ReadsContext value={reads}>{children}</ReadsContext>;
}

/** The reads of the store. */
export function useStoreReads(): StoreReads {
  const reads = useContext(ReadsContext);
  if (reads === null) throw new Error('useStoreReads needs StoreReadsProvider around it');
  return reads;
}

/** The settings of all scopes that were requested, drawn anew as they come in. */
export function useSettingsState(): SettingsState {
  const { settings } = useStoreReads();
  return useSyncExternalStore(settings.subscribe, settings.state, () => settings.initial);
}
