import { useMemo, useSyncExternalStore } from 'react';
import type { SettingValue, SettingField, CustomerSettings } from '@/lib/settings/customer-settings';
import { presentFields } from '@/lib/settings/diff';
import { type DraftStore, noDraft } from '../shell/draft-store';
import {
  draftChanges,
  draftConflicts,
  draftValues,
  editField,
  emptyDraft,
  resolveDraft,
  settleDraft,
  takeUpEdits,
  withReason,
} from '../shell/settings-draft';

export interface DraftOfSettings {
  /** The values that the form shows. */
  values: CustomerSettings;
  /** The values of the edited fields when the user began to edit them. */
  seen: CustomerSettings;
  /** The edits that a save has to send. */
  changes: CustomerSettings;
  /** Fields that were changed elsewhere after the user had begun to edit them. */
  conflicts: SettingField[];
  dirty: boolean;
  /** Why, as typed; `""` for no reason. */
  reason: string;
  /** True while unsaved changes are shown that were kept from before. */
  restored: boolean;
  edit: (field: SettingField, value: SettingValue) => void;
  setReason: (reason: string) => void;
  discard: () => void;
  /** Takes up values as edits, with what the person saw before them, and a reason unless the draft has one. */
  takeUp: (edits: CustomerSettings, seen: CustomerSettings, reason?: string) => void;
  /** Ends conflicts: drops the edits of these fields, and bases all others on what BigCommerce holds now. */
  resolve: (theirs: readonly SettingField[]) => void;
  /** Forgets the edits that were stored as they were sent. */
  settle: (sent: CustomerSettings, stored: CustomerSettings) => void;
}

/**
 * The user's unsaved edits over the stored settings. Newer stored values never replace an edit.
 *
 * @param store keeps the draft
 * @param current what BigCommerce holds, as far as we know
 */
export function useSettingsDraft(store: DraftStore, current: CustomerSettings): DraftOfSettings {
  // The first paint has to be what the server drew, and the server has no tab to look into.
  const draft = useSyncExternalStore(store.subscribe, store.read, () => noDraft);

  return useMemo(() => {
    const changes = draftChanges(draft, current);
    const dirty = presentFields(changes).length > 0;
    return {
      values: draftValues(draft, current),
      seen: draft.seen,
      changes,
      conflicts: draftConflicts(draft, current),
      dirty,
      reason: draft.reason ?? '',
      restored: draft.restored && dirty,
      edit: (field, value) => store.change((before) => editField(before, current, field, value)),
      setReason: (reason) => store.change((before) => withReason(before, reason)),
      takeUp: (edits, seen, reason = '') =>
        store.change((before) => withReason(takeUpEdits(before, edits, seen), before.reason ?? reason)),
      discard: () => store.change(() => emptyDraft),
      resolve: (theirs) => store.change((before) => resolveDraft(before, theirs, current)),
      settle: (sent, stored) => store.change((before) => settleDraft(before, sent, stored)),
    };
  }, [draft, current, store]);
}
