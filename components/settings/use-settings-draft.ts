import { useMemo, useState, useSyncExternalStore } from 'react';
import type { CustomerSettings, SettingField } from '@/lib/settings/customer-settings';
import { presentFields } from '@/lib/settings/diff';
import { createDraftStore, noDraft } from './draft-store';
import {
  draftChanges,
  draftConflicts,
  draftValues,
  editField,
  emptyDraft,
  settleDraft,
  type SettingValue,
} from './settings-draft';

export interface DraftOfSettings {
  /** What the form shows. */
  values: CustomerSettings;
  /** What a save has to send. */
  changes: CustomerSettings;
  /** Fields that somebody else changed after the person had begun to edit them. */
  conflicts: SettingField[];
  dirty: boolean;
  /** True while unsaved changes are shown that were kept from before. */
  restored: boolean;
  edit: (field: SettingField, value: SettingValue) => void;
  discard: () => void;
  /** Forgets the edits that were stored as they were sent. */
  settle: (sent: CustomerSettings, stored: CustomerSettings) => void;
}

/**
 * The person's unsaved changes over what the store holds. Fresh values never write over an edit.
 *
 * @param storeHash the store that the draft is for
 * @param current what the store holds, as far as we know
 */
export function useSettingsDraft(storeHash: string, current: CustomerSettings): DraftOfSettings {
  const [store] = useState(() => createDraftStore(storeHash));
  // The first paint has to be what the server drew, and the server has no tab to look into.
  const draft = useSyncExternalStore(store.subscribe, store.read, () => noDraft);

  return useMemo(() => {
    const changes = draftChanges(draft, current);
    const dirty = presentFields(changes).length > 0;
    return {
      values: draftValues(draft, current),
      changes,
      conflicts: draftConflicts(draft, current),
      dirty,
      restored: draft.restored && dirty,
      edit: (field, value) => store.change((before) => editField(before, current, field, value)),
      discard: () => store.change(() => emptyDraft),
      settle: (sent, stored) => store.change((before) => settleDraft(before, sent, stored)),
    };
  }, [draft, current, store]);
}
