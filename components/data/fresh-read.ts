import type { TaggedSettings } from '@/lib/api/api-client';
import type { AppError } from '@/lib/errors';
import { createStore } from '../ui/create-store';
import type { StorefrontRow, StorefrontRows, StorefrontRowsState } from './storefront-rows';

export type FreshAnswer = { kind: 'read'; tagged: TaggedSettings } | { kind: 'failed'; error: AppError };

export interface FreshReadState {
  /** The first answer for each scope that came after it was asked for, and stays: a review must not change while it is read. */
  answers: ReadonlyMap<number | null, FreshAnswer>;
  /** How many answers are still to come. */
  awaited: number;
  /** BigCommerce makes us wait until then, on the wall clock in milliseconds; `null` while it does not. */
  pausedUntil: number | null;
}

/** The settings of some scopes as they are now, whatever was known of them before. */
export interface FreshRead {
  state: () => FreshReadState;
  subscribe: (listener: () => void) => () => void;
  /** Asks for all of them. @returns what ends it */
  begin: () => () => void;
  /** Asks once more for those that could not be read. */
  retryFailed: () => void;
}

/** What a fresh read needs of the rows of the page. */
export interface KnownRows extends Pick<StorefrontRows, 'subscribe' | 'readAgain'> {
  state: () => Pick<StorefrontRowsState, 'rows' | 'pausedUntil'>;
}

/**
 * @param channelIds whose settings; `null` for the whole store's
 * @param readStore reads those of the whole store
 */
export function createFreshRead(
  rows: KnownRows,
  channelIds: readonly (number | null)[],
  readStore: () => Promise<FreshAnswer>,
): FreshRead {
  const store = createStore<FreshReadState>({
    answers: new Map(),
    awaited: channelIds.length,
    pausedUntil: null,
  });
  const answers = new Map<number | null, FreshAnswer>();
  /** The storefronts without an answer, each with what was known when it was asked for. */
  const asked = new Map<number, StorefrontRow | undefined>();
  let storeAsked = false;

  function publish(pausedUntil: number | null): void {
    store.set({
      answers: new Map(answers),
      awaited: asked.size + Number(storeAsked),
      pausedUntil: asked.size > 0 ? pausedUntil : null,
    });
  }

  function look(): void {
    const { rows: known, pausedUntil } = rows.state();
    let news = pausedUntil !== store.get().pausedUntil;
    for (const [channelId, former] of asked) {
      const row = known.get(channelId);
      if (row === undefined || row === former || row.kind === 'reading') continue;
      asked.delete(channelId);
      answers.set(channelId, row);
      news = true;
    }
    if (news) publish(pausedUntil);
  }

  async function askStore(): Promise<void> {
    storeAsked = true;
    const answer = await readStore();
    storeAsked = false;
    answers.set(null, answer);
    publish(store.get().pausedUntil);
  }

  function ask(ids: readonly (number | null)[]): void {
    const { rows: known } = rows.state();
    const storefronts = ids.filter((id) => id !== null);
    for (const id of ids) answers.delete(id);
    for (const id of storefronts) asked.set(id, known.get(id));
    if (storefronts.length > 0) rows.readAgain(storefronts);
    if (storefronts.length < ids.length) void askStore();
    publish(store.get().pausedUntil);
  }

  return {
    state: store.get,
    subscribe: store.subscribe,
    begin() {
      const leave = rows.subscribe(look);
      ask(channelIds);
      return () => {
        leave();
      };
    },
    retryFailed() {
      const failed = [...answers].filter(([, { kind }]) => kind === 'failed');
      ask(failed.map(([channelId]) => channelId));
    },
  };
}
