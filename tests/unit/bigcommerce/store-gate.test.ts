import { beforeEach, describe, expect, it } from 'vitest';
import { createStoreGate, type StoreGate, type StoreGateOptions } from '@/lib/bigcommerce/store-gate';
import type { Outcome, Priority, StoreAnswer, StoreJob, Wish } from '@/lib/bigcommerce/waiting-calls';
import { createManualClock, flush, type ManualClock } from './manual-clock';

const timeLimitMs = 15_000;

/** A call that was sent, to be answered by the test. */
interface Sent {
  name: string;
  timeLeftMs: number;
  answer(outcome?: Outcome): Promise<void>;
}

const ok = (headers: StoreAnswer['headers'] = {}): StoreAnswer => ({
  status: 200,
  headers,
  body: { kind: 'json', value: {} },
});
const refused = (headers: StoreAnswer['headers'] = {}, status = 429): StoreAnswer => ({
  status,
  headers,
  body: { kind: 'json', value: null },
});
const quotaHeaders = (left: number, resetMs = 30_000, quota = 150) => ({
  'x-rate-limit-requests-quota': String(quota),
  'x-rate-limit-requests-left': String(left),
  'x-rate-limit-time-window-ms': '30000',
  'x-rate-limit-time-reset-ms': String(resetMs),
});
const timeout = () => Object.assign(new Error('no response'), { name: 'TimeoutError' });

