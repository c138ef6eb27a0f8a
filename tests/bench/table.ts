import type { Row } from './row.ts';

const columns = ['case', 'what', 'measured', 'target', 'verdict'] as const;

function verdict({ met }: Row): string {
  if (met === undefined) return '';
  return met ? 'met' : 'NOT met';
}

function cells(name: string, row: Row): string[] {
  return [name, row.what, row.measured, row.target ?? '', verdict(row)];
}

/** All rows of all cases as one table of plain text. */
export function formatTable(results: readonly { name: string; rows: readonly Row[] }[]): string {
  const lines = [[...columns], ...results.flatMap(({ name, rows }) => rows.map((row) => cells(name, row)))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  const [head = [], ...body] = lines;
  return [head, rule, ...body]
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
