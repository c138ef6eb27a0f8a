import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { outcomeOf, unknownScope } from '../../../components/data/scope-settings';
import { outcomesSince } from '../../../components/data/use-fresh-read';
import { SettingsStore } from '../../../components/data/settings-store';
import type { TaggedSettings } from '../../../lib/settings/customer-settings';
import type { ApiClient, SettingsApi, StorefrontRowListener } from '../../../lib/api/api-client';
import { initialSave, nextSave } from '../../../components/data/save-machine';
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

/** A request for one scope, which the test answers. */
interface SingleRequest {
  channelId: number | null;
  answer: (tagged: TaggedSettings) => void;
  fail: (reason: unknown) => void;
}

function recordSingles() {
  const singles: SingleRequest[] = [];
  const apiOf = (channelId: number | null): SettingsApi => ({
    get: () => new Promise((answer, fail) => void singles.push({ channelId, answer, fail })),
    put: () => Promise.resolve({ ...tagged('"saved"'), notStored: [], changeId: null }),
  });
  return { singles, storeSettings: apiOf(null), storefrontSettings: apiOf };
}

/** Saves a change of one setting, as the form does. */
function save(settings: SettingsStore, channelId: number | null) {
  const policy = { rateLimitWaits: 0, outageWaits: 0 };
  const request = { base: tagged('"base"'), edits: { trackingConsent: false } };
  const confirming = nextSave(initialSave, { type: 'save', request }, policy);
  return settings.save(channelId, nextSave(confirming, { type: 'confirm' }, policy), { policy });
}

