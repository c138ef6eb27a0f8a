import { expect, it } from 'vitest';
import { createEntryIds } from '@/components/change-run/entry-ids';
import { entryOpenMs } from '@/lib/settings/change';

it('keeps one entry from the first save on, and begins another before it takes no more', () => {
  let now = 0;
  const entryId = createEntryIds(() => now);
  now = entryOpenMs;
  const first = entryId();
  now += entryOpenMs / 2;
  expect(entryId()).toBe(first);
  now += entryOpenMs / 4;
  const second = entryId();
  expect(second).not.toBe(first);
  now += entryOpenMs / 2;
  expect(entryId()).toBe(second);
});
