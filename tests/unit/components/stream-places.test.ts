import { describe, expect, it } from 'vitest';
import { withStreamPlaces } from '@/components/data/stream-places';

const listener = { onRow: () => undefined, onPause: () => undefined };

/** Locks of one browser, granted in the order of the requests as the Web Locks API says. */
function createLocks(): Pick<LockManager, 'request'> {
  const tails = new Map<string, Promise<unknown>>();
  const held = new Set<string>();

  async function hold(name: string, run: () => unknown) {
    held.add(name);
    try {
      return await run();
    } finally {
      held.delete(name);
    }
  }

  async function request(
    name: string,
    { ifAvailable, signal }: LockOptions,
    callback: (lock: Lock | null) => unknown,
  ): Promise<unknown> {
    const lock: Lock = { name, mode: 'exclusive' };
    if (ifAvailable === true && held.has(name)) return callback(null);
    const before = tails.get(name) ?? Promise.resolve();
    const turn = before.then(() => {
      signal?.throwIfAborted();
      return hold(name, () => callback(lock));
    });
    tails.set(
      name,
      turn.catch(() => undefined),
    );
    if (ifAvailable === true) held.add(name);
    return turn;
  }

  return { request: request as LockManager['request'] };
}

/** Streams that end when the test says so. */
function createStreams() {
  const open: { ids: readonly number[]; end: (error?: Error) => void }[] = [];
  const begun: number[] = [];
  const read = (ids: readonly number[]) =>
    new Promise<void>((resolve, reject) => {
      begun.push(ids[0] ?? 0);
      const stream = {
        ids,
        end(error?: Error) {
          open.splice(open.indexOf(stream), 1);
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      open.push(stream);
    });
  return { open, begun, read };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const signal = () => new AbortController().signal;

describe('withStreamPlaces', () => {
  it('reads at once where the browser denies locks to the frame', async () => {
    const denied = () => Promise.reject(new DOMException('The request was denied.', 'SecurityError'));
    const locks = { request: denied as LockManager['request'] };
    const { open, read } = createStreams();
    const tab = withStreamPlaces({ readStorefronts: read }, locks);
    const reading = tab([7], listener, { inView: true, signal: signal() });
    await settle();
    expect(open.map(({ ids }) => ids)).toEqual([[7]]);
    open[0]?.end();
    await reading;
  });

  it('lets six tabs hold two streams in view and one other', async () => {
    const locks = createLocks();
    const { open, begun, read } = createStreams();
    const tabs = Array.from({ length: 6 }, () => withStreamPlaces({ readStorefronts: read }, locks));
    const inView = tabs.map((tab, index) => tab([index], listener, { inView: true, signal: signal() }));
    const others = tabs.map((tab, index) => tab([10 + index], listener, { inView: false, signal: signal() }));
    await settle();
    expect(open).toHaveLength(3);
    while (begun.length < 12) {
      open[0]?.end();
      await settle();
      expect(open.length).toBeLessThanOrEqual(3);
    }
    while (open.length > 0) open[0]?.end();
    await Promise.all([...inView, ...others]);
    expect(begun.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15]);
  });

  it('gives the place on after a failure, and to no request that was given up', async () => {
    const { open, begun, read } = createStreams();
    const tab = withStreamPlaces({ readStorefronts: read }, createLocks());
    const first = tab([1], listener, { inView: false, signal: signal() });
    const given = new AbortController();
    const second = tab([2], listener, { inView: false, signal: given.signal });
    const third = tab([3], listener, { inView: false, signal: signal() });
    await settle();
    given.abort();
    open[0]?.end(new Error('cut off'));
    await expect(first).rejects.toThrow('cut off');
    await expect(second).rejects.toThrow();
    await settle();
    expect(begun).toEqual([1, 3]);
    open[0]?.end();
    await third;
  });

  it('begins at once where the browser has no locks', async () => {
    const { open, read } = createStreams();
    const tab = withStreamPlaces({ readStorefronts: read }, undefined);
    const reads = [1, 2, 3, 4].map((id) => tab([id], listener, { inView: false, signal: signal() }));
    expect(open).toHaveLength(4);
    while (open.length > 0) open[0]?.end();
    await Promise.all(reads);
  });
});
