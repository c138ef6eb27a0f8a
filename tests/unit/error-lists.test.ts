import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isErrorCode } from '@/lib/errors';

const { SyntaxKind } = ts;

const chainKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.BarBarToken,
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarEqualsToken,
]);

function isChain(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && chainKinds.has(node.operatorToken.kind);
}

function isCode(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) && isErrorCode(node.text);
}

/** The codes that one comparison, and what it is chained with, asks for. */
function codesOfChain(node: ts.Node): number {
  if (isChain(node)) return codesOfChain(node.left) + codesOfChain(node.right);
  if (ts.isParenthesizedExpression(node)) return codesOfChain(node.expression);
  return ts.isBinaryExpression(node) && (isCode(node.left) || isCode(node.right)) ? 1 : 0;
}

function codesListed(node: ts.Node): number {
  if (ts.isArrayLiteralExpression(node)) return node.elements.filter(isCode).length;
  if (ts.isCaseBlock(node))
    return node.clauses.filter((clause) => ts.isCaseClause(clause) && isCode(clause.expression)).length;
  if (ts.isObjectLiteralExpression(node))
    return node.properties.filter(({ name }) => name && 'text' in name && isErrorCode(name.text)).length;
  return isChain(node) ? codesOfChain(node) : 0;
}

/** Takes the status of an ended session for the table's `ends`, as in `error.status === 401`. */
function comparesStatus(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node) || !ts.isNumericLiteral(node.right)) return false;
  const { kind } = node.operatorToken;
  const isComparison =
    kind === SyntaxKind.EqualsEqualsEqualsToken || kind === SyntaxKind.ExclamationEqualsEqualsToken;
  return isComparison && node.right.text === '401';
}

/** Where a source answers for several codes what `lib/errors.ts` should, as `file:line`. */
function findLists(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (codesListed(node) > 1 || (!file.startsWith('lib/bigcommerce/') && comparesStatus(node)))
      found.add(source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found].map((line) => `${file}:${line}`);
}

describe('lists of error codes', () => {
  it.each([
    `const passing = new Set(['store_failed', 'offline']);`,
    `const passing = ['store_failed', 'offline'] as const;`,
    `if (code === 'store_failed' || other || (code === 'offline')) act();`,
    `if (code !== 'store_failed' && code !== 'offline') act();`,
    `switch (code) { case 'store_failed': case 'offline': act(); }`,
    `const waits = { store_failed: 1, offline: 2 };`,
    `if (error.status === 401) end();`,
  ])('are found in %s', (text) => {
    expect(findLists('lib/changes/a.ts', text)).toEqual(['lib/changes/a.ts:1']);
  });

  it.each([
    `if (error.code === 'settings_changed') merge(); else if (error.code === 'offline') wait();`,
    `throw new AppError(timedOut ? 'login_timeout' : 'login_failed');`,
    `const codes = { exp: 'payload_expired', nbf: 'payload_not_yet_valid' };`,
  ])('are not found in %s', (text) => {
    expect(findLists('lib/changes/a.ts', text)).toEqual([]);
  });

  it('are nowhere but in the table', () => {
    const files = ['proxy.ts', ...globSync('{app,components,lib,server}/**/*.{ts,tsx}')];
    const sources = files.filter((file) => file !== 'lib/errors.ts');
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap((file) => findLists(file, readFileSync(file, 'utf8')))).toEqual([]);
  });
});
