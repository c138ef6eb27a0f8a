import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { parseRetryAfter, rateLimited, retryAfterSeconds } from '@/lib/retry-after';

describe('rateLimited', () => {
  it.each([
    [0, 1],
    [1, 1],
    [2_100, 3],
    [86_400_000, 300],
    [null, 10],
  ])('turns a wait of %s ms into %d s', (waitMs, seconds) => {
    const error = rateLimited(waitMs);
    expect(error.details).toEqual({ retryAfterSeconds: seconds, messageValues: { seconds } });
    expect(retryAfterSeconds(error)).toBe(seconds);
  });
});

describe('retryAfterSeconds', () => {
  it('has one wait for all errors that name none', () => {
    expect(retryAfterSeconds(new AppError('store_rate_limited'))).toBe(10);
    expect(retryAfterSeconds(new AppError('settings_busy', { retryAfterSeconds: 0.2 }))).toBe(1);
  });
});

describe('parseRetryAfter', () => {
  it('reads seconds and nothing else', () => {
    expect(parseRetryAfter('7')).toBe(7);
    for (const header of [null, '', '0', '-1', 'soon', 'Fri, 27 Nov 2026 16:00:00 GMT', '1e9'])
      expect(parseRetryAfter(header)).toBeUndefined();
  });
});
