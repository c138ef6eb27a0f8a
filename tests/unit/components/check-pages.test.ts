import { expect, it } from 'vitest';
import { checkPages } from '@/components/checks/check-pages';
import { AppError } from '@/lib/errors';

const urls = Array.from({ length: 7 }, (_, index) => `https://shop.example/${index}`);
const idle = {
  wait: async () => undefined,
  onProgress: () => undefined,
  signal: new AbortController().signal,
};

it('checks every page once, two at a time', async () => {
  const checked: string[] = [];
  const progress: number[] = [];
  let running = 0;
  let most = 0;
  const failure = await checkPages(urls, {
    ...idle,
    onProgress: (done) => void progress.push(done),
    async check(url) {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      checked.push(url);
      running -= 1;
    },
  });
  expect(failure).toBeNull();
  expect(checked.toSorted()).toEqual(urls);
  expect(most).toBe(2);
  expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

it('waits as long as the server says where there were too many, and leaves no page out', async () => {
  const waits: number[] = [];
  const checked: string[] = [];
  let left = 3;
  const failure = await checkPages(urls, {
    ...idle,
    wait: async (ms) => void waits.push(ms),
    async check(url) {
      if (left-- === 0) throw new AppError('policy_checks_limited', { retryAfterSeconds: 30 });
      checked.push(url);
    },
  });
  expect(failure).toBeNull();
  expect(waits).toEqual([30_000]);
  expect(checked.toSorted()).toEqual(urls);
});

it('ends at a failure that waiting does not mend, and when it is told to', async () => {
  const error = new AppError('session_expired');
  let calls = 0;
  const failing = async () => {
    calls += 1;
    throw error;
  };
  expect(await checkPages(urls, { ...idle, check: failing })).toBe(error);
  expect(calls).toBe(2);
  const leaving = new AbortController();
  const checked: string[] = [];
  await checkPages(urls, {
    ...idle,
    signal: leaving.signal,
    async check(url) {
      checked.push(url);
      leaving.abort();
    },
  });
  expect(checked.length).toBeLessThanOrEqual(2);
});
