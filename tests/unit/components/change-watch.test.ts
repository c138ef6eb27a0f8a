import { describe, expect, it } from 'vitest';
import { entriesSince, waitAfterFailures } from '../../../components/data/change-watch';
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
