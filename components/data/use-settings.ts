import { useEffect, useState, useSyncExternalStore } from 'react';
import useSWR from 'swr';
import { scopeKey } from '@/lib/settings/scope';
import { useOpenedStore } from '../shell/opened-store';
import { type ScopeSettings, unknownScope } from './scope-settings';
import type { SettingsStore } from './settings-store';

export interface SettingsRead extends ScopeSettings {
  readAgain: () => void;
}

/**
 * The settings of the store or of one storefront, read again whenever the person comes back to the tab. SWR says when;
 * what was read is in the settings store only.
 *
 * @param channelId the storefront whose settings these are, `null` for the store
 */
export function useSettings(settings: SettingsStore, channelId: number | null): SettingsRead {
  const { storeHash } = useOpenedStore();
  const scope = useSyncExternalStore(
    settings.subscribe,
    () => settings.state().scopes.get(channelId),
    () => settings.initial.scopes.get(channelId),
  );
  // A scope that the server has just read, or failed to read, is not read again.
  const [prefetched] = useState(() => settings.isPrefetched(channelId));
  useSWR(['settings', scopeKey({ storeHash, channelId })], () => settings.fetch(channelId), {
    revalidateOnMount: !prefetched,
  });

  useEffect(() => settings.endPrefetch(channelId), [settings, channelId]);

  return { ...(scope ?? unknownScope), readAgain: () => void settings.fetch(channelId) };
}
