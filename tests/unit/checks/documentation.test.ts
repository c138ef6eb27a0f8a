import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ruleIds, ruleOf } from '@/lib/checks/rules';

const page = readFileSync(new URL('../../../docs/checks.md', import.meta.url), 'utf8');

it('docs/checks.md has the table of rules', () => {
  const rows = page.split('\n').filter((line) => /^\| `\w+` +\| (?:problem|warning|notice) /.test(line));
  const expected = ruleIds.map((id) => {
    const { severity, fields, source } = ruleOf(id);
    return `| \`${id}\` | ${severity} | ${fields.map((field) => `\`${field}\``).join(', ')} | ${source} |`;
  });
  expect(rows.map((line) => line.replace(/ +/g, ' '))).toEqual(expected);
});
