import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { createFreshRead, type KnownRows } from '../../../components/bulk/fresh-read';
import type { StorefrontRow } from '../../../components/storefronts/storefront-rows';

const row = (etag: string): StorefrontRow => ({ kind: 'read', tagged: { settings: {}, etag } });

/** The rows of the page, changed by hand. */
function createRows(first: [number, StorefrontRow][]) {
  const listeners = new Set<() => void>();
  let state: ReturnType<KnownRows['state']> = { rows: new Map(first), pausedUntil: null };
  const asked: (readonly number[])[] = [];
  return {
    asked,
    listeners,
    rows: {
      state: () => state,
      subscribe(listener: () => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      readAgain: (ids: readonly number[]) => void asked.push(ids),
    },
    change: (id: number, changed: StorefrontRow, pausedUntil: number | null = null) => {
      state = { ...state, rows: new Map([...state.rows, [id, changed]]), pausedUntil };
      for (const listener of listeners) listener();
    },
  };
}

describe('a fresh read of storefronts', () => {
  it('does not take what was known before for an answer', () => {
    const { rows, asked, change } = createRows([[1, row('old')]]);
    const read = createFreshRead(rows, [1, 2]);
    read.begin();
    expect(asked).toEqual([[1, 2]]);
    change(2, { kind: 'reading' });
    expect(read.state()).toMatchObject({ awaited: 2 });
    change(1, row('new'));
    expect(read.state().answers.get(1)).toEqual(row('new'));
    expect(read.state().awaited).toBe(1);
    change(2, row('second'));
    expect(read.state().awaited).toBe(0);
  });

  it('keeps the first answer, so that a review does not change while it is read', () => {
    const { rows, change } = createRows([]);
    const read = createFreshRead(rows, [1]);
    read.begin();
    change(1, row('first'));
    change(1, row('later'));
    expect(read.state().answers.get(1)).toEqual(row('first'));
  });

  it('asks once more for those that failed, and only for them', () => {
    const { rows, asked, change } = createRows([]);
    const read = createFreshRead(rows, [1, 2]);
    read.begin();
    change(1, row('first'));
    change(2, { kind: 'failed', error: new AppError('store_failed') });
    expect(read.state().awaited).toBe(0);
    read.retryFailed();
    expect(asked).toEqual([[1, 2], [2]]);
    expect(read.state()).toMatchObject({ awaited: 1 });
    change(2, row('second'));
    expect(read.state().answers.get(2)).toEqual(row('second'));
    expect(read.state().answers.get(1)).toEqual(row('first'));
  });

  it('tells of the pause while something is awaited, and listens no more once it is left', () => {
    const { rows, change, listeners } = createRows([]);
    const read = createFreshRead(rows, [1, 2]);
    const leave = read.begin();
    change(1, row('first'), 5_000);
    expect(read.state().pausedUntil).toBe(5_000);
    change(2, row('second'), 5_000);
    expect(read.state().pausedUntil).toBeNull();
    leave();
    expect(listeners.size).toBe(0);
  });
});
