import { describe, expect, it } from 'vitest';
import { createDatabaseClock } from '../../../../lib/database/database-clock';
import type { FreshDatabases } from '../fresh-databases';

/** Slow machines answer late; clocks that differ by minutes are told apart all the same. Milliseconds. */
const toleranceMs = 2_000;

export function clockCases({ open }: FreshDatabases): void {
  describe('the clock of the database', () => {
    it.each([0, 300_000, -300_000])('is read by a server whose own is off by %i ms', async (skewMs) => {
      const db = await open();
      const offsets: number[] = [];
      const serverNow = () => Date.now() + skewMs;
      const clock = await createDatabaseClock(db, { serverNow, onOffset: (offset) => offsets.push(offset) });
      expect(Math.abs(clock.now() - Date.now())).toBeLessThan(toleranceMs);
      expect(Math.abs((offsets[0] ?? NaN) + skewMs)).toBeLessThan(toleranceMs);
      clock.stop();
    });

    it('runs forward in whole milliseconds, and goes on while the database is away', async () => {
      const db = await open();
      const clock = await createDatabaseClock(db, { intervalMs: 5 });
      const begun = clock.now();
      await db.destroy();
      await expect.poll(() => clock.now()).toBeGreaterThan(begun + 50);
      expect(Number.isInteger(clock.now())).toBe(true);
      clock.stop();
    });
  });
}
