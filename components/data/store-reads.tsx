'use client';

import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useOpenedStore } from '../shell/opened-store';
import type { InitialReads } from '../shell/initial-reads';
import { type CustomerGroupsRead, useCustomerGroups } from './use-customer-groups';
import { type SettingsRead, useSettings } from './use-settings';
import {
  createStorefrontRows,
  noRows,
  type StorefrontRows,
  type StorefrontRowsState,
} from './storefront-rows';
import { type StorefrontsRead, useStorefronts } from './use-storefronts';

/** All that was read from the store and that more than one view shows. */
export interface StoreReads {
  /** The settings of the whole store. */
  global: SettingsRead;
  groups: CustomerGroupsRead;
  storefronts: StorefrontsRead;
  /** The settings of each storefront, as far as somebody asked for them. */
  rows: StorefrontRows;
  initial: InitialReads | null;
}

const ReadsContext = createContext<StoreReads | null>(null);

interface StoreReadsProviderProps {
  /** What the server read, `null` after a reload, when it had no session to read with. */
  initial: InitialReads | null;
  children: ReactNode;
}

export function StoreReadsProvider({ initial, children }: StoreReadsProviderProps) {
  const { api } = useOpenedStore();
  const global = useSettings({
    api: api.storeSettings,
    channelId: null,
    initial: initial?.settings ?? null,
  });
  const groups = useCustomerGroups(initial?.customerGroups ?? null);
  const storefronts = useStorefronts(initial?.storefronts ?? null);
  const [rows] = useState(() => createStorefrontRows(api));

  useEffect(() => () => rows.stop(), [rows]);

  const reads = useMemo(
    () => ({ global, groups, storefronts, rows, initial }),
    [global, groups, storefronts, rows, initial],
  );
  return <ReadsContext value={reads}>{children}</ReadsContext>;
}

/** What was read from the store. */
export function useStoreReads(): StoreReads {
  const reads = useContext(ReadsContext);
  if (reads === null) throw new Error('useStoreReads needs StoreReadsProvider around it');
  return reads;
}

/** The settings of all storefronts that somebody asked for, drawn anew as they come in. */
export function useStorefrontRows(): StorefrontRowsState {
  const { rows } = useStoreReads();
  return useSyncExternalStore(rows.subscribe, rows.state, () => noRows);
}
