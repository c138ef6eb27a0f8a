import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isFault, toStoreError } from '@/lib/bigcommerce/answer-error';
import { parseBody } from '@/lib/bigcommerce/answer-body';
import {
  type AnswerHeaders,
  backOffMs,
  rateLimitResetMs,
  refusalWaitMs,
  standardRetryPolicy,
} from '@/lib/bigcommerce/retry';

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

describe('refusalWaitMs', () => {
  const now = Date.UTC(2026, 10, 27, 12);
  const inSeconds = (seconds: number) => new Date(now + seconds * 1_000).toUTCString();
  beforeEach(() => vi.useFakeTimers({ now, toFake: ['Date'] }));
  afterEach(() => vi.useRealTimers());

  it.each<[string, AnswerHeaders, number]>([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['a date', { 'retry-after': inSeconds(9) }, 9_000],
    ['the reset', { 'x-rate-limit-time-reset-ms': '2500' }, 2_500],
    ['the longer of both', { 'retry-after': '1', 'x-rate-limit-time-reset-ms': '2500' }, 2_500],
    ['seconds beside a reset of 0', { 'retry-after': '3', 'x-rate-limit-time-reset-ms': '0' }, 3_000],
    [
      'seconds beside a reset that is no number',
      { 'retry-after': '3', 'x-rate-limit-time-reset-ms': 'x' },
      3_000,
    ],
    ['a day, which is a mistake', { 'retry-after': '86400' }, 300_000],
    ['a date of next year', { 'retry-after': inSeconds(31_536_000) }, 300_000],
  ])('is what the headers name: %s', (_case, headers, waitMs) => {
    expect(refusalWaitMs(headers, 1, 0)).toBe(waitMs);
    expect(refusalWaitMs(headers, 5, 1), 'a little later, for not all at once').toBe(waitMs + 250);
  });

  it.each<[string, AnswerHeaders]>([
    ['no header', {}],
    ['0', { 'retry-after': '0', 'x-rate-limit-time-reset-ms': '0' }],
    ['a date that is past', { 'retry-after': inSeconds(-60) }],
    ['less than 0', { 'retry-after': '-5', 'x-rate-limit-time-reset-ms': '-1' }],
    ['words', { 'retry-after': 'soon' }],
    ['a header twice', { 'x-rate-limit-time-reset-ms': ['1', '2'] }],
  ])('is seconds that double up to half a minute, where they name nothing: %s', (_case, headers) => {
    const waits = [1, 2, 3, 6, 7, 100].map((refusals) => refusalWaitMs(headers, refusals, 0));
    expect(waits).toEqual([1_000, 2_000, 4_000, 32_000, 32_000, 32_000]);
    expect(refusalWaitMs(headers, 1, 1)).toBe(1_500);
  });
});

describe('toStoreError', () => {
  const answer = (status: number, text = '', headers = {}) => ({
    status,
    headers,
    body: parseBody(text, headers),
  });

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
    [509, 'store_rate_limited'],
    [418, 'store_failed'],
  ])('names %d %s', (status, code) => {
    expect(toStoreError(answer(status))).toMatchObject({ code });
  });

  it.each([200, 302, 401, 403, 404, 409, 422, 503])(
    'takes a page for people with %d for maintenance',
    (status) => {
      const page = answer(status, '<!DOCTYPE html><html><body>We will be back</body></html>');
      expect(toStoreError(page, 'channel_not_found')).toMatchObject({ code: 'store_unavailable' });
      expect(isFault(page)).toBe(true);
    },
  );

  it.each([
    [403, 'oauth_scope_missing'],
    [404, 'channel_not_found'],
  ] as const)('takes %d at its word where the API itself says so', (status, code) => {
    for (const text of ['', '{"status":1,"title":"No"}', '[{"message":"No"}]'])
      expect(toStoreError(answer(status, text), 'channel_not_found')).toMatchObject({ code });
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
