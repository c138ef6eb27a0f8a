'use client';

import { createContext, useContext } from 'react';
import type { ApiClient } from '@/lib/api/api-client';
import type { AppRole } from '@/lib/session/permissions';
import type { SettingField } from '@/lib/settings/customer-settings';
import type { Place } from './place';
import type { Opening } from './opening';
import type { DraftStores } from './draft-store';

/** The data that the page was opened with. */
export interface OpenedStore {
  storeHash: string;
  /** The sealed session; `null` after a reload, when only the tab's storage may have one. */
  session: string | null;
  /** BigCommerce's number of the person; `null` after a reload, when only the tab's storage may have it. */
  userId: number | null;
  isOwner: boolean;
  /** The user's role; `null` after a reload, when only the tab's storage may have one. */
  role: AppRole | null;
  /** The admins' e-mail addresses, for users who cannot edit; `null` where they were not read. */
  admins: readonly string[] | null;
  /** Whether the owner is to be informed that there are roles now. */
  announcesRoles: boolean;
  /** Right after the installation. */
  firstRun: boolean;
  /** OAuth scopes that the store did not grant and that the app can do without. */
  missingScopes: readonly string[];
  supportUrl: string;
  /** Of the store's own control panel, which shows this page in a frame. */
  controlPanelOrigin: string;
  /** The target of the control panel's link. */
  link: StoreLink;
}

export interface StoreLink {
  place: Place;
  /** The setting that should have the focus. */
  field: SettingField | null;
}

export interface OpenedStoreContext extends OpenedStore {
  api: ApiClient;
  opening: Opening;
  drafts: DraftStores;
}

const StoreContext = createContext<OpenedStoreContext | null>(null);

export const OpenedStoreProvider = StoreContext.Provider;

/** The store that this page was opened for. */
export function useOpenedStore(): OpenedStoreContext {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('useOpenedStore needs CustomerSettingsApp around it');
  return store;
}
