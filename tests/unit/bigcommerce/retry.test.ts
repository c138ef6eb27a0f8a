import { describe, expect, it } from 'vitest';
import { toStoreError } from '@/lib/bigcommerce/answer-error';
import { backOffMs, rateLimitResetMs, standardRetryPolicy } from '@/lib/bigcommerce/retry';

describe('rateLimitResetMs', () => {
  it('reads the header and tells its absence apart from 0', () => {
    expect(rateLimitResetMs({ 'x-rate-limit-time-reset-ms': '1500' })).toBe(1500);
    expect(rateLimitResetMs({ 'x-rate-limit-time-reset-ms': '0' })).toBe(0);
    for (const value of [undefined, '', 'soon', '-5', ['1', '2']])
      expect(rateLimitResetMs({ 'x-rate-limit-time-reset-ms': value })).toBeNull();
  });
});

describe('backOffMs', () => {
  it('doubles from try to try and never falls under half of it', () => {
    const { baseWaitMs } = standardRetryPolicy;
    expect(backOffMs(standardRetryPolicy, 1, 0)).toBe(baseWaitMs / 2);
    expect(backOffMs(standardRetryPolicy, 1, 1)).toBe(baseWaitMs);
    expect(backOffMs(standardRetryPolicy, 3, 1)).toBe(baseWaitMs * 4);
  });
});

describe('toStoreError', () => {
  const answer = (status: number, text = '', headers = {}) => ({ status, headers, text });

  it.each([
    [401, 'store_token_rejected'],
    [403, 'oauth_scope_missing'],
    [409, 'store_conflict'],
    [422, 'rejected_by_store'],
    [423, 'store_locked'],
    [429, 'store_rate_limited'],
    [500, 'store_failed'],
    [502, 'store_failed'],
    [503, 'store_unavailable'],
    [504, 'store_timeout'],
    [418, 'store_failed'],
  ])('names %d %s', (status, code) => {
    expect(toStoreError(answer(status))).toMatchObject({ code });
  });

  it('passes on the names of fields that BigCommerce refused, and survives rubbish in their place', () => {
    const errors = { 'privacy_settings.policy_url': 'is not reachable' };
    expect(toStoreError(answer(422, JSON.stringify({ status: 422, errors })))).toMatchObject({
      details: { fieldErrors: errors },
    });
    for (const text of ['', 'rubbish', '{}', '{"errors":4}', '{"errors":{"a":{}}}'])
      expect(toStoreError(answer(422, text)).details.fieldErrors).toBeUndefined();
  });

  it('rounds the wait up to whole seconds', () => {
    const limited = toStoreError(answer(429, '', { 'x-rate-limit-time-reset-ms': '2100' }));
    expect(limited.details).toMatchObject({ retryAfterSeconds: 3, messageValues: { seconds: 3 } });
  });
});
