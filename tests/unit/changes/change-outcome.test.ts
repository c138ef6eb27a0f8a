import { describe, expect, it } from 'vitest';
import { decidePending } from '@/lib/changes/change-outcome';
import { isArrival } from '@/lib/changes/late-arrival';
import { advance, type LastKnown, settlingMs } from '@/lib/settings/last-known';

const start = 1_000_000_000_000;
const lastKnown: LastKnown = {
  settings: { policyUrl: 'before', trackingConsent: true },
  former: [],
  suspected: [],
};
const pending = {
  id: 'a',
  before: { policyUrl: 'before' },
  requested: { policyUrl: 'requested' },
  createdAt: start - 15_000,
  leasedUntil: start,
};
const decide = (found: object, ms: number, urgent = false, known = lastKnown) =>
  decidePending(known, pending, found, { now: start + ms, urgent });

describe('what became of a change whose server is gone', () => {
  it('is applied as soon as it is to be seen', () => {
    expect(decide({ policyUrl: 'requested' }, 1)).toEqual({
      status: 'applied',
      stored: { policyUrl: 'requested' },
    });
  });

  it('stays open while a read may be older than the write', () => {
    expect(decide({ policyUrl: 'before' }, settlingMs - 1)).toBeNull();
    expect(decide({ policyUrl: 'before' }, settlingMs)).toEqual({
      status: 'failed',
      stored: { policyUrl: 'before' },
    });
  });

  it('is decided at once for a save that waits', () => {
    expect(decide({ policyUrl: 'before' }, 1, true)).toMatchObject({ status: 'failed' });
  });

  it('is that another value was written over it', () => {
    expect(decide({ policyUrl: 'other' }, 1)).toEqual({ status: 'partly', stored: { policyUrl: 'other' } });
  });

  it('stays open for every read where the requested value had just been replaced', () => {
    const toggled = advance(
      { ...lastKnown, settings: { policyUrl: 'requested' } },
      { policyUrl: 'before' },
      start,
    );
    expect(decide({ policyUrl: 'requested' }, 1, true, toggled)).toBeNull();
    expect(decide({ policyUrl: 'requested' }, settlingMs, true, toggled)).toMatchObject({
      status: 'applied',
    });
  });

  it('takes an older copy for what was there before the change', () => {
    const known = advance(
      { ...lastKnown, settings: { policyUrl: 'oldest' } },
      { policyUrl: 'before' },
      start,
    );
    expect(decide({ policyUrl: 'oldest' }, 1, false, known)).toBeNull();
    expect(decide({ policyUrl: 'oldest' }, 1, true, known)).toEqual({
      status: 'failed',
      stored: { policyUrl: 'before' },
    });
  });
});

describe('a difference', () => {
  const known = { policyUrl: 'newer', trackingConsent: true };
  const requested = { policyUrl: 'late', trackingConsent: true };

  it('is a write that arrived late where all of it is there', () => {
    const found = { policyUrl: 'late', trackingConsent: true };
    expect(isArrival({ requested }, { known, found, fields: ['policyUrl'] })).toBe(true);
  });

  it('is none where a part is missing, or where the difference is elsewhere', () => {
    const found = { policyUrl: 'late', trackingConsent: false };
    expect(isArrival({ requested }, { known, found, fields: ['policyUrl'] })).toBe(false);
    const elsewhere = { policyUrl: 'late', trackingConsent: true, guestCustomerGroupId: 3 };
    expect(isArrival({ requested }, { known, found: elsewhere, fields: ['guestCustomerGroupId'] })).toBe(
      false,
    );
  });
});
