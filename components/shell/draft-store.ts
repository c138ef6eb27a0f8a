import { presentFields } from '@/lib/settings/diff';
import { createStore } from '../ui/create-store';
import { scopeKey } from '@/lib/settings/scope';
import { tabStorage } from '../ui/safe-storage';
import { emptyDraft, parseSettings, type SettingsDraft } from './settings-draft';

export interface KeptDraft extends SettingsDraft {
  /** True while the draft is the one stored in the tab before a reload or the end of a session. */
  restored: boolean;
}

export interface DraftStore {
  read: () => KeptDraft;
  change: (change: (draft: SettingsDraft) => SettingsDraft) => void;
  subscribe: (listener: () => void) => () => void;
}

export const noDraft: KeptDraft = { ...emptyDraft, restored: false };

/** The unsaved changes of all scopes of one store. */
export interface DraftStores {
  /** @param channelId the storefront, `null` for the store */
  of: (channelId: number | null) => DraftStore;
  /** Deletes all of them. */
  forget: () => void;
}

function keepDraft(key: string, { edits, seen }: SettingsDraft): void {
  if (presentFields(edits).length === 0) tabStorage.remove(key);
  else tabStorage.write(key, JSON.stringify({ edits, seen }));
}

function findKeptDraft(key: string): KeptDraft {
  const text = tabStorage.read(key);
  if (text === null) return noDraft;
  try {
    const { edits, seen } = JSON.parse(text) as Record<string, unknown>;
    return { edits: parseSettings(edits), seen: parseSettings(seen), restored: true };
  } catch {
    return noDraft;
  }
}

function createDraftStore(key: string): DraftStore {
  const store = createStore(findKeptDraft(key));
  return {
    read: store.get,
    change(change) {
      const before = store.get();
      const after = change(before);
      const draft = { ...after, restored: before.restored && presentFields(after.edits).length > 0 };
      keepDraft(key, draft);
      store.set(draft);
    },
    subscribe: store.subscribe,
  };
}

/** Brings a draft that a tab kept under its former key, before an update of the app, to the key that is read now. */
function moveKeptDraft(formerKey: string, key: string): void {
  const text = tabStorage.read(formerKey);
  if (text === null) return;
  tabStorage.remove(formerKey);
  if (tabStorage.read(key) === null) tabStorage.write(key, text);
}

/**
 * Makes the store of unsaved changes of one store: in memory, so that they survive a change of the view, and in the
 * tab's storage, so that they survive a reload and the end of a session.
 */
export function createDraftStores(storeHash: string): DraftStores {
  const formerKey = `customer-settings:${storeHash}:draft`;
  const prefix = `${formerKey}:`;
  const stores = new Map<number | null, DraftStore>();
  return {
    of(channelId) {
      const known = stores.get(channelId);
      if (known !== undefined) return known;
      const key = `${prefix}${scopeKey({ storeHash, channelId })}`;
      moveKeptDraft(channelId === null ? formerKey : `${formerKey}:${channelId}`, key);
      const store = createDraftStore(key);
      stores.set(channelId, store);
      return store;
    },
    forget() {
      stores.clear();
      tabStorage.removeAll(prefix);
    },
  };
}
