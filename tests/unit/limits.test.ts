import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { limitTable } from '@/lib/limits';

const operations = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

const row = ([name, { value, unit, beyond }]: [string, (typeof limitTable)[keyof typeof limitTable]]) =>
  `| \`${name}\` | ${value.toLocaleString('en-US')}${unit === '' ? '' : ` ${unit}`} | ${beyond} |`;

describe('the table of limits in docs/operations.md', () => {
  it('is the table of lib/limits.ts', () => {
    const section = /## Limits\n([^]*?)(?=\n## |$)/.exec(operations)?.[1] ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.map((line) => line.replace(/\s+/g, ' '))).toEqual(Object.entries(limitTable).map(row));
  });
});
