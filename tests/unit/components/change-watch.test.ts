import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../lib/errors';
import { entriesSince, pollOptions, waitAfterFailures } from '../../../components/data/change-watch';
import type { ChangeEntry } from '../../../lib/settings/change';

const entry = (id: string, count = 1, statuses: ChangeEntry['statuses'] = { applied: count }): ChangeEntry =>
  ({ id, at: 1, count, statuses }) as ChangeEntry;

const idsSince = (before: readonly ChangeEntry[], now: readonly ChangeEntry[]) =>
  entriesSince(before, now).map(({ id }) => id);

describe('changes made elsewhere', () => {
  it('are the entries above the one that was the newest', () => {
    const before = [entry('2'), entry('1')];
    expect(idsSince(before, before)).toEqual([]);
    expect(idsSince(before, [entry('4'), entry('3'), ...before])).toEqual(['4', '3']);
  });

  it('include the newest entry where it grew or was applied meanwhile', () => {
    expect(idsSince([entry('2')], [entry('2', 3)])).toEqual(['2']);
    const pending = entry('2', 1, { pending: 1 });
    expect(idsSince([pending], [entry('2')])).toEqual(['2']);
  });

  it('are all entries where the former newest is not among them, or there was none', () => {
    expect(idsSince([], [entry('2'), entry('1')])).toEqual(['2', '1']);
    expect(idsSince([entry('0')], [entry('9'), entry('8')])).toEqual(['9', '8']);
  });

  it('are looked for less often the longer that fails, up to every 16 minutes', () => {
    const minutes = [1, 2, 3, 4, 5, 9].map((failures) => waitAfterFailures(failures) / 60_000);
    expect(minutes).toEqual([2, 4, 8, 16, 16, 16]);
  });
});

describe('the poll for changes', () => {
  const minute = 60_000;

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** One failed look after so many failures in a row, as SWR reports it. */
  function fail(
    retryCount: number,
    { reason = new AppError('offline'), visible = (): boolean => true } = {},
  ) {
    const [end, revalidate] = [vi.fn(), vi.fn(async () => true)];
    pollOptions(end).onErrorRetry(reason, 'newest-changes', { isVisible: visible } as never, revalidate, {
      retryCount,
      dedupe: true,
    });
    return { end, revalidate };
  }

  it('looks each minute', () => {
    expect(pollOptions(() => undefined).refreshInterval).toBe(minute);
  });

  it.each([
    [1, 2],
    [2, 4],
    [4, 16],
    [9, 16],
  ])('after %i failures in a row looks again in %i minutes, once', (failures, minutes) => {
    const { end, revalidate } = fail(failures);
    vi.advanceTimersByTime(minutes * minute - 1);
    expect(revalidate).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(revalidate).toHaveBeenCalledExactlyOnceWith({ retryCount: failures });
    vi.advanceTimersByTime(60 * minute);
    expect(revalidate).toHaveBeenCalledOnce();
    expect(end).not.toHaveBeenCalled();
  });

  it('does not look in a tab that is hidden by then', () => {
    let visible = true;
    const { revalidate } = fail(1, { visible: () => visible });
    visible = false;
    vi.advanceTimersByTime(60 * minute);
    expect(revalidate).not.toHaveBeenCalled();
  });

  it.each(['session_ended', 'installation_gone'] as const)('ends after %s', (code) => {
    const { end, revalidate } = fail(1, { reason: new AppError(code) });
    vi.advanceTimersByTime(60 * minute);
    expect(end).toHaveBeenCalledOnce();
    expect(revalidate).not.toHaveBeenCalled();
  });
});
