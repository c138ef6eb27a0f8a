import { IntlMessageFormat } from 'intl-messageformat';
import messages from './messages/en.json' with { type: 'json' };

type TextKey<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Prefix}${Key}`
    : TextKey<Tree[Key], `${Prefix}${Key}.`>;
}[keyof Tree & string];

type Tree = string | { readonly [key: string]: Tree };

/** Names every text of the command line, such as `failed.noStore`. */
export type TextName = TextKey<typeof messages>;

function find(name: string): string {
  let tree: Tree = messages;
  for (const key of name.split('.')) tree = typeof tree === 'string' ? '' : (tree[key] ?? '');
  return typeof tree === 'string' ? tree : '';
}

/**
 * A text of the command line. They are for operators and are not among the app's messages; ICU's message format is the
 * same.
 *
 * @param values of the names in braces
 * @throws where a value is missing
 */
export function text(name: TextName, values: Readonly<Record<string, string | number>> = {}): string {
  return String(new IntlMessageFormat(find(name), 'en').format({ ...values }));
}

/** A moment for a person who reads logs: UTC, to the minute. */
export function toMoment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** Columns as wide as their widest cell. The last one is not filled up. */
export function toTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
