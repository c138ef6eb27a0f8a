import { useMemo, useSyncExternalStore } from 'react';
import type { SettingField } from '@/lib/settings/customer-settings';
import { presentFields } from '@/lib/settings/diff';
import { noneWaiting, type WaitingDrafts } from '../shell/draft-store';
import { useOpenedStore } from '../shell/opened-store';
import { draftChanges } from '../shell/settings-draft';
import type { ScopeSettings } from './scope-settings';
import { useSettingsState } from './store-reads';

/** The unsaved edits of one scope. */
export interface WaitingDraft {
  /** The storefront, `null` for the global settings. */
  channelId: number | null;
  /** At least one. */
  fields: SettingField[];
}

/**
 * The drafts that a save would write, the global settings first. An edit that BigCommerce holds already is none.
 *
 * @param scopes the last known settings; all edits of a scope that is not known count
 */
export function listWaitingDrafts(
  drafts: WaitingDrafts,
  scopes: ReadonlyMap<number | null, Pick<ScopeSettings, 'tagged'>>,
): WaitingDraft[] {
  return [...drafts]
    .map(([channelId, draft]) => {
      const tagged = scopes.get(channelId)?.tagged ?? null;
      const changes = tagged === null ? draft.edits : draftChanges(draft, tagged.settings);
      return { channelId, fields: presentFields(changes) };
    })
    .filter(({ fields }) => fields.length > 0)
    .sort((one, other) => (one.channelId ?? 0) - (other.channelId ?? 0));
}

/** The unsaved changes of the person in this store, in every view. */
export function useWaitingDrafts(): readonly WaitingDraft[] {
  const { drafts } = useOpenedStore();
  const { scopes } = useSettingsState();
  // The server has no tab to look into, and the first paint has to be what it drew.
  const waiting = useSyncExternalStore(drafts.subscribe, drafts.waiting, () => noneWaiting);
  return useMemo(() => listWaitingDrafts(waiting, scopes), [waiting, scopes]);
}
