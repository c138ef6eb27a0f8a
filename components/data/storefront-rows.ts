import type { ApiClient, TaggedSettings } from '@/lib/api/api-client';
import { AppError, toAppError } from '@/lib/errors';
import { createStore } from '../ui/create-store';

/** What we know of one storefront's settings. Until it is asked for, there is no row. */
export type StorefrontRow =
  { kind: 'reading' } | { kind: 'read'; tagged: TaggedSettings } | { kind: 'failed'; error: AppError };

export interface StorefrontRowsState {
  rows: ReadonlyMap<number, StorefrontRow>;
  /** Those whose answer is still to come, also where they are shown and were asked for once more. */
  awaited: ReadonlySet<number>;
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
   * @param inView somebody looks at them now: they come first, also where they were asked for before
   */
  read: (channelIds: readonly number[], options: { inView: boolean }) => void;
  /** Asks once more, whatever is known. What is shown stays until the answer is there. */
  readAgain: (channelIds: readonly number[], options?: { inView: boolean }) => void;
  /** Takes over what a save or another read answered. */
  take: (channelId: number, tagged: TaggedSettings) => void;
  /** Ends all reading. What was not read can be asked for again. */
  stop: () => void;
}

/** Rows come in quick succession: so long they are gathered before the page is drawn anew. */
const drawEveryMs = 60;

/** As many as one request may ask for. */
const idsPerRequest = 250;

/** The state of rows that nobody asked for yet. */
export const noRows: StorefrontRowsState = { rows: new Map(), awaited: new Set(), pausedUntil: null };

/** Questions are numbered in the order in which they were asked. */
type Question = number;

/** One request after the other, for so long as there are storefronts to ask for. */
interface Lane {
  inView: boolean;
  /** The storefronts without an answer, the next one first. */
  awaited: Map<number, Question>;
  request: AbortController | null;
}

function createLane(inView: boolean): Lane {
  return { inView, awaited: new Map(), request: null };
}

/**
 * Reads the settings of a store's storefronts: those that somebody looks at in one request, the newest first, and the
 * others in another. Two at once, however quickly somebody turns the pages, so that the browser's few connections stay
 * free for a save.
 */
