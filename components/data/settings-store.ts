import type { TaggedSettings } from '@/lib/settings/customer-settings';
import type { ApiClient } from '@/lib/api/api-client';
import { toAppError } from '@/lib/errors';
import type { ChangeOrigin } from '@/lib/settings/change';
import { createStore, type Store } from '../ui/create-store';
import {
  knownFrom,
  nextSave,
  originOf,
  type SaveEvent,
  type SaveMachine,
  type SavePolicy,
} from './save-machine';
import { outcomeOf, type ReadOutcome, type ScopeSettings, unknownScope, withOutcome } from './scope-settings';
import { StorefrontLane } from './storefront-lane';

/** The browser's knowledge of a store's settings. The scope of the whole store is `null`, a storefront's its id. */
export interface SettingsState {
  scopes: ReadonlyMap<number | null, ScopeSettings>;
  /** BigCommerce makes reads wait until then, in milliseconds since the epoch; `null` while it does not. */
  pausedUntil: number | null;
}

/** The calls of the app's own API that the store makes. */
export type SettingsApis = Pick<ApiClient, 'storeSettings' | 'storefrontSettings' | 'readStorefronts'>;

export interface SaveOptions {
  policy: SavePolicy;
  /** The origin of the save, unless it undoes an earlier one. */
  origin?: ChangeOrigin;
  /** Called with the settings that each answer makes known, before they are stored. */
  onKnown?: (tagged: TaggedSettings) => void;
}

/** The time limit of one save, longer than the server's own. Milliseconds. */
const longestSaveMs = 150_000;

/** Rows arrive in quick succession: they are collected for this long before the page renders again. Milliseconds. */
const publishEveryMs = 60;

/**
 * The settings of the whole store and of its storefronts, each known once, with the requests that read and save them.
 *
 * Many storefronts are read in two lanes: the visible ones and the others. At most two requests at once leave the
 * browser's few connections free for a save.
 */
export class SettingsStore {
  /** The settings that the server read for the page. */
  readonly initial: SettingsState;
  private readonly api: SettingsApis;
  private readonly store: Store<SettingsState>;
  private readonly scopes: Map<number | null, ScopeSettings>;
  /** When the newest request for each scope was sent. */
  private readonly sentAt = new Map<number | null, number>();
  /** The scopes that the server read for the page and that were not shown yet. */
  private readonly prefetched: Set<number | null>;
  private readonly inView: StorefrontLane;
  private readonly others: StorefrontLane;
  private lastTime = 0;
  private pausedUntil: number | null = null;
  private pauseOver: ReturnType<typeof setTimeout> | undefined;
  private publishing: ReturnType<typeof setTimeout> | undefined;

  /** @param prefetched the settings that the server read for this page */
  constructor(api: SettingsApis, prefetched: ReadonlyMap<number | null, ReadOutcome> = new Map()) {
    const fetchedAt = this.now();
    const scopes = [...prefetched].map(
      ([channelId, outcome]) => [channelId, withOutcome(unknownScope, outcome, fetchedAt)] as const,
    );
    this.api = api;
    this.scopes = new Map(scopes);
    this.prefetched = new Set(prefetched.keys());
    this.initial = { scopes: new Map(scopes), pausedUntil: null };
    this.store = createStore(this.initial);
    const listener = {
      isAnswered: (channelId: number, sentAt: number) => this.isAnswered(channelId, sentAt),
      onOutcome: (channelId: number, sentAt: number, outcome: ReadOutcome) => {
        this.receive(channelId, sentAt, outcome);
        this.publishSoon();
      },
      onPause: (seconds: number) => this.pause(seconds),
    };
    this.inView = new StorefrontLane(api, true, listener);
    this.others = new StorefrontLane(api, false, listener);
  }

  readonly state = (): SettingsState => this.store.get();

  readonly subscribe = (listener: () => void) => this.store.subscribe(listener);

  /** A time in milliseconds since the epoch that is later than any returned before. */
  readonly now = (): number => (this.lastTime = Math.max(this.lastTime + 1, Date.now()));

  /** Whether a scope was read by the server for this page and not shown yet, so that it need not be read again. */
  readonly isPrefetched = (channelId: number | null): boolean => this.prefetched.has(channelId);

  /** After this the scope is read again whenever a view shows it anew. */
  readonly endPrefetch = (channelId: number | null): void => {
    this.prefetched.delete(channelId);
  };

  /**
   * Reads the settings of storefronts that were not requested yet.
   *
   * @param inView whether they are visible now: they are read first, also where they were requested before
   */
  readonly read = (channelIds: readonly number[], { inView }: { inView: boolean }): void => {
    const unknown = channelIds.filter((id) => !this.scopes.has(id));
    if (!inView) {
      this.request(unknown, false);
      return;
    }
    const missing = channelIds.filter((id) => outcomeOf(this.scopes.get(id)) === null);
    if (!this.inView.comesNext(missing)) this.request(missing, true);
  };

