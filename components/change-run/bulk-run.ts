import type { SavedSettings, TaggedSettings } from '@/lib/api/api-client';
import { AppError } from '@/lib/errors';
import type { StorefrontField, StorefrontSettings } from '@/lib/settings/customer-settings';
import { diffSettings, pickFields, presentFields } from '@/lib/settings/diff';

/** What is to be written to one scope. */
export interface BulkSave {
  /** `null` for the whole store. */
  channelId: number | null;
  /** What the scope held when it was reviewed. */
  before: StorefrontSettings;
  changes: StorefrontSettings;
  /** The change that is taken back by it, if any. */
  restoresId?: string;
  /** The tag of the settings that the person reviewed: whatever else the scope holds by now is not written over. */
  etag: string;
}

/** A save that BigCommerce took, and what it takes to undo it. */
export interface DoneSave {
  channelId: number | null;
  /** The saved fields as they were. */
  before: StorefrontSettings;
  /** Names the change in the history; `null` where the answer did not tell. */
  changeId: string | null;
}

/** What became of one scope so far. */
export type SaveState =
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'saved' }
  /** BigCommerce took the save and did not keep these fields. */
  | { kind: 'partly'; notStored: StorefrontField[] }
  | { kind: 'failed'; error: AppError }
  | { kind: 'notTried' }
  /** It already was as it should be. */
  | { kind: 'same' }
  /** It was left out, because its settings could not be read. */
  | { kind: 'unread'; error: AppError };

export interface BulkRunState {
  phase: 'idle' | 'running' | 'stopping' | 'finished';
  /** Every scope that this run ever heard of; `null` for the whole store. */
  saves: ReadonlyMap<number | null, SaveState>;
  /** All that was written, in the order in which it was. */
  done: readonly DoneSave[];
  /** How many there are to save in this round, and how many of them are done with. */
  round: { all: number; done: number };
  /** The store's rate limit makes all saves wait until then, on the clock of the run; `null` while it does not. */
  pausedUntil: number | null;
  /** What ended the run before its time, and not by the person's wish. */
  endedBy: AppError | null;
}

