import { expect, it } from 'vitest';
import { createExportTurns } from '@/lib/http/export-turns';

it('lets one export of a key run, and the next one once that has ended', () => {
  const turns = createExportTurns();
  const end = turns.begin('store 1');
  expect(() => turns.begin('store 1')).toThrow('export_running');
  const endOther = turns.begin('store 2');
  end();
  const endNext = turns.begin('store 1');
  // An end that is reported twice is not the end of the next one.
  end();
  expect(() => turns.begin('store 1')).toThrow('export_running');
  endNext();
  endOther();
  turns.begin('store 1')();
});
