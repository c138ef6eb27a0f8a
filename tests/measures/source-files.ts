import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

const production = ['app', 'components', 'lib', 'server', 'admin'].map((folder) => `${folder}/**/*.{ts,tsx}`);

/** A file of the product, parsed. */
export interface SourceFile {
  /** From the root of the project, for instance `lib/env.ts`. */
  path: string;
  lines: number;
  /** Files of the product that this one imports, statically or dynamically; imports of types count. */
  imports: readonly string[];
  /** Its functions, each with its first line and its length in lines. */
  functions: readonly { name: string; line: number; lines: number }[];
}

function importedNames(file: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
        names.push(node.moduleSpecifier.text);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) names.push(argument.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  if (node.name) return node.name.getText();
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : 'a function without a name';
}

function functionsOf(file: ts.SourceFile): SourceFile['functions'] {
  const found: { name: string; line: number; lines: number }[] = [];
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const [first, last] = [lineAt(node.getStart()), lineAt(node.end)];
      found.push({
        name: nameOf(node),
        line: first + 1,
        lines: last - first + 1,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The path of an imported file of the product; `null` for a package. */
function resolve(name: string, from: string, known: ReadonlySet<string>): string | null {
  if (!name.startsWith('.') && !name.startsWith('@/')) return null;
  const path = name.startsWith('@/') ? name.slice(2) : join(dirname(from), name);
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`];
  return candidates.find((candidate) => known.has(candidate)) ?? null;
}

/** Parses every production file: `proxy.ts`, `instrumentation.ts`, and those of the folders in {@link production}. */
export function readSourceFiles(): SourceFile[] {
  const paths = globSync([...production, 'proxy.ts', 'instrumentation.ts'], { cwd: root }).toSorted();
  const known = new Set(paths);
  return paths.map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const imports = importedNames(file).map((name) => resolve(name, path, known));
    return {
      path,
      lines: text.split('\n').length - 1,
      imports: imports.filter((name) => name !== null),
      functions: functionsOf(file),
    };
  });
}