export function createStorefrontRows(api: Pick<ApiClient, 'readStorefronts'>): StorefrontRows {
  const store = createStore(noRows);
  const rows = new Map<number, StorefrontRow>();
  /** The newest question that a row answers: an answer to an older one does not replace it. */
  const answered = new Map<number, Question>();
  const looked = createLane(true);
  const others = createLane(false);
  let pausedUntil: number | null = null;
  let pauseOver: ReturnType<typeof setTimeout> | undefined;
  let drawing: ReturnType<typeof setTimeout> | undefined;
  let clock: Question = 0;

  function isAnswered(channelId: number, question: Question): boolean {
    return (answered.get(channelId) ?? 0) >= question;
  }

  function awaitedIds(): Set<number> {
    const open = [...looked.awaited, ...others.awaited].filter(([id, question]) => !isAnswered(id, question));
    return new Set(open.map(([id]) => id));
  }

  function draw(): void {
    clearTimeout(drawing);
    drawing = undefined;
    const awaited = awaitedIds();
    if (awaited.size === 0) endPause();
    store.set({ rows: new Map(rows), awaited, pausedUntil });
  }

  function drawSoon(): void {
    drawing ??= setTimeout(draw, drawEveryMs);
  }

  function endPause(): void {
    clearTimeout(pauseOver);
    pausedUntil = null;
  }

  /** Rows that were under way before the pause still come in during it, so only its time ends it. */
  function pause(seconds: number): void {
    pausedUntil = Math.max(pausedUntil ?? 0, Date.now() + seconds * 1_000);
    clearTimeout(pauseOver);
    pauseOver = setTimeout(() => {
      endPause();
      draw();
    }, pausedUntil - Date.now());
    drawSoon();
  }

  function put(channelId: number, row: StorefrontRow): void {
    rows.set(channelId, row);
    drawSoon();
  }

  function answer(lane: Lane, channelId: number, question: Question, row: StorefrontRow): void {
    if (lane.awaited.get(channelId) === question) lane.awaited.delete(channelId);
    drawSoon();
    if ((answered.get(channelId) ?? 0) > question) return;
    answered.set(channelId, question);
    put(channelId, row);
  }

  /** What to ask for next. What the other lane answered meanwhile is left out. */
  function takeNext(lane: Lane): Map<number, Question> {
    for (const [id, question] of lane.awaited) if (isAnswered(id, question)) lane.awaited.delete(id);
    return new Map([...lane.awaited].slice(0, idsPerRequest));
  }

  async function request(lane: Lane, asked: Map<number, Question>, signal: AbortSignal): Promise<void> {
    const listener = {
      onRow(channelId: number, row: TaggedSettings | AppError) {
        const question = asked.get(channelId);
        if (signal.aborted || question === undefined) return;
        asked.delete(channelId);
        const failed = row instanceof AppError;
        answer(
          lane,
          channelId,
          question,
          failed ? { kind: 'failed', error: row } : { kind: 'read', tagged: row },
        );
      },
      onPause(seconds: number) {
        if (!signal.aborted) pause(seconds);
      },
    };
    const failure = await api
      .readStorefronts([...asked.keys()], listener, { inView: lane.inView, signal })
      .then(() => new AppError('offline'), toAppError);
    if (signal.aborted) return;
    // What has not come will not come any more.
    for (const [id, question] of asked) answer(lane, id, question, { kind: 'failed', error: failure });
  }

  async function work(lane: Lane): Promise<void> {
    const controller = new AbortController();
    lane.request = controller;
    for (let asked = takeNext(lane); asked.size > 0; asked = takeNext(lane)) {
      await request(lane, asked, controller.signal);
      if (controller.signal.aborted) return;
    }
    lane.request = null;
  }

  /** The others of the lane are asked for again behind them: the server shares the reads that it has begun. */
  function askFirst(channelIds: readonly number[]): void {
    const question = (clock += 1);
    const first = new Map(channelIds.map((id) => [id, question]));
    looked.awaited = new Map([...first, ...[...looked.awaited].filter(([id]) => !first.has(id))]);
    looked.request?.abort();
    void work(looked);
  }

  function askLater(channelIds: readonly number[]): void {
    const question = (clock += 1);
    for (const id of channelIds) others.awaited.set(id, question);
    if (others.request === null) void work(others);
  }

  function ask(channelIds: readonly number[], inView: boolean): void {
    if (channelIds.length === 0) return;
    if (inView) askFirst(channelIds);
    else askLater(channelIds);
    drawSoon();
  }

  function comesNext(channelIds: readonly number[]): boolean {
    const next = new Set([...looked.awaited.keys()].slice(0, channelIds.length));
    return channelIds.every((id) => next.has(id));
  }

  return {
    state: store.get,
    subscribe: store.subscribe,
    read(channelIds, { inView }) {
      const unknown = channelIds.filter((id) => !rows.has(id));
      for (const id of unknown) put(id, { kind: 'reading' });
      const missing = channelIds.filter((id) => rows.get(id)?.kind === 'reading');
      if (!inView) ask(unknown, false);
      else if (!comesNext(missing)) ask(missing, true);
    },
    readAgain(channelIds, { inView } = { inView: true }) {
      for (const id of channelIds) if (rows.get(id)?.kind !== 'read') put(id, { kind: 'reading' });
      ask(channelIds, inView);
    },
    take(channelId, tagged) {
      answered.set(channelId, (clock += 1));
      put(channelId, { kind: 'read', tagged });
    },
    stop() {
      for (const lane of [looked, others]) {
        lane.request?.abort();
        lane.request = null;
        lane.awaited.clear();
      }
      for (const [channelId, row] of rows) if (row.kind === 'reading') rows.delete(channelId);
      draw();
    },
  };
}
