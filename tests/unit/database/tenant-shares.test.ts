import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asTenant, currentTenant } from '@/lib/database/tenant';
import { createTenantShares } from '@/lib/database/tenant-shares';

describe('createTenantShares', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lets a store hold its share, whatever another store holds', async () => {
    const shares = createTenantShares(2, 1_000);
    await shares.enter('one');
    const giveBack = await shares.enter('one');
    let entered = 0;
    const waiting = [1, 2].map(() => shares.enter('one').then(() => (entered += 1)));
    await shares.enter('two');
    await vi.advanceTimersByTimeAsync(1);
    expect(entered).toBe(0);
    giveBack();
    await waiting[0];
    expect(entered).toBe(1);
    await expect(
      Promise.all([waiting[1], vi.advanceTimersByTimeAsync(1_000)]),
      'the second waits in vain',
    ).rejects.toThrow('longer than 1000 ms');
    expect(entered).toBe(1);
  });

  it('does not give a place to a caller who has gone', async () => {
    const shares = createTenantShares(1, 1_000);
    const giveBack = await shares.enter('one');
    await expect(Promise.all([shares.enter('one'), vi.advanceTimersByTimeAsync(1_000)])).rejects.toThrow();
    giveBack();
    const again = await shares.enter('one');
    again();
    await shares.enter('one');
  });

  it('does not bound work of no store', async () => {
    const shares = createTenantShares(1, 1_000);
    await Promise.all([shares.enter(undefined), shares.enter(undefined), shares.enter('one')]);
  });
});

describe('asTenant', () => {
  it('holds for all that follows from the work, and for nothing else', async () => {
    const seen = asTenant('one', async () => {
      await Promise.resolve();
      return [currentTenant(), asTenant('two', currentTenant), currentTenant()];
    });
    expect(currentTenant()).toBeUndefined();
    expect(await seen).toEqual(['one', 'two', 'one']);
  });
});
