import { type AppError, endsSaving, isRateLimited, isWriteUnclear } from '@/lib/errors';
import {
  initialSave,
  nextSave,
  type SaveMachine,
  type SavePolicy,
  type SaveStatus,
} from '../data/save-machine';
import { createStore } from '../ui/create-store';
import {
  type BulkSave,
  type DescribeFault,
  type DoneSave,
  isUnfinished,
  outcomeOf,
  type SaveState,
  toRequest,
} from './bulk-save';
import { estimateTimeLeft } from './time-left';

/** Why all saves wait. `rateLimit`: BigCommerce says so. `outage`: the app itself gives no answer. */
type PauseReason = 'rateLimit' | 'outage';

export interface BulkRunState {
  phase: 'idle' | 'running' | 'stopping' | 'finished';
  /** The state of every scope of this run; `null` for the whole store. */
  saves: ReadonlyMap<number | null, SaveState>;
  /** All that was written, in the order in which it was. */
  done: readonly DoneSave[];
  /** How many there are to save in this round, and how many of them are done with. */
  round: { all: number; done: number };
  /** How long the rest of this round takes, in milliseconds, as far as can be said; `null` while nothing can. */
  timeLeftMs: number | null;
  /** All saves wait until then, in milliseconds on the clock of the run; `null` while they do not. */
  pause: { until: number; reason: PauseReason } | null;
  /**
   * Why the run ended early, if the user did not stop it. `refused`: every further save would fail in the same way.
   * `inARow`: BigCommerce failed for several storefronts in a row.
   */
  endedBy: { error: AppError; reason: 'refused' | 'inARow' } | null;
}

/** The time, passed in so that tests need not wait for it. */
export interface BulkClock {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Resolves after so long, or at once when the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface BulkRunOptions {
  /** Sends a save that is `sending` until it needs no further request. Never rejects. */
  send: (save: BulkSave, machine: SaveMachine) => Promise<SaveMachine>;
  describeFault: DescribeFault;
  clock: BulkClock;
}

/** The saves in flight at once: few, so that connections and quota are left for others. */
export const savesAtOnce = 3;

/**
 * A 429 is waited out as often as it comes, because the person can stop the run. A server that was killed starts again
 * within a minute or two: the waits for it come to about 90 seconds.
 */
export const bulkSavePolicy: SavePolicy = { rateLimitWaits: Infinity, outageWaits: 6 };

/** The number of storefronts in a row whose failure at BigCommerce stops the run. */
const failuresInARow = 3;

/** The system's clock. */
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
  timeLeftMs: null,
  pause: null,
  endedBy: null,
};

/** A save that is not finished, and the time before which it must not be sent, on the clock of the run. */
interface QueuedSave {
  save: BulkSave;
  machine: SaveMachine;
  due: number;
  /** Why BigCommerce may have stored it although a request of it failed; `null` where no request may have. */
  unclear: AppError | null;
}

/** The person confirmed all saves of a run together, in the review. */
function confirmed(machine: SaveMachine, type: 'save' | 'retry', save: BulkSave): SaveMachine {
  const confirming = nextSave(machine, { type, request: toRequest(save) }, bulkSavePolicy);
  return nextSave(confirming, { type: 'confirm' }, bulkSavePolicy);
}

/** Saves many storefronts, a few at a time, and reports what becomes of each. */
export class BulkRun {
  private readonly options: BulkRunOptions;
  private readonly store = createStore(nothingYet);
  private readonly requested = new Map<number | null, BulkSave>();
  private queue: QueuedSave[] = [];
  private stopped = new AbortController();
  private startedAt = 0;
  private requestsPerMinute: number | null = null;
  private failures = 0;

  constructor(options: BulkRunOptions) {
    this.options = options;
  }

  readonly state = (): BulkRunState => this.store.get();

  readonly subscribe = (listener: () => void) => this.store.subscribe(listener);

  /**
   * Saves these, besides what was saved before. Does nothing while a round is under way.
   *
   * @param others what is known of scopes that are not to be saved
   */
  readonly start = (
    saves: readonly BulkSave[],
    others: ReadonlyMap<number | null, SaveState> = new Map(),
  ): void => {
    const { phase, saves: known } = this.state();
    if (phase === 'running' || phase === 'stopping') return;
    this.publish({ saves: new Map([...known, ...others]) });
    void this.run(saves);
  };

  /** Saves once more what failed, was stored in part or was not tried, with the values that were reviewed. */
  readonly retry = (): void => {
    const left = [...this.state().saves].filter(([, save]) => isUnfinished(save));
    this.start(left.flatMap(([channelId]) => this.requested.get(channelId) ?? []));
  };

  /** Finishes the saves in flight and starts no others. */
  readonly stop = (): void => {
    if (this.state().phase !== 'running') return;
    this.publish({ phase: 'stopping', pause: null });
    this.stopped.abort();
  };

  private publish(change: Partial<BulkRunState>): void {
    this.store.set({ ...this.state(), ...change });
  }

