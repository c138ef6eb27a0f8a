import { presentFields } from '@/lib/settings/diff';
import { createStore, type Store } from '../ui/create-store';
import type { DraftKeeper } from './kept-drafts';
import { emptyDraft, type SettingsDraft } from './settings-draft';

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

/** The drafts that have edits, by scope; the whole store is `null`. */
export type WaitingDrafts = ReadonlyMap<number | null, KeptDraft>;

/** One object, so that a page that was drawn without drafts is not drawn anew where the tab has none. */
export const noneWaiting: WaitingDrafts = new Map();

/** The unsaved changes of all scopes of one store. */
export interface DraftStores extends Pick<Store<WaitingDrafts>, 'subscribe'> {
  /** @param channelId the storefront, `null` for the store */
  of: (channelId: number | null) => DraftStore;
  waiting: () => WaitingDrafts;
  /** Deletes all of them; a save that is answered later stores none again. */
  forget: () => void;
}

/**
 * Makes the store of unsaved changes of one person in one store: in memory, so that they survive a change of the view,
 * and in the tab's storage, so that they survive a reload and the end of a session.
 */
export function createDraftStores(keeper: DraftKeeper): DraftStores {
  const restored = [...keeper.read()].map(([id, draft]) => [id, { ...draft, restored: true }] as const);
  const waiting = createStore(restored.length === 0 ? noneWaiting : new Map(restored));
  const stores = new Map<number | null, DraftStore>();
  let forgotten = false;

  function createDraftStore(channelId: number | null): DraftStore {
    const read = () => waiting.get().get(channelId) ?? noDraft;
    return {
      read,
      subscribe: waiting.subscribe,
      change(change) {
        if (forgotten) return;
        const before = read();
        const after = change(before);
        const drafts = new Map(waiting.get());
        if (presentFields(after.edits).length === 0) drafts.delete(channelId);
        else drafts.set(channelId, { ...after, restored: before.restored });
        keeper.keep(drafts);
        waiting.set(drafts);
      },
    };
  }

  return {
    subscribe: waiting.subscribe,
    waiting: waiting.get,
    of(channelId) {
      const store = stores.get(channelId) ?? createDraftStore(channelId);
      stores.set(channelId, store);
      return store;
    },
    forget() {
      forgotten = true;
      keeper.forget();
      waiting.set(new Map());
    },
  };
}
