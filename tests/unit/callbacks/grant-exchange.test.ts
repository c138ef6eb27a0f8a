import { describe, expect, it, vi } from 'vitest';
import { createGrantExchange } from '@/lib/callbacks/grant-exchange';
import { AppError } from '@/lib/errors';
import { limits } from '@/lib/limits';

const rejected = () => Promise.reject(new AppError('grant_rejected'));
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'spent',
    (error: unknown) => (error instanceof AppError ? error.code : 'another error'),
  );

describe('createGrantExchange', () => {
  it('asks for few codes at once, lets few wait, and refuses the others at once', async () => {
    const exchange = createGrantExchange();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const spend = vi.fn(async () => {
      await gate;
      throw new AppError('grant_rejected');
    });
    const attempts = Array.from({ length: 3_000 }, (_, n) => code(exchange.once(`grant:${n}`, null, spend)));
    await vi.waitFor(() => expect(spend).toHaveBeenCalledTimes(limits.grantExchanges));
    open();
    const outcomes = await Promise.all(attempts);
    const admitted = limits.grantExchanges + limits.waitingGrants;
    expect(outcomes.filter((outcome) => outcome === 'grant_rejected')).toHaveLength(admitted);
    expect(outcomes.filter((outcome) => outcome === 'login_busy')).toHaveLength(3_000 - admitted);
    expect(spend).toHaveBeenCalledTimes(admitted);
  });

  it('says when to try again', async () => {
    const exchange = createGrantExchange();
    const never = () => new Promise<never>(() => undefined);
    const admitted = limits.grantExchanges + limits.waitingGrants;
    for (let n = 0; n < admitted; n++) void exchange.once(`grant:${n}`, null, never);
    await expect(exchange.once('grant:more', null, never)).rejects.toThrow(
      expect.objectContaining({ status: 503, details: { retryAfterSeconds: 5 } }),
    );
  });

  it('remembers a code that was refused, and no other failure', async () => {
    const exchange = createGrantExchange();
    const spend = vi.fn(rejected);
    expect(await code(exchange.once('grant:a', null, spend))).toBe('grant_rejected');
    expect(await code(exchange.once('grant:a', null, spend))).toBe('grant_rejected');
    expect(spend).toHaveBeenCalledTimes(1);
    const fails = vi.fn(() => Promise.reject(new AppError('login_timeout')));
    for (let n = 0; n < 2; n++) await code(exchange.once('grant:b', null, fails));
    expect(fails).toHaveBeenCalledTimes(2);
  });

  it('spends a code once for two callers at the same time', async () => {
    const exchange = createGrantExchange();
    const spend = vi.fn(() => Promise.resolve('token'));
    const both = [exchange.once('grant:a', null, spend), exchange.once('grant:a', null, spend)];
    expect(await Promise.all(both)).toEqual(['token', 'token']);
    expect(spend).toHaveBeenCalledTimes(1);
  });

  it('refuses an address after some refused codes, and no other address', async () => {
    const exchange = createGrantExchange();
    for (let n = 0; n < limits.refusedGrantsPerAddress; n++)
      await code(exchange.once(`grant:${n}`, '203.0.113.7', rejected));
    const attempt = (address: string | null) =>
      code(exchange.once(`grant:of ${String(address)}`, address, () => Promise.resolve()));
    expect(await attempt('203.0.113.7')).toBe('too_many_attempts');
    expect(await attempt('203.0.113.8')).toBe('spent');
    expect(await attempt(null)).toBe('spent');
  });
});