  private mark(marked: readonly BulkSave[], save: SaveState, change: Partial<BulkRunState> = {}): void {
    const entries = marked.map(({ channelId }) => [channelId, save] as const);
    this.publish({ ...change, saves: new Map([...this.state().saves, ...entries]) });
  }

  private async run(saves: readonly BulkSave[]): Promise<void> {
    this.stopped = new AbortController();
    this.failures = 0;
    this.queue = saves.map((save) => ({
      save,
      machine: confirmed(initialSave, 'save', save),
      due: 0,
      unclear: null,
    }));
    for (const save of saves) this.requested.set(save.channelId, save);
    const round = { all: saves.length, done: 0 };
    this.startedAt = this.options.clock.now();
    this.requestsPerMinute = null;
    const started = { phase: 'running', endedBy: null, pause: null, timeLeftMs: null, round } as const;
    this.mark(saves, { kind: 'waiting' }, started);
    await Promise.all(Array.from({ length: savesAtOnce }, () => this.work()));
    // A save that was sent and got no answer may be stored, so it is not one that was not tried.
    for (const { save, unclear } of this.queue)
      if (unclear) this.mark([save], { kind: 'failed', error: unclear });
    const left = this.queue.filter(({ unclear }) => unclear === null).map(({ save }) => save);
    this.mark(left, { kind: 'notTried' }, { phase: 'finished', pause: null });
  }

  private async work(): Promise<void> {
    for (let next = await this.takeNext(); next !== null; next = await this.takeNext()) await this.send(next);
  }

  /** The next save that may be sent; `null` once none is left, or the run was stopped. */
  private async takeNext(): Promise<QueuedSave | null> {
    for (;;) {
      await this.untilPauseIsOver();
      if (this.stopped.signal.aborted || this.queue.length === 0) return null;
      const now = this.options.clock.now();
      const next = this.queue.find(({ due }) => due <= now);
      if (next !== undefined) {
        this.queue = this.queue.filter((queued) => queued !== next);
        return next;
      }
      const first = Math.min(...this.queue.map(({ due }) => due));
      await this.options.clock.wait(first - now, this.stopped.signal);
    }
  }

  private async untilPauseIsOver(): Promise<void> {
    const { clock } = this.options;
    for (;;) {
      const { pause } = this.state();
      if (pause === null || this.stopped.signal.aborted) return;
      const left = pause.until - clock.now();
      if (left > 0) await clock.wait(left, this.stopped.signal);
      else this.publish({ pause: null });
    }
  }

  private async send(sent: QueuedSave): Promise<void> {
    const { save } = sent;
    this.mark([save], { kind: 'saving' });
    const machine = await this.options.send(save, sent.machine);
    if (machine.status.kind === 'waiting') this.wait({ ...sent, machine }, machine.status);
    else this.finish(save, machine.status);
  }

  private wait(sent: QueuedSave, { error, seconds }: SaveStatus & { kind: 'waiting' }): void {
    const { save, machine } = sent;
    const due = this.options.clock.now() + seconds * 1_000;
    const unclear = isWriteUnclear(error) ? error : sent.unclear;
    this.queue.unshift({ save, machine: confirmed(machine, 'retry', save), due, unclear });
    const until = Math.max(this.state().pause?.until ?? 0, due);
    const reason = isRateLimited(error) ? 'rateLimit' : 'outage';
    // Another save holds only this scope: all others continue.
    const pause = error.code === 'settings_busy' ? {} : { pause: { until, reason } as const };
    const { requestsPerMinute } = error.details.messageValues ?? {};
    if (typeof requestsPerMinute === 'number') this.requestsPerMinute = requestsPerMinute;
    this.mark([save], { kind: 'waiting' }, { ...pause, timeLeftMs: this.timeLeftMs(this.state().round) });
  }

  private finish(save: BulkSave, status: SaveStatus): void {
    const { state, done, left } = outcomeOf(save, status, this.options.describeFault);
    const { round, done: all } = this.state();
    this.requested.set(save.channelId, left);
    const counted = { ...round, done: round.done + 1 };
    const written = done === null ? all : [...all, done];
    this.mark([save], state, { round: counted, done: written, timeLeftMs: this.timeLeftMs(counted) });
    const error = state.kind === 'failed' ? state.error : null;
    this.failures = error !== null && error.status >= 500 ? this.failures + 1 : 0;
    if (error !== null && endsSaving(error)) this.end({ error, reason: 'refused' });
    else if (error !== null && this.failures === failuresInARow) this.end({ error, reason: 'inARow' });
  }

  private timeLeftMs({ all, done }: BulkRunState['round']): number | null {
    const elapsedMs = this.options.clock.now() - this.startedAt;
    const { requestsPerMinute } = this;
    return estimateTimeLeft({ left: all - done, done, elapsedMs, requestsPerMinute });
  }

  private end(endedBy: NonNullable<BulkRunState['endedBy']>): void {
    this.publish({ endedBy: this.state().endedBy ?? endedBy });
    this.stop();
  }
}