/** The time, passed in so that tests need not wait for it. */
export interface BulkClock {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Resolves after so long, or at once when the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface BulkRunOptions {
  put: (save: BulkSave) => Promise<SavedSettings<StorefrontSettings>>;
  /** Told of what a storefront holds now, as often as an answer says so. */
  onKnown: (channelId: number | null, tagged: TaggedSettings<StorefrontSettings>) => void;
  clock: BulkClock;
}

/** Saves many storefronts, a few at a time, and tells what becomes of each. */
export interface BulkRun {
  state: () => BulkRunState;
  subscribe: (listener: () => void) => () => void;
  /**
   * Saves these, besides what was saved before. Does nothing while a round is under way.
   *
   * @param others what is known of scopes that are not to be saved
   */
  start: (saves: readonly BulkSave[], others?: ReadonlyMap<number | null, SaveState>) => void;
  /** Saves once more what failed, was kept in part or was not tried, with the values that were reviewed. */
  retry: () => void;
  /** Finishes what is under way and begins nothing more. */
  stop: () => void;
}

/** Few enough to leave the browser connections for the person, and the store's quota for other apps. */
export const savesAtOnce = 3;

/** Where BigCommerce does not say how long to wait. */
const fallbackWaitSeconds = 30;

function toAppError(reason: unknown): AppError {
  if (reason instanceof AppError) return reason;
  // An answer that broke off while it was read is a lost connection; one that is no JSON is not understood.
  return new AppError(reason instanceof SyntaxError ? 'store_unreadable' : 'offline', { cause: reason });
}

/** After these every further save would fail alike. */
function endsEverything({ code, status }: AppError): boolean {
  return status === 401 || code === 'store_token_rejected' || code === 'store_mismatch';
}

/** Tells whether a storefront still lacks what was asked for. */
export function isUnfinished({ kind }: SaveState): boolean {
  return kind !== 'saved' && kind !== 'same';
}

/** Tells whether somebody has to look at a storefront's values before it can be tried again. */
export function needsReview(save: SaveState): boolean {
  return save.kind === 'unread' || (save.kind === 'failed' && save.error.code === 'settings_changed');
}

/** The clock on the wall. */
export const wallClock: BulkClock = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

const nothingYet: BulkRunState = {
  phase: 'idle',
  saves: new Map(),
  done: [],
  round: { all: 0, done: 0 },
  pausedUntil: null,
  endedBy: null,
};

export function createBulkRun({ put, onKnown, clock }: BulkRunOptions): BulkRun {
  const listeners = new Set<() => void>();
  const asked = new Map<number | null, BulkSave>();
  let state = nothingYet;
  let queue: BulkSave[] = [];
  let stopped = new AbortController();

  function publish(change: Partial<BulkRunState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function mark(marked: readonly BulkSave[], save: SaveState, change: Partial<BulkRunState> = {}): void {
    const entries = marked.map(({ channelId }) => [channelId, save] as const);
    publish({ ...change, saves: new Map([...state.saves, ...entries]) });
  }

  function settle(save: BulkSave, outcome: SaveState): void {
    mark([save], outcome, { round: { ...state.round, done: state.round.done + 1 } });
  }

  function noteDone({ channelId, before, changes }: BulkSave, changeId: string | null): void {
    const touched = pickFields(before, (field) => changes[field] !== undefined);
    publish({ done: [...state.done, { channelId, before: touched, changeId }] });
  }

  function succeed(save: BulkSave, saved: SavedSettings<StorefrontSettings>): void {
    const { notStored, settings, etag, changeId } = saved;
    onKnown(save.channelId, { settings, etag });
    noteDone(save, changeId);
    if (notStored.length > 0) {
      // What was kept need not be sent again, and that the storefront differs from the review is our own doing.
      const left = pickFields(save.changes, (field) => notStored.includes(field));
      asked.set(save.channelId, { ...save, before: settings, changes: left, etag });
    }
    settle(save, notStored.length === 0 ? { kind: 'saved' } : { kind: 'partly', notStored });
  }

  function conflict(save: BulkSave, error: AppError): void {
    const now = error.details.data as TaggedSettings<StorefrontSettings> | undefined;
    if (now !== undefined) onKnown(save.channelId, now);
    // An earlier try whose answer got lost may have done it, or somebody who wanted the same.
    const done = now !== undefined && presentFields(diffSettings(now.settings, save.changes)).length === 0;
    if (done) noteDone(save, null);
    settle(save, done ? { kind: 'saved' } : { kind: 'failed', error });
  }

  function wait(save: BulkSave, { details }: AppError): void {
    const seconds = details.retryAfterSeconds ?? fallbackWaitSeconds;
    queue.unshift(save);
    const pausedUntil = Math.max(state.pausedUntil ?? 0, clock.now() + seconds * 1_000);
    mark([save], { kind: 'waiting' }, { pausedUntil });
  }

  function end(error: AppError): void {
    publish({ endedBy: state.endedBy ?? error });
    stop();
  }

  function fail(save: BulkSave, error: AppError): void {
    if (error.code === 'store_rate_limited') wait(save, error);
    else if (error.code === 'settings_changed') conflict(save, error);
    else {
      settle(save, { kind: 'failed', error });
      if (endsEverything(error)) end(error);
    }
  }

  async function save(next: BulkSave): Promise<void> {
    mark([next], { kind: 'saving' });
    try {
      succeed(next, await put(next));
    } catch (reason) {
      fail(next, toAppError(reason));
    }
  }

  async function untilPauseIsOver(): Promise<void> {
    while (state.pausedUntil !== null && !stopped.signal.aborted) {
      const left = state.pausedUntil - clock.now();
      if (left > 0) await clock.wait(left, stopped.signal);
      else publish({ pausedUntil: null });
    }
  }

  async function work(): Promise<void> {
    for (;;) {
      await untilPauseIsOver();
      const next = stopped.signal.aborted ? undefined : queue.shift();
      if (next === undefined) return;
      await save(next);
    }
  }

  async function run(saves: readonly BulkSave[]): Promise<void> {
    stopped = new AbortController();
    queue = [...saves];
    for (const one of saves) asked.set(one.channelId, one);
    const round = { all: saves.length, done: 0 };
    mark(saves, { kind: 'waiting' }, { phase: 'running', endedBy: null, pausedUntil: null, round });
    await Promise.all(Array.from({ length: savesAtOnce }, work));
    mark(queue, { kind: 'notTried' }, { phase: 'finished', pausedUntil: null });
  }

  function start(
    saves: readonly BulkSave[],
    others: ReadonlyMap<number | null, SaveState> = new Map(),
  ): void {
    if (state.phase === 'running' || state.phase === 'stopping') return;
    publish({ saves: new Map([...state.saves, ...others]) });
    void run(saves);
  }

  function stop(): void {
    if (state.phase !== 'running') return;
    publish({ phase: 'stopping', pausedUntil: null });
    stopped.abort();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    retry() {
      const left = [...state.saves].filter(([, save]) => isUnfinished(save));
      start(left.flatMap(([channelId]) => asked.get(channelId) ?? []));
    },
    stop,
  };
}
