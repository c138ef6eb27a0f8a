import { expect, it } from 'vitest';
import { toOutcome } from '../../../components/data/scope-settings';
import { failureOf } from '../../../components/shell/initial-reads';

it('keeps the wait that the server sent with a read that failed', () => {
  const read = { code: 'store_rate_limited', retryAfterSeconds: 27 } as const;
  const error = { code: 'store_rate_limited', status: 429, details: { retryAfterSeconds: 27 } };
  expect(failureOf(read)).toMatchObject(error);
  expect(toOutcome(read)).toMatchObject({ kind: 'failed', error });
});

it('names no wait where the server knew of none', () => {
  expect(failureOf({ code: 'store_timeout' }).details).toEqual({});
});