describe('createStoreGate', () => {
  let clock: ManualClock;
  let gate: StoreGate;
  let sent: Sent[];
  beforeEach(() => {
    [clock, sent] = [createManualClock(), []];
    open();
  });

  function open(options: StoreGateOptions = {}): void {
    gate = createStoreGate({ clock, random: () => 0, ...options });
  }

  function call(
    name: string,
    wish: Priority | Wish,
    { storeHash = 'one', ...job }: Partial<StoreJob> & { storeHash?: string } = {},
  ): Promise<Outcome> {
    const attempt = (timeLeftMs: number) =>
      new Promise<Outcome>((resolve) => {
        const answer = async (outcome: Outcome = ok()) => {
          sent.splice(sent.indexOf(one), 1);
          resolve(outcome);
          await flush();
        };
        const one = { name, timeLeftMs, answer };
        sent.push(one);
      });
    const made = gate.run(
      storeHash,
      { shareKey: null, isWrite: false, timeLimitMs, attempt, retryMs: () => null, ...job },
      typeof wish === 'string' ? { priority: wish } : wish,
    );
    // A test that expects a failure looks at it later.
    made.catch(() => undefined);
    return made;
  }
  const names = () => sent.map(({ name }) => name);
  async function answerFirst(outcome?: Outcome): Promise<void> {
    const [first] = sent;
    if (!first) throw new Error('nothing was sent');
    await first.answer(outcome);
  }
  async function answerAll(outcome?: Outcome): Promise<void> {
    while (sent.length > 0) await answerFirst(outcome);
  }
  async function fill(count: number, priority: Priority = 'read', storeHash = 'one'): Promise<void> {
    for (let index = 0; index < count; index++) void call(`filler ${index}`, priority, { storeHash });
    await flush();
  }

  describe('priorities', () => {
    it('make a save first, then reads, rows in view, other rows, and background work', async () => {
      await fill(8);
      for (const priority of ['background', 'rows', 'in-view', 'read', 'save'] as const)
        void call(priority, priority);
      await flush();
      expect(sent).toHaveLength(8);
      const order: string[] = [];
      while (sent.length > 0) {
        await answerFirst();
        order.push(...names().filter((name) => !name.startsWith('filler') && !order.includes(name)));
      }
      expect(order).toEqual(['save', 'read', 'in-view', 'rows', 'background']);
    });

    it('leave room for people beside rows, and for rows beside background work', async () => {
      await fill(10, 'background');
      expect(sent).toHaveLength(2);
      await fill(10, 'rows');
      expect(sent).toHaveLength(6);
      await fill(10, 'save');
      expect(sent).toHaveLength(8);
    });

    it('make the newest rank first, and the oldest call of one rank', async () => {
      await fill(6, 'rows');
      for (const [name, rank] of [
        ['a1', 1],
        ['a2', 1],
        ['b1', 2],
        ['b2', 2],
      ] as const)
        void call(name, { priority: 'in-view', rank });
      await flush();
      const order: (string | undefined)[] = [];
      for (let index = 0; index < 4; index++) {
        await answerFirst();
        order.push(names().at(-1));
      }
      expect(order).toEqual(['b1', 'b2', 'a1', 'a2']);
    });

    it('let a store wait for its own calls only', async () => {
      await fill(30, 'read', 'one');
      void call('other', 'background', { storeHash: 'two' });
      await flush();
      expect(names()).toContain('other');
    });
  });

  describe('identical reads', () => {
    it('share one call, and its outcome', async () => {
      const shared = { shareKey: 'a' };
      const both = [call('first', 'read', shared), call('second', 'read', shared)];
      void call('other', 'read', { shareKey: 'b' });
      await flush();
      expect(names()).toEqual(['first', 'other']);
      const answer = ok();
      await answerFirst(answer);
      expect(await Promise.all(both)).toEqual([answer, answer]);
      void call('third', 'read', shared);
      await flush();
      expect(names()).toEqual(['other', 'third']);
    });

    it('take the higher priority of the callers', async () => {
      await fill(6, 'rows');
      for (const name of ['a', 'b', 'c']) void call(name, 'rows', { shareKey: name });
      void call('c', 'in-view', { shareKey: 'c' });
      await answerFirst();
      expect(names().at(-1)).toBe('c');
      void call('b', 'save', { shareKey: 'b' });
      await flush();
      expect(names().at(-1)).toBe('b');
    });

    it('are not joined after a write that began or ended meanwhile', async () => {
      const shared = { shareKey: 'a' };
      void call('before', 'read', shared);
      await flush();
      void call('write', 'save', { isWrite: true });
      await flush();
      void call('during', 'read', shared);
      await flush();
      expect(names()).toEqual(['before', 'write', 'during']);
      await sent[1]?.answer();
      void call('after', 'read', shared);
      await flush();
      expect(names()).toEqual(['before', 'during', 'after']);
    });

    it('call onBegin of one caller who still waits, just before each attempt', async () => {
      await fill(8);
      const begun: string[] = [];
      const leaving = new AbortController();
      const wish = (name: string): Wish => ({ priority: 'read', onBegin: () => void begun.push(name) });
      const left = call('a', { ...wish('left'), signal: leaving.signal }, { shareKey: 'a' });
      void call('a', wish('stays'), { shareKey: 'a', retryMs: (_, tries) => (tries === 1 ? 100 : null) });
      leaving.abort(new Error('gone'));
      await expect(left).rejects.toThrow('gone');
      expect(begun).toEqual([]);
      await answerFirst();
      expect(begun).toEqual(['stays']);
    });
  });

  describe('cancelling', () => {
    it('ends a call that waits, and lets one in flight come to its end', async () => {
      const leaving = new AbortController();
      const { signal } = leaving;
      const flying = call('flying', { priority: 'rows', signal });
      await fill(5, 'rows');
      const waiting = call('waiting', { priority: 'rows', signal });
      await flush();
      leaving.abort(new Error('gone'));
      await expect(waiting).rejects.toThrow('gone');
      await answerAll();
      expect(await flying).toMatchObject({ status: 200 });
      await expect(call('late', { priority: 'rows', signal })).rejects.toThrow('gone');
      expect(sent).toEqual([]);
    });

    it('does not end a read that another caller waits for', async () => {
      await fill(8);
      const leaving = new AbortController();
      const left = call('a', { priority: 'read', signal: leaving.signal }, { shareKey: 'a' });
      const stays = call('a', 'read', { shareKey: 'a' });
      leaving.abort();
      await expect(left).rejects.toThrow();
      await answerAll();
      expect(await stays).toMatchObject({ status: 200 });
    });

    it('does not try again for callers who left meanwhile', async () => {
      const leaving = new AbortController();
      const made = call('a', { priority: 'rows', signal: leaving.signal }, { retryMs: () => 10 });
      await flush();
      leaving.abort(new Error('gone'));
      await answerFirst(refused({}, 500));
      await expect(made).rejects.toThrow('gone');
      await clock.advance(1_000);
      expect(sent).toEqual([]);
    });
  });

  describe('after a refusal for the rate limit', () => {
    it.each([
      ['X-Rate-Limit-Time-Reset-Ms', { 'x-rate-limit-time-reset-ms': '2000' }, 2_000],
      ['Retry-After', { 'retry-after': '3' }, 3_000],
      ['Retry-After, where the reset is 0', { 'retry-after': '3', 'x-rate-limit-time-reset-ms': '0' }, 3_000],
      ['a second, where the reset is 0', { 'x-rate-limit-time-reset-ms': '0' }, 1_000],
      ['a second, where nothing is said', {}, 1_000],
      ['a second, where rubbish is said', { 'retry-after': 'soon' }, 1_000],
    ])('leaves the store alone for %s', async (_, headers, waitMs) => {
      for (const status of [429, 509]) {
        const made = call('a', 'read');
        await flush();
        await answerFirst(refused(headers, status));
        void call('b', 'save');
        await clock.advance(waitMs - 1);
        expect(sent).toEqual([]);
        await clock.advance(1);
        expect(names()).toEqual(['b', 'a']);
        await answerAll();
        expect(await made).toMatchObject({ status: 200 });
      }
    });

    it('waits longer from refusal to refusal, with jitter, where no time is said', async () => {
      open({ random: () => 1 });
      void call('a', 'rows');
      await flush();
      for (const waitMs of [1_500, 3_000, 6_000]) {
        await answerFirst(refused());
        await clock.advance(waitMs - 1);
        expect(sent).toEqual([]);
        await clock.advance(1);
        expect(names()).toEqual(['a']);
      }
    });

    it('reports a long pause to callers from before and after its beginning', async () => {
      const made = [call('a', 'read'), call('b', 'save')];
      await flush();
      await answerFirst(refused({ 'retry-after': '20' }));
      made.push(call('c', 'read'));
      await answerFirst();
      const code = 'store_rate_limited';
      for (const index of [0, 2])
        await expect(made[index]).rejects.toMatchObject({ code, details: { retryAfterSeconds: 20 } });
      expect(await made[1]).toMatchObject({ status: 200 });
      expect(sent).toEqual([]);
    });

    it('gives up in the end, and not on rows before eight refusals', async () => {
      const read = call('read', 'read');
      await flush();
      for (let index = 0; index < 3; index++) {
        await answerFirst(refused({ 'x-rate-limit-time-reset-ms': '100' }));
        await clock.advance(100);
      }
      await expect(read).rejects.toMatchObject({ code: 'store_rate_limited' });
      const row = call('row', 'rows');
      await flush();
      for (let index = 0; index < 8; index++) {
        await answerFirst(refused({ 'x-rate-limit-time-reset-ms': '20000' }));
        await clock.advance(20_000);
      }
      await answerFirst();
      expect(await row).toMatchObject({ status: 200 });
    });

    it('announces one pause to those who watch, also to who comes later', async () => {
      const [early, late]: number[][] = [[], []];
      gate.watchPauses('one', (ms) => early?.push(ms));
      await fill(9, 'rows');
      await answerAll(refused({ 'retry-after': '8' }));
      expect(early).toEqual([8_000]);
      await clock.advance(3_000);
      const unwatch = gate.watchPauses('one', (ms) => late?.push(ms));
      expect(late).toEqual([5_000]);
      unwatch();
      await clock.advance(5_000);
      await answerAll(refused({ 'retry-after': '4' }));
      expect([early, late]).toEqual([[8_000, 4_000], [5_000]]);
    });
  });

  describe('the quota', () => {
    it('is left to others by half, and not by what people do themselves', async () => {
      void call('first', 'read');
      await flush();
      await answerFirst(ok(quotaHeaders(149)));
      let left = 149;
      for (let index = 0; index < 200; index++) void call(`row ${index}`, 'rows');
      await flush();
      while (sent.length > 0) await answerFirst(ok(quotaHeaders((left -= 1))));
      expect(left).toBe(75);
      expect(() => gate.assertTurn('one')).toThrow(expect.objectContaining({ code: 'store_rate_limited' }));
      void call('person', 'save');
      await flush();
      expect(names()).toEqual(['person']);
      await answerFirst(ok(quotaHeaders(74)));
      await clock.advance(30_000);
      expect(sent, 'a new window').toHaveLength(6);
    });

    it('is shared fairly where another app took most of it at the start of the window', async () => {
      let left = 50;
      void call('first', 'rows');
      await flush();
      await answerFirst(ok(quotaHeaders(left)));
      for (let index = 0; index < 100; index++) void call(`row ${index}`, 'rows');
      await flush();
      expect(gate.pace('one')).toEqual({ requests: 25, windowMs: 30_000 });
      while (sent.length > 0) await answerFirst(ok(quotaHeaders((left -= 1))));
      expect(left).toBe(26);
      const details = { messageValues: { seconds: 30, requestsPerMinute: 50 } };
      expect(() => gate.assertTurn('one')).toThrow(
        expect.objectContaining({ details: expect.objectContaining(details) as object }),
      );
    });

    it('lets one request through where next to nothing is left', async () => {
      void call('first', 'rows');
      await flush();
      await answerFirst(ok(quotaHeaders(1)));
      for (const name of ['a', 'b']) void call(name, 'rows');
      await flush();
      expect(names()).toEqual(['a']);
    });
  });

  describe('a store that does not answer', () => {
    async function silence(): Promise<void> {
      for (let index = 0; index < 3; index++) {
        void call('silent', 'read');
        await flush();
        await clock.advance(6_000);
        await answerFirst(timeout());
      }
    }

    it('is not called any more, and callers hear it at once', async () => {
      const waiting: Promise<Outcome>[] = [];
      await fill(8);
      for (let index = 0; index < 5; index++) waiting.push(call(`waiting ${index}`, 'rows'));
      await clock.advance(6_000);
      for (let index = 0; index < 3; index++) await answerFirst(timeout());
      // Two of them took the places of the first two that timed out.
      for (const made of [...waiting.slice(2), call('late', 'save')])
        await expect(made).rejects.toMatchObject({
          code: 'store_not_answering',
          details: { retryAfterSeconds: 5 },
        });
      expect(() => gate.assertTurn('one')).toThrow(expect.objectContaining({ code: 'store_not_answering' }));
      void call('other', 'read', { storeHash: 'two' });
      await flush();
      expect(names()).toContain('other');
    });

    it('is tested by one read, for which others wait; its answer lets all go on', async () => {
      await silence();
      await clock.advance(5_000);
      const write = call('write', 'save', { isWrite: true });
      await expect(write, 'a write does not test').rejects.toMatchObject({ code: 'store_not_answering' });
      for (const name of ['probe', 'second']) void call(name, 'read');
      await flush();
      expect(sent.map(({ name, timeLeftMs }) => [name, timeLeftMs])).toEqual([['probe', 3_000]]);
      await answerFirst(refused({}, 500));
      expect(names()).toEqual(['second']);
    });

    it('is left alone for longer after each probe that fails', async () => {
      await silence();
      for (const pauseMs of [5_000, 10_000, 20_000, 30_000, 30_000]) {
        await clock.advance(pauseMs - 1);
        await expect(call('early', 'read')).rejects.toMatchObject({ code: 'store_not_answering' });
        await clock.advance(1);
        const probe = call('probe', 'read');
        const second = call('second', 'read');
        await flush();
        await clock.advance(3_000);
        await answerFirst(timeout());
        await expect(second).rejects.toMatchObject({ code: 'store_not_answering' });
        expect(await probe).toBeInstanceOf(Error);
        // The pause begins with the failure.
      }
    });

    it('is one only after three time-outs in a row', async () => {
      for (const outcome of [
        timeout(),
        timeout(),
        ok(),
        timeout(),
        new Error('cut off'),
        timeout(),
        timeout(),
      ]) {
        void call('a', 'read');
        await flush();
        await clock.advance(6_000);
        await answerFirst(outcome);
      }
      void call('b', 'read');
      await flush();
      expect(names()).toEqual(['b']);
    });
  });

  describe('the room of all stores', () => {
    it('goes round: a store with many calls does not keep another waiting', async () => {
      open({ mostInFlight: 4 });
      await fill(20, 'read', 'one');
      for (const storeHash of ['two', 'three']) await fill(2, 'read', storeHash);
      void call('two', 'read', { storeHash: 'two' });
      expect(sent).toHaveLength(4);
      for (let index = 0; index < 8; index++) await answerFirst();
      expect(names()).toContain('two');
    });

    it('is left free of background work for the most part', async () => {
      open({ mostInFlight: 8 });
      for (const storeHash of ['one', 'two', 'three', 'four']) await fill(2, 'background', storeHash);
      expect(sent).toHaveLength(2);
      void call('person', 'read', { storeHash: 'five' });
      await flush();
      expect(names()).toContain('person');
      await answerAll();
      expect(sent).toEqual([]);
    });
  });

  it('tries again when the job says so, and no longer than its time', async () => {
    const made = call('a', 'read', { retryMs: () => 4_000 });
    await flush();
    for (let index = 0; index < 3; index++) {
      await answerFirst(refused({}, 500));
      await clock.advance(4_000);
    }
    expect(sent[0]?.timeLeftMs).toBe(3_000);
    await answerFirst(refused({}, 503));
    expect(await made).toMatchObject({ status: 503 });
  });

  it('refuses more than 64 waiting calls of users', async () => {
    await fill(8 + 64);
    await expect(call('a', 'read')).rejects.toMatchObject({ code: 'store_rate_limited' });
    await answerAll();
    expect(sent).toEqual([]);
  });

  it('does not send a call whose time was over before its turn', async () => {
    await fill(8);
    const late = call('late', 'save', { isWrite: true });
    await clock.advance(timeLimitMs);
    await answerFirst();
    expect(await late).toMatchObject({ code: 'store_timeout' });
    expect(names()).not.toContain('late');
  });
});
