import { presentFields } from '@/lib/settings/diff';
import { tabStorage } from '../guarded-storage';
import { emptyDraft, parseSettings, type SettingsDraft } from './settings-draft';

export interface KeptDraft extends SettingsDraft {
  /** True while the draft is what the tab had kept, from before a reload or a session that ended. */
  restored: boolean;
}

export interface DraftStore {
  read: () => KeptDraft;
  change: (change: (draft: SettingsDraft) => SettingsDraft) => void;
  subscribe: (listener: () => void) => () => void;
}

export const noDraft: KeptDraft = { ...emptyDraft, restored: false };

const draftKey = (storeHash: string) => `customer-settings:${storeHash}:draft`;

export function forgetDraft(storeHash: string): void {
  tabStorage.remove(draftKey(storeHash));
}

function keepDraft(storeHash: string, { edits, seen }: SettingsDraft): void {
  if (presentFields(edits).length === 0) forgetDraft(storeHash);
  else tabStorage.write(draftKey(storeHash), JSON.stringify({ edits, seen }));
}

function findKeptDraft(storeHash: string): KeptDraft {
  const text = tabStorage.read(draftKey(storeHash));
  if (text === null) return noDraft;
  try {
    const { edits, seen } = JSON.parse(text) as Record<string, unknown>;
    return { edits: parseSettings(edits), seen: parseSettings(seen), restored: true };
  } catch {
    return noDraft;
  }
}

/**
 * The unsaved changes of one store: in memory, and in the tab's storage so that they outlive a reload and a
 * session that ended.
 *
 * @param storeHash the store that the draft is for
 */
export function createDraftStore(storeHash: string): DraftStore {
  const listeners = new Set<() => void>();
  let draft: KeptDraft | null = null;

  function read(): KeptDraft {
    draft ??= findKeptDraft(storeHash);
    return draft;
  }

  return {
    read,
    change(change) {
      const before = read();
      const after = change(before);
      draft = { ...after, restored: before.restored && presentFields(after.edits).length > 0 };
      keepDraft(storeHash, draft);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
