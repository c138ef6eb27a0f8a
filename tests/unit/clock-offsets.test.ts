import { expect, it } from 'vitest';
import { createClockOffsets } from '@/lib/clock-offsets';
import { createLog } from '@/lib/log';

it('logs once when a clock begins to be off too far, and once when it is right again', () => {
  const lines: string[] = [];
  const offsets = createClockOffsets(createLog('info', { write: (line) => lines.push(line) }));
  expect(offsets.current()).toEqual({ offsetsMs: { database: null, bigCommerce: null }, isOff: false });
  offsets.report('database', 29_000);
  expect(lines).toEqual([]);
  offsets.report('database', -300_000);
  offsets.report('database', -301_000);
  offsets.report('bigCommerce', 1_000);
  expect(offsets.current()).toEqual({ offsetsMs: { database: -301_000, bigCommerce: 1_000 }, isOff: true });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"clock":"database","offsetSeconds":-300');
  offsets.report('database', 0);
  expect(offsets.current().isOff).toBe(false);
  expect(lines).toHaveLength(2);
});
