import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { limits } from '@/lib/limits';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
const folders = ['app', 'components', 'docs', 'lib', 'sandbox', 'server', 'tests', 'public'];

/** Texts in backticks that are a path in this repository; `…` in one stands for folders. */
function pathsIn(text: string): string[] {
  const inFolder = new RegExp(`^(?:${folders.join('|')})/[\\w.\\-/[\\]…]+$`);
  const atTop = /^[\w-]+\.(?:ts|js|json|md)$/;
  return [...text.matchAll(/`([^`\s]+)`/g)]
    .map(([, code = '']) => code)
    .filter((code) => inFolder.test(code) || (atTop.test(code) && !code.includes('/')));
}

const namesOfFiles = new Set(
  globSync(['*', `{${folders.join(',')}}/**`], { cwd: root }).map((file) => file.split('/').at(-1)),
);

/** A file by its path, or a mention by its name alone. */
function exists(path: string): boolean {
  if (!path.includes('/')) return namesOfFiles.has(path);
  if (!path.includes('…')) return existsSync(join(root, path));
  const [before = '', after = ''] = path.split('…');
  return globSync(`${before.replaceAll(/[[\]]/g, '?')}**${after}`, { cwd: root }).length > 0;
}

describe('the files for Docker', () => {
  it('pass on every variable of .env.example but those of another BigCommerce', () => {
    const variables = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = '']) => name);
    const ofAnother = /^(BIGCOMMERCE_|CONTROL_PANEL_)/;
    expect(variables.length).toBeGreaterThan(10);
    const compose = read('compose.yaml');
    const missing = variables.filter((name) => !new RegExp(`^ {6}${name}:`, 'm').test(compose));
    expect(missing.filter((name) => !ofAnother.test(name))).toEqual([]);
  });

  it('leave a stop the time that it may take', () => {
    const [, seconds] = /docker run --stop-timeout (\d+)/.exec(read('README.md')) ?? [];
    expect(Number(seconds) * 1_000).toBeGreaterThan(limits.stopMs);
  });
});

describe.each(documents)('%s', (file) => {
  const text = read(file);

  it('names only files that exist', () => {
    expect(pathsIn(text).filter((path) => !exists(path))).toEqual([]);
  });

  it('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(file), link)))).toEqual([]);
  });

  it('names only commands of package.json', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, command = '']) => command);
    expect(commands.filter((command) => !(command in scripts))).toEqual([]);
  });
});

it('every decision has the four headings', () => {
  const headings = (file: string) => [...read(file).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  const decisions = documents.filter((file) => file.startsWith('docs/decisions/'));
  expect(decisions.length).toBeGreaterThan(15);
  for (const file of decisions)
    expect(headings(file), file).toEqual(['Status', 'Context', 'Decision', 'Consequences']);
});

it('the functions of the walks in docs/architecture.md are in their files', () => {
  const rows = [...read('docs/architecture.md').matchAll(/^\|\s*\d+\s*\|([^|]+)\|([^|]+)\|/gm)];
  expect(rows.length).toBeGreaterThan(20);
  const missing = rows.flatMap(([, functions = '', files = '']) => {
    const paths = pathsIn(files).filter((path) => !path.includes('…'));
    const sources = paths.map((path) => read(path.includes('/') ? path : `lib/changes/${path}`)).join('\n');
    const names = [...functions.matchAll(/`(?:\w+\.)?(\w+)`/g)].map(([, name = '']) => name);
    return paths.length === 0 ? [] : names.filter((name) => !new RegExp(`\\b${name}\\b`).test(sources));
  });
  expect(missing).toEqual([]);
});

it('the words that cspell accepts are sorted and unique', () => {
  const { words } = z.object({ words: z.array(z.string()) }).parse(JSON.parse(read('cspell.json')));
  const sorted = [...new Set(words)].toSorted((one, other) =>
    one.localeCompare(other, 'en', { sensitivity: 'base' }),
  );
  expect(words).toEqual(sorted);
});
