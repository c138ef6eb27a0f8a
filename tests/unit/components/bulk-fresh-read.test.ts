import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { createFreshRead, type KnownRows } from '../../../components/data/fresh-read';
import type { StorefrontRow } from '../../../components/data/storefront-rows';

const row = (etag: string): StorefrontRow => ({ kind: 'read', tagged: { settings: {}, etag } });

const noStore = () => Promise.reject(new Error('nobody asked for the store'));

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
    const read = createFreshRead(rows, [1, 2], noStore);
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
    const read = createFreshRead(rows, [1], noStore);
    read.begin();
    change(1, row('first'));
    change(1, row('later'));
    expect(read.state().answers.get(1)).toEqual(row('first'));
  });

  it('asks once more for those that failed, and only for them', () => {
    const { rows, asked, change } = createRows([]);
    const read = createFreshRead(rows, [1, 2], noStore);
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
    const read = createFreshRead(rows, [1, 2], noStore);
    const leave = read.begin();
    change(1, row('first'), 5_000);
    expect(read.state().pausedUntil).toBe(5_000);
    change(2, row('second'), 5_000);
    expect(read.state().pausedUntil).toBeNull();
    leave();
    expect(listeners.size).toBe(0);
  });

  it('reads the whole store besides, and once more where that failed', async () => {
    const { rows, asked, change } = createRows([]);
    const answers = [
      { kind: 'failed', error: new AppError('store_failed') },
      { kind: 'read', tagged: { settings: { policyUrl: '' }, etag: 'store' } },
    ] as const;
    let reads = 0;
    const read = createFreshRead(rows, [null, 1], async () => {
      reads += 1;
      const answer = answers[reads - 1];
      if (answer === undefined) throw new Error('asked too often');
      return answer;
    });
    read.begin();
    expect(read.state().awaited).toBe(2);
    change(1, row('first'));
    await Promise.resolve();
    expect(read.state().awaited).toBe(0);
    expect(read.state().answers.get(null)).toEqual(answers[0]);
    read.retryFailed();
    expect(read.state().awaited).toBe(1);
    await Promise.resolve();
    expect(read.state().answers.get(null)).toEqual(answers[1]);
    expect(asked).toEqual([[1]]);
  });
});
