import { describe, expect, it } from 'vitest';
import { estimateTimeLeft } from '@/components/change-run/time-left';

const minute = 60_000;

describe('estimateTimeLeft', () => {
  it.each([
    ['nothing is known', { left: 50, done: 2, elapsedMs: 4_000, requestsPerMinute: null }, null],
    ['nothing is left', { left: 0, done: 50, elapsedMs: minute, requestsPerMinute: 50 }, null],
    [
      'the run goes at its own pace',
      { left: 60, done: 30, elapsedMs: minute, requestsPerMinute: null },
      2 * minute,
    ],
    [
      'the rate limit is slower',
      { left: 150, done: 30, elapsedMs: minute, requestsPerMinute: 50 },
      6 * minute,
    ],
    [
      'the rate limit is all that is known',
      { left: 150, done: 0, elapsedMs: 0, requestsPerMinute: 50 },
      6 * minute,
    ],
    [
      'the store answers slower than it may',
      { left: 10, done: 5, elapsedMs: 5 * minute, requestsPerMinute: 150 },
      10 * minute,
    ],
  ])('where %s', (_case, pace, expected) => {
    expect(estimateTimeLeft(pace)).toBe(expected);
  });
});
