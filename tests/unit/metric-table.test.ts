import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { metricPrefix, metricTable } from '@/lib/metric-table';

it('is explained in docs/operations.md, one row for each metric', () => {
  const operations = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const section = /### Metrics\n([^]*?)(?=\n##)/.exec(operations)?.[1] ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith(`| \`${metricPrefix}_`))
    .map((line) => /`([^`]*)`/.exec(line)?.[1]);
  const names = Object.entries(metricTable).map(
    ([name, { kind }]) => `${metricPrefix}_${name}${kind === 'counter' ? '_total' : ''}`,
  );
  expect(rows).toEqual(names);
});
