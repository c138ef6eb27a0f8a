import { expect, it } from 'vitest';
import { createClockOffsets, offsetByDate } from '@/lib/clock-offsets';
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

it('reads the offset from the date of a response, in the middle of its round trip', () => {
  const at = Date.UTC(2026, 10, 27, 12);
  const date = new Date(at).toUTCString();
  expect(offsetByDate(date, at + 300, 400)).toBe(0);
  expect(offsetByDate(date, at - 60_000, 400)).toBe(60_300);
  expect(offsetByDate(date, at + 90_000, 0)).toBe(-89_500);
});

it('learns nothing from a slow response, or from one without a date', () => {
  const date = new Date(0).toUTCString();
  expect(offsetByDate(date, 0, 999)).not.toBeNull();
  expect(offsetByDate(date, 0, 1_000)).toBeNull();
  for (const odd of [undefined, '', 'yesterday', [date, date]]) expect(offsetByDate(odd, 0, 10)).toBeNull();
});