  /** Reads scopes again. The known settings stay until the response arrives. */
  readonly readAgain = (
    channelIds: readonly (number | null)[],
    { inView }: { inView: boolean } = { inView: true },
  ): void => {
    const storefronts = channelIds.filter((id) => id !== null);
    if (storefronts.length < channelIds.length) void this.fetch(null);
    this.request(storefronts, inView);
    this.publish();
  };

  /** Reads one scope in a request of its own, whose failure says how long to wait. Never rejects. */
  readonly fetch = async (channelId: number | null): Promise<void> => {
    const sentAt = this.begin([channelId]);
    this.publish();
    const outcome = await this.apiOf(channelId)
      .get()
      .then(
        (tagged): ReadOutcome => ({ kind: 'read', tagged }),
        (reason: unknown): ReadOutcome => ({ kind: 'failed', error: toAppError(reason) }),
      );
    this.receive(channelId, sentAt, outcome);
    this.publish();
  };

  /**
   * Sends a save, merges and sends it again where the scope changed meanwhile, until it needs no further request. Never
   * rejects: the machine holds the failure.
   *
   * @param machine a save that is `sending`
   */
  readonly save = async (
    channelId: number | null,
    machine: SaveMachine,
    { policy, origin, onKnown }: SaveOptions,
  ): Promise<SaveMachine> => {
    const api = this.apiOf(channelId);
    const signal = AbortSignal.timeout(longestSaveMs);
    let current = machine;
    while (current.status.kind === 'sending') {
      const { attempt } = current.status;
      const from = originOf(current, attempt, origin);
      const options = { ...(from && { origin: from }), signal };
      const event = await api.put(attempt.sent, attempt.base.etag, options).then(
        (saved): SaveEvent => ({ type: 'answered', saved }),
        (reason: unknown): SaveEvent => ({ type: 'refused', error: toAppError(reason) }),
      );
      const known = knownFrom(event);
      if (known !== null) {
        onKnown?.(known);
        this.set(channelId, known);
      }
      current = nextSave(current, event, policy);
    }
    return current;
  };

  /** Stops reading storefronts. Those that were not read can be requested again. */
  readonly stop = (): void => {
    for (const id of [...this.inView.stop(), ...this.others.stop()]) {
      const known = this.scopes.get(id) ?? unknownScope;
      if (outcomeOf(known) === null) this.scopes.delete(id);
      else this.scopes.set(id, { ...known, fetching: false });
    }
    this.publish();
  };

  private apiOf(channelId: number | null) {
    return channelId === null ? this.api.storeSettings : this.api.storefrontSettings(channelId);
  }

  /** Stores the response of a save. Later responses to older reads do not replace it. */
  private set(channelId: number | null, tagged: TaggedSettings): void {
    const now = this.now();
    this.sentAt.set(channelId, now);
    this.receive(channelId, now, { kind: 'read', tagged });
    this.publish();
  }

  private begin(channelIds: readonly (number | null)[]): number {
    const now = this.now();
    for (const id of channelIds) {
      this.sentAt.set(id, now);
      this.prefetched.delete(id);
      this.scopes.set(id, { ...(this.scopes.get(id) ?? unknownScope), fetching: true });
    }
    return now;
  }

  private request(channelIds: readonly number[], inView: boolean): void {
    if (channelIds.length === 0) return;
    const sentAt = this.begin(channelIds);
    if (inView) this.inView.addFirst(channelIds, sentAt);
    else this.others.addLast(channelIds, sentAt);
    this.publishSoon();
  }

  private isAnswered(channelId: number | null, sentAt: number): boolean {
    return (this.scopes.get(channelId)?.fetchedAt ?? 0) >= sentAt;
  }

  /** An answer to an older request does not replace the answer to a newer one. */
  private receive(channelId: number | null, sentAt: number, outcome: ReadOutcome): void {
    const known = this.scopes.get(channelId) ?? unknownScope;
    if ((known.fetchedAt ?? 0) > sentAt) return;
    const fetching = (this.sentAt.get(channelId) ?? 0) > sentAt;
    this.scopes.set(channelId, { ...withOutcome(known, outcome, sentAt), fetching });
  }

  private publish(): void {
    clearTimeout(this.publishing);
    this.publishing = undefined;
    if (![...this.scopes.values()].some(({ fetching }) => fetching)) this.endPause();
    this.store.set({ scopes: new Map(this.scopes), pausedUntil: this.pausedUntil });
  }

  private publishSoon(): void {
    this.publishing ??= setTimeout(() => this.publish(), publishEveryMs);
  }

  private endPause(): void {
    clearTimeout(this.pauseOver);
    this.pausedUntil = null;
  }

  /** Storefronts that were in flight before the pause still come in during it, so only its time ends it. */
  private pause(seconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil ?? 0, Date.now() + seconds * 1_000);
    clearTimeout(this.pauseOver);
    this.pauseOver = setTimeout(() => {
      this.endPause();
      this.publish();
    }, this.pausedUntil - Date.now());
    this.publishSoon();
  }
}
