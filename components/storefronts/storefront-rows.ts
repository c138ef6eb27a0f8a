import type { ApiClient, TaggedSettings } from '@/lib/api-client';
import { AppError } from '@/lib/errors';
import type { StorefrontSettings } from '@/lib/settings/customer-settings';

/** What we know of one storefront's settings. Until it is asked for, there is no row. */
export type StorefrontRow =
  | { kind: 'reading' }
  | { kind: 'read'; tagged: TaggedSettings<StorefrontSettings> }
  | { kind: 'failed'; error: AppError };

export interface StorefrontRowsState {
  rows: ReadonlyMap<number, StorefrontRow>;
  /** BigCommerce makes us wait until then, on the wall clock in milliseconds; `null` while it does not. */
  pausedUntil: number | null;
}

/** The settings of many storefronts, as they come in. */
export interface StorefrontRows {
  state: () => StorefrontRowsState;
  subscribe: (listener: () => void) => () => void;
  /**
   * Asks for the settings of storefronts that were not asked for yet.
   *
   * @param inView somebody looks at them now: they come first
   */
  read: (channelIds: readonly number[], options: { inView: boolean }) => void;
  /** Asks once more, whatever is known. What is shown stays until the answer is there. */
  readAgain: (channelIds: readonly number[]) => void;
  /** Takes over what a save or another read answered. */
  take: (channelId: number, tagged: TaggedSettings<StorefrontSettings>) => void;
  /** Ends all reading. What was not read can be asked for again. */
  stop: () => void;
}

/** Rows come in quick succession: so long they are gathered before the page is drawn anew. */
const drawEveryMs = 60;

/** As many as one request may ask for. */
const idsPerRequest = 250;

const nothing: StorefrontRowsState = { rows: new Map(), pausedUntil: null };

function toAppError(reason: unknown): AppError {
  return reason instanceof AppError ? reason : new AppError('offline', { cause: reason });
}

function chunksOf(ids: readonly number[]): number[][] {
  const count = Math.ceil(ids.length / idsPerRequest);
  return Array.from({ length: count }, (_, index) =>
    ids.slice(index * idsPerRequest, (index + 1) * idsPerRequest),
  );
}

/**
 * Reads the settings of a store's storefronts: what is looked at at once, the others one request after the other, so
 * that the browser's few connections stay free for the person.
 */
export function createStorefrontRows(api: Pick<ApiClient, 'readStorefronts'>): StorefrontRows {
  const listeners = new Set<() => void>();
  const rows = new Map<number, StorefrontRow>();
  /** The newest change of a row: an answer to an older question does not replace it. */
  const versions = new Map<number, number>();
  let controller = new AbortController();
  let state = nothing;
  let pausedUntil: number | null = null;
  let drawing: ReturnType<typeof setTimeout> | null = null;
  let others: Promise<unknown> = Promise.resolve();
  let clock = 0;

  function draw(): void {
    drawing = null;
    state = { rows: new Map(rows), pausedUntil };
    for (const listener of listeners) listener();
  }

  function drawSoon(): void {
    drawing ??= setTimeout(draw, drawEveryMs);
  }

  function put(channelId: number, row: StorefrontRow): void {
    rows.set(channelId, row);
    drawSoon();
  }

  async function request(channelIds: readonly number[], inView: boolean): Promise<void> {
    const { signal } = controller;
    const asked = new Map(channelIds.map((id) => [id, versions.get(id) ?? 0]));
    const take = (channelId: number, row: StorefrontRow) => {
      if (asked.get(channelId) === (versions.get(channelId) ?? 0)) put(channelId, row);
      asked.delete(channelId);
    };
    const listener = {
      onRow(channelId: number, row: TaggedSettings<StorefrontSettings> | AppError) {
        pausedUntil = null;
        take(
          channelId,
          row instanceof AppError ? { kind: 'failed', error: row } : { kind: 'read', tagged: row },
        );
      },
      onPause(seconds: number) {
        pausedUntil = Date.now() + seconds * 1_000;
        drawSoon();
      },
    };
    const failure = await api
      .readStorefronts(channelIds, listener, { inView, signal })
      .then(() => new AppError('offline'), toAppError);
    if (signal.aborted) return;
    // What has not come will not come any more.
    for (const channelId of [...asked.keys()]) take(channelId, { kind: 'failed', error: failure });
  }

  function ask(channelIds: readonly number[], inView: boolean): void {
    for (const chunk of chunksOf(channelIds)) {
      if (inView) void request(chunk, true);
      else others = others.then(() => request(chunk, false));
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read(channelIds, { inView }) {
      const unknown = channelIds.filter((id) => !rows.has(id));
      if (unknown.length === 0) return;
      for (const id of unknown) put(id, { kind: 'reading' });
      ask(unknown, inView);
    },
    readAgain(channelIds) {
      for (const id of channelIds) if (rows.get(id)?.kind !== 'read') put(id, { kind: 'reading' });
      ask(channelIds, true);
    },
    take(channelId, tagged) {
      versions.set(channelId, (clock += 1));
      put(channelId, { kind: 'read', tagged });
    },
    stop() {
      controller.abort();
      controller = new AbortController();
      for (const [channelId, row] of rows) if (row.kind === 'reading') rows.delete(channelId);
      if (drawing !== null) clearTimeout(drawing);
      drawing = null;
    },
  };
}