describe('the settings store', () => {
  let requests: Request[];
  let singles: SingleRequest[];
  let settings: SettingsStore;

  function requestAt(index: number): Request {
    const found = requests.at(index);
    if (found === undefined) throw new Error(`there is no request ${index}`);
    return found;
  }

  function answerAll(request: Request): void {
    for (const id of request.ids) request.listener.onRow(id, tagged(`"${id}"`));
    request.end();
  }

  function kinds(): Record<string, string> {
    const known = [...settings.state().scopes];
    return Object.fromEntries(known.map(([id, scope]) => [String(id), outcomeOf(scope)?.kind ?? 'reading']));
  }

  const scopeOf = (channelId: number | null) => settings.state().scopes.get(channelId) ?? unknownScope;

  const etagOf = (channelId: number | null) => scopeOf(channelId).tagged?.etag;

  const awaited = () => [...settings.state().scopes].flatMap(([id, { fetching }]) => (fetching ? [id] : []));

  beforeEach(() => {
    vi.useFakeTimers();
    const recorded = recordRequests();
    requests = recorded.requests;
    const single = recordSingles();
    singles = single.singles;
    settings = new SettingsStore({ ...single, readStorefronts: recorded.readStorefronts });
  });

  afterEach(() => {
    settings.stop();
    vi.useRealTimers();
  });

  it('shows each row as it comes, and gathers those that come together', async () => {
    const drawn = vi.fn();
    settings.subscribe(drawn);
    settings.read([1, 2, 3], { inView: true });
    await settle();
    expect(kinds()).toEqual({ 1: 'reading', 2: 'reading', 3: 'reading' });
    expect(awaited()).toHaveLength(3);
    expect(drawn).toHaveBeenCalledTimes(1);

    requestAt(0).listener.onRow(2, tagged('"2"'));
    requestAt(0).listener.onRow(1, new AppError('store_failed'));
    await settle();
    expect(kinds()).toEqual({ 1: 'failed', 2: 'read', 3: 'reading' });
    expect(awaited()).toHaveLength(1);
    expect(drawn).toHaveBeenCalledTimes(2);
  });

  it('hands out one and the same state until something changes', async () => {
    settings.read([1], { inView: true });
    await settle();
    const before = settings.state();
    await settle();
    expect(settings.state()).toBe(before);
  });

  it('asks for each storefront once', () => {
    settings.read([1, 2], { inView: false });
    settings.read([1, 2], { inView: false });
    settings.read([2, 3], { inView: false });
    expect(requests.map(({ ids }) => ids)).toEqual([[1, 2]]);
  });

  it('asks for the others one request after the other, 250 at a time', async () => {
    settings.read(span(1, 600), { inView: false });
    expect(requests.map(({ ids }) => ids.length)).toEqual([250]);
    answerAll(requestAt(0));
    await settle();
    expect(requests.map(({ ids }) => ids.length)).toEqual([250, 250]);
    answerAll(requestAt(1));
    await settle();
    expect(requestAt(2).ids).toEqual(span(501, 600));
    answerAll(requestAt(2));
    await settle();
    expect(awaited()).toHaveLength(0);
    expect(requests).toHaveLength(3);
  });

  it('reads visible storefronts first, also where they were requested before', () => {
    settings.read(span(1, 500), { inView: false });
    settings.read([401, 402], { inView: true });
    expect(requestAt(1)).toMatchObject({ ids: [401, 402], inView: true });
    expect(requestAt(0).signal.aborted).toBe(false);
  });

  it('does not ask the others for what was answered meanwhile', async () => {
    settings.read(span(1, 300), { inView: false });
    settings.read(span(281, 300), { inView: true });
    answerAll(requestAt(1));
    answerAll(requestAt(0));
    await settle();
    expect(requestAt(2).ids).toEqual(span(251, 280));
  });

  it('keeps to one request for what is looked at: the newest first, the older ones behind it', async () => {
    settings.read([1, 2], { inView: true });
    requestAt(0).listener.onRow(1, tagged('"1"'));
    settings.read([3, 4], { inView: true });
    expect(requestAt(0).signal.aborted).toBe(true);
    expect(requestAt(1).ids).toEqual([3, 4, 2]);
    await settle();
    expect(kinds()).toEqual({ 1: 'read', 2: 'reading', 3: 'reading', 4: 'reading' });

    settings.read([3, 4], { inView: true });
    expect(requests, 'what comes next anyway is not asked for again').toHaveLength(2);
    settings.read([2], { inView: true });
    expect(requestAt(2).ids).toEqual([2, 3, 4]);
  });

  it('ignores what a request that was replaced still hands over', async () => {
    settings.read([1], { inView: true });
    settings.read([2], { inView: true });
    requestAt(0).listener.onPause(20);
    requestAt(0).listener.onRow(1, new AppError('store_timeout'));
    await settle();
    expect(kinds()).toEqual({ 1: 'reading', 2: 'reading' });
    expect(settings.state().pausedUntil).toBeNull();
  });

  it('fails what has not come when the answer ends or breaks off', async () => {
    settings.read([1, 2], { inView: true });
    requestAt(0).listener.onRow(1, tagged('"1"'));
    requestAt(0).end();
    settings.read([3], { inView: false });
    requestAt(1).fail(new AppError('session_expired'));
    await settle();
    expect(kinds()).toEqual({ 1: 'read', 2: 'failed', 3: 'failed' });
    expect(scopeOf(2).failure?.code).toBe('offline');
    expect(scopeOf(3).failure?.code).toBe('session_expired');
    expect(awaited()).toHaveLength(0);
  });

  it('takes what is no AppError for a fault of ours', async () => {
    settings.read([1], { inView: true });
    requestAt(0).fail(new RangeError('a fault'));
    await settle();
    expect(scopeOf(1)).toMatchObject({ tagged: null, failure: { code: 'internal' } });
  });

  it('goes on with the others after a request that failed', async () => {
    settings.read(span(1, 251), { inView: false });
    requestAt(0).fail(new AppError('store_failed'));
    await settle();
    expect(requestAt(1).ids).toEqual([251]);
  });

  it('does not let a request that breaks off take back what another one answered', async () => {
    settings.read([1, 2], { inView: false });
    settings.read([1], { inView: true });
    requestAt(1).listener.onRow(1, tagged('"new"'));
    requestAt(0).fail(new AppError('offline'));
    await settle();
    expect(kinds()).toEqual({ 1: 'read', 2: 'failed' });
  });

  it('ignores rows that were not requested', async () => {
    settings.read([1], { inView: true });
    requestAt(0).listener.onRow(7, tagged('"7"'));
    await settle();
    expect(kinds()).toEqual({ 1: 'reading' });
  });

  describe('asked once more', () => {
    it('keeps showing a row until the answer is there, and tells that it is awaited', async () => {
      settings.read([1], { inView: true });
      answerAll(requestAt(0));
      await settle();
      settings.readAgain([1]);
      await settle();
      expect(etagOf(1)).toBe('"1"');
      expect(awaited()).toHaveLength(1);
      requestAt(1).listener.onRow(1, tagged('"newer"'));
      await settle();
      expect(etagOf(1)).toBe('"newer"');
    });

    it('shows a failed row as being read', async () => {
      settings.read([1], { inView: true });
      requestAt(0).fail(new AppError('store_failed'));
      await settle();
      settings.readAgain([1]);
      await settle();
      expect(kinds()).toEqual({ 1: 'reading' });
      answerAll(requestAt(1));
      await settle();
      expect(kinds()).toEqual({ 1: 'read' });
    });

    it('can leave room for what is looked at', async () => {
      settings.read(span(1, 300), { inView: false });
      answerAll(requestAt(0));
      await settle();
      answerAll(requestAt(1));
      await settle();
      settings.readAgain([1, 2]);
      settings.readAgain(span(3, 300), { inView: false });
      expect(requestAt(2)).toMatchObject({ ids: [1, 2], inView: true });
      expect(requestAt(3)).toMatchObject({ ids: span(3, 252), inView: false });
    });

    it('asks twice where the second question came after the first went out', async () => {
      settings.read([1], { inView: false });
      settings.readAgain([1], { inView: false });
      answerAll(requestAt(0));
      await settle();
      expect(requests).toHaveLength(2);
    });
  });

  it('takes over a save, whatever an older read answers', async () => {
    settings.read([1], { inView: true });
    await save(settings, 1);
    requestAt(0).listener.onRow(1, tagged('"stale"'));
    await settle();
    expect(etagOf(1)).toBe('"saved"');
    expect(awaited()).toHaveLength(0);

    settings.readAgain([1]);
    requestAt(1).listener.onRow(1, tagged('"newer"'));
    await settle();
    expect(etagOf(1)).toBe('"newer"');
  });

  describe('while BigCommerce makes us wait', () => {
    it('tells until when, also while rows that were under way come in, and no longer', async () => {
      settings.read([1, 2, 3], { inView: true });
      const { listener } = requestAt(0);
      const until = Date.now() + 20_000;
      listener.onPause(20);
      listener.onRow(1, tagged('"1"'));
      await settle();
      expect(settings.state().pausedUntil).toBe(until);
      listener.onPause(5);
      await settle();
      expect(settings.state().pausedUntil, 'a shorter wait does not end a longer one').toBe(until);
      await vi.advanceTimersByTimeAsync(20_000);
      expect(settings.state().pausedUntil).toBeNull();
      expect(awaited()).toEqual([2, 3]);
    });

    it('tells of no pause any more when nothing is waited for', async () => {
      settings.read([1], { inView: true });
      requestAt(0).listener.onPause(20);
      answerAll(requestAt(0));
      await settle();
      expect(settings.state().pausedUntil).toBeNull();
    });
  });

  it('stops: nothing more is asked for, and what was not read can be asked for again', async () => {
    settings.read([1, 2], { inView: true });
    settings.read(span(3, 400), { inView: false });
    requestAt(0).listener.onRow(1, tagged('"1"'));
    requestAt(1).listener.onPause(20);
    settings.stop();
    expect(requests.every(({ signal }) => signal.aborted)).toBe(true);
    await settle();
    expect(requests).toHaveLength(2);
    expect(kinds()).toEqual({ 1: 'read' });
    expect(settings.state().pausedUntil).toBeNull();
    expect(awaited()).toEqual([]);

    settings.read([1, 2], { inView: true });
    expect(requestAt(2).ids).toEqual([2]);
  });

  describe('with what the page came with', () => {
    const came = new Map([[null, { kind: 'read', tagged: tagged('"page"') }]] as const);

    it('knows it before any request, until it is shown or read', () => {
      const { singles: _none, ...apis } = recordSingles();
      const { readStorefronts } = recordRequests();
      settings = new SettingsStore({ ...apis, readStorefronts }, came);
      expect(etagOf(null)).toBe('"page"');
      expect(settings.initial).toBe(settings.state());
      expect([null, 1].map(settings.isPrefetched)).toEqual([true, false]);
      settings.endPrefetch(null);
      expect(settings.isPrefetched(null)).toBe(false);
    });
  });

  describe('one scope alone', () => {
    it('is read in a request of its own, and is shown at once', async () => {
      const read = settings.fetch(7);
      expect(scopeOf(7)).toEqual({ ...unknownScope, fetching: true });
      singles[0]?.answer(tagged('"7"'));
      await read;
      expect(scopeOf(7)).toMatchObject({ tagged: { etag: '"7"' }, failure: null, fetching: false });
      expect(requests).toEqual([]);
    });

    it('stays as it was known where a read fails, and loses the failure with the next success', async () => {
      const first = settings.fetch(null);
      singles[0]?.answer(tagged('"first"'));
      await first;
      const second = settings.fetch(null);
      singles[1]?.fail(new AppError('store_rate_limited', { retryAfterSeconds: 5 }));
      await second;
      expect(scopeOf(null)).toMatchObject({
        tagged: { etag: '"first"' },
        failure: { code: 'store_rate_limited' },
      });
      expect(kinds()).toEqual({ null: 'failed' });
      const third = settings.fetch(null);
      expect(kinds(), 'a retry is on its way').toEqual({ null: 'reading' });
      singles[2]?.answer(tagged('"third"'));
      await third;
      expect(scopeOf(null)).toMatchObject({ tagged: { etag: '"third"' }, failure: null });
    });

    it('keeps the answer to the newest request, in whatever order they come', async () => {
      const older = settings.fetch(1);
      settings.readAgain([1]);
      requestAt(0).listener.onRow(1, tagged('"batch"'));
      singles[0]?.answer(tagged('"older"'));
      await older;
      await settle();
      expect(etagOf(1)).toBe('"batch"');
      expect(awaited()).toEqual([]);
    });
  });

  it('counts only answers to requests that were sent after a time as fresh', async () => {
    settings.read([1, 2], { inView: true });
    requestAt(0).listener.onRow(2, tagged('"old"'));
    const since = settings.now();
    const fresh = () => [...outcomesSince(settings.state().scopes, [null, 1, 2], since).keys()];
    requestAt(0).listener.onRow(1, tagged('"late"'));
    await settle();
    expect(fresh()).toEqual([]);
    settings.readAgain([null, 1, 2]);
    singles[0]?.fail(new AppError('store_failed'));
    requestAt(1).listener.onRow(1, tagged('"new"'));
    await settle();
    expect(fresh()).toEqual([null, 1]);
    await save(settings, 2);
    expect(fresh()).toEqual([null, 1, 2]);
  });
});
