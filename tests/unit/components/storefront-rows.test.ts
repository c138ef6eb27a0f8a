import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStorefrontRows, type StorefrontRows } from '../../../components/data/storefront-rows';
import type { ApiClient, StorefrontRowListener, TaggedSettings } from '../../../lib/api/api-client';
import { AppError } from '../../../lib/errors';

type ReadStorefronts = ApiClient['readStorefronts'];

/** One request of the browser, which the test answers. */
interface Request {
  ids: readonly number[];
  inView: boolean;
  signal: AbortSignal;
  listener: StorefrontRowListener;
  end: () => void;
  fail: (reason: unknown) => void;
}

function tagged(etag: string): TaggedSettings {
  return { settings: { trackingConsent: true }, etag };
}

function recordRequests(): { requests: Request[]; readStorefronts: ReadStorefronts } {
  const requests: Request[] = [];
  return {
    requests,
    readStorefronts: (ids, listener, { inView, signal }) =>
      new Promise((end, fail) => {
        requests.push({ ids, inView, signal, listener, end, fail });
        signal.addEventListener('abort', () => fail(signal.reason as Error));
      }),
  };
}

const span = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Lets promises settle and gathered rows be drawn. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(100);
}

describe('the rows of storefronts', () => {
  let requests: Request[];
  let rows: StorefrontRows;

  function requestAt(index: number): Request {
    const found = requests.at(index);
    if (found === undefined) throw new Error(`there is no request ${index}`);
    return found;
  }

  function answerAll(request: Request): void {
    for (const id of request.ids) request.listener.onRow(id, tagged(`"${id}"`));
    request.end();
  }

  function kinds(): Record<number, string> {
    return Object.fromEntries([...rows.state().rows].map(([id, row]) => [id, row.kind]));
  }

  function etagOf(channelId: number): string | undefined {
    const row = rows.state().rows.get(channelId);
    return row?.kind === 'read' ? row.tagged.etag : undefined;
  }

  beforeEach(() => {
    vi.useFakeTimers();
    const recorded = recordRequests();
    requests = recorded.requests;
    rows = createStorefrontRows(recorded);
  });

  afterEach(() => {
    rows.stop();
    vi.useRealTimers();
  });

  it('shows each row as it comes, and gathers those that come together', async () => {
    const drawn = vi.fn();
    rows.subscribe(drawn);
    rows.read([1, 2, 3], { inView: true });
    await settle();
    expect(kinds()).toEqual({ 1: 'reading', 2: 'reading', 3: 'reading' });
    expect(rows.state().awaited.size).toBe(3);
    expect(drawn).toHaveBeenCalledTimes(1);

    requestAt(0).listener.onRow(2, tagged('"2"'));
    requestAt(0).listener.onRow(1, new AppError('store_failed'));
    await settle();
    expect(kinds()).toEqual({ 1: 'failed', 2: 'read', 3: 'reading' });
    expect(rows.state().awaited.size).toBe(1);
    expect(drawn).toHaveBeenCalledTimes(2);
  });

  it('hands out one and the same state until something changes', async () => {
    rows.read([1], { inView: true });
    await settle();
    const before = rows.state();
    await settle();
    expect(rows.state()).toBe(before);
  });

  it('asks for each storefront once', () => {
    rows.read([1, 2], { inView: false });
    rows.read([1, 2], { inView: false });
    rows.read([2, 3], { inView: false });
    expect(requests.map(({ ids }) => ids)).toEqual([[1, 2]]);
  });

  it('asks for the others one request after the other, 250 at a time', async () => {
    rows.read(span(1, 600), { inView: false });
    expect(requests.map(({ ids }) => ids.length)).toEqual([250]);
    answerAll(requestAt(0));
    await settle();
    expect(requests.map(({ ids }) => ids.length)).toEqual([250, 250]);
    answerAll(requestAt(1));
    await settle();
    expect(requestAt(2).ids).toEqual(span(501, 600));
    answerAll(requestAt(2));
    await settle();
    expect(rows.state().awaited.size).toBe(0);
    expect(requests).toHaveLength(3);
  });

  it('hurries on what somebody looks at now, also where it was asked for before', () => {
    rows.read(span(1, 500), { inView: false });
    rows.read([401, 402], { inView: true });
    expect(requestAt(1)).toMatchObject({ ids: [401, 402], inView: true });
    expect(requestAt(0).signal.aborted).toBe(false);
  });

  it('does not ask the others for what was answered meanwhile', async () => {
    rows.read(span(1, 300), { inView: false });
    rows.read(span(281, 300), { inView: true });
    answerAll(requestAt(1));
    answerAll(requestAt(0));
    await settle();
    expect(requestAt(2).ids).toEqual(span(251, 280));
  });

  it('keeps to one request for what is looked at: the newest first, the older ones behind it', async () => {
    rows.read([1, 2], { inView: true });
    requestAt(0).listener.onRow(1, tagged('"1"'));
    rows.read([3, 4], { inView: true });
    expect(requestAt(0).signal.aborted).toBe(true);
    expect(requestAt(1).ids).toEqual([3, 4, 2]);
    await settle();
    expect(kinds()).toEqual({ 1: 'read', 2: 'reading', 3: 'reading', 4: 'reading' });

    rows.read([3, 4], { inView: true });
    expect(requests, 'what comes next anyway is not asked for again').toHaveLength(2);
    rows.read([2], { inView: true });
    expect(requestAt(2).ids).toEqual([2, 3, 4]);
  });

  it('ignores what a request that was replaced still hands over', async () => {
    rows.read([1], { inView: true });
    rows.read([2], { inView: true });
    requestAt(0).listener.onPause(20);
    requestAt(0).listener.onRow(1, new AppError('store_timeout'));
    await settle();
    expect(kinds()).toEqual({ 1: 'reading', 2: 'reading' });
    expect(rows.state().pausedUntil).toBeNull();
  });

  it('fails what has not come when the answer ends or breaks off', async () => {
    rows.read([1, 2], { inView: true });
    requestAt(0).listener.onRow(1, tagged('"1"'));
    requestAt(0).end();
    rows.read([3], { inView: false });
    requestAt(1).fail(new AppError('session_expired'));
    await settle();
    expect(kinds()).toEqual({ 1: 'read', 2: 'failed', 3: 'failed' });
    expect(rows.state().rows.get(2)).toMatchObject({ error: { code: 'offline' } });
    expect(rows.state().rows.get(3)).toMatchObject({ error: { code: 'session_expired' } });
    expect(rows.state().awaited.size).toBe(0);
  });

  it('takes what is no AppError for a fault of ours', async () => {
    rows.read([1], { inView: true });
    requestAt(0).fail(new RangeError('a fault'));
    await settle();
    expect(rows.state().rows.get(1)).toMatchObject({ kind: 'failed', error: { code: 'internal' } });
  });

  it('goes on with the others after a request that failed', async () => {
    rows.read(span(1, 251), { inView: false });
    requestAt(0).fail(new AppError('store_failed'));
    await settle();
    expect(requestAt(1).ids).toEqual([251]);
  });

  it('does not let a request that breaks off take back what another one answered', async () => {
    rows.read([1, 2], { inView: false });
    rows.read([1], { inView: true });
    requestAt(1).listener.onRow(1, tagged('"new"'));
    requestAt(0).fail(new AppError('offline'));
    await settle();
    expect(kinds()).toEqual({ 1: 'read', 2: 'failed' });
  });

  it('ignores rows that nobody asked for', async () => {
    rows.read([1], { inView: true });
    requestAt(0).listener.onRow(7, tagged('"7"'));
    await settle();
    expect(kinds()).toEqual({ 1: 'reading' });
  });

  describe('asked once more', () => {
    it('keeps showing a row until the answer is there, and tells that it is awaited', async () => {
      rows.read([1], { inView: true });
      answerAll(requestAt(0));
      await settle();
      rows.readAgain([1]);
      await settle();
      expect(etagOf(1)).toBe('"1"');
      expect(rows.state().awaited.size).toBe(1);
      requestAt(1).listener.onRow(1, tagged('"newer"'));
      await settle();
      expect(etagOf(1)).toBe('"newer"');
    });

    it('shows a failed row as being read', async () => {
      rows.read([1], { inView: true });
      requestAt(0).fail(new AppError('store_failed'));
      await settle();
      rows.readAgain([1]);
      await settle();
      expect(kinds()).toEqual({ 1: 'reading' });
      answerAll(requestAt(1));
      await settle();
      expect(kinds()).toEqual({ 1: 'read' });
    });

    it('can leave room for what is looked at', async () => {
      rows.read(span(1, 300), { inView: false });
      answerAll(requestAt(0));
      await settle();
      answerAll(requestAt(1));
      await settle();
      rows.readAgain([1, 2]);
      rows.readAgain(span(3, 300), { inView: false });
      expect(requestAt(2)).toMatchObject({ ids: [1, 2], inView: true });
      expect(requestAt(3)).toMatchObject({ ids: span(3, 252), inView: false });
    });

    it('asks twice where the second question came after the first went out', async () => {
      rows.read([1], { inView: false });
      rows.readAgain([1], { inView: false });
      answerAll(requestAt(0));
      await settle();
      expect(requests).toHaveLength(2);
    });
  });

  it('takes over a save, whatever an older read answers', async () => {
    rows.read([1], { inView: true });
    rows.take(1, tagged('"saved"'));
    requestAt(0).listener.onRow(1, tagged('"stale"'));
    await settle();
    expect(etagOf(1)).toBe('"saved"');
    expect(rows.state().awaited.size).toBe(0);

    rows.readAgain([1]);
    requestAt(1).listener.onRow(1, tagged('"newer"'));
    await settle();
    expect(etagOf(1)).toBe('"newer"');
  });

  describe('while BigCommerce makes us wait', () => {
    it('tells until when, also while rows that were under way come in, and no longer', async () => {
      rows.read([1, 2, 3], { inView: true });
      const { listener } = requestAt(0);
      const until = Date.now() + 20_000;
      listener.onPause(20);
      listener.onRow(1, tagged('"1"'));
      await settle();
      expect(rows.state().pausedUntil).toBe(until);
      listener.onPause(5);
      await settle();
      expect(rows.state().pausedUntil, 'a shorter wait does not end a longer one').toBe(until);
      await vi.advanceTimersByTimeAsync(20_000);
      expect(rows.state()).toMatchObject({ pausedUntil: null, awaited: new Set([2, 3]) });
    });

    it('tells of no pause any more when nothing is waited for', async () => {
      rows.read([1], { inView: true });
      requestAt(0).listener.onPause(20);
      answerAll(requestAt(0));
      await settle();
      expect(rows.state().pausedUntil).toBeNull();
    });
  });

  it('stops: nothing more is asked for, and what was not read can be asked for again', async () => {
    rows.read([1, 2], { inView: true });
    rows.read(span(3, 400), { inView: false });
    requestAt(0).listener.onRow(1, tagged('"1"'));
    requestAt(1).listener.onPause(20);
    rows.stop();
    expect(requests.every(({ signal }) => signal.aborted)).toBe(true);
    await settle();
    expect(requests).toHaveLength(2);
    expect(kinds()).toEqual({ 1: 'read' });
    expect(rows.state()).toEqual({ rows: rows.state().rows, awaited: new Set(), pausedUntil: null });

    rows.read([1, 2], { inView: true });
    expect(requestAt(2).ids).toEqual([2]);
  });
});
