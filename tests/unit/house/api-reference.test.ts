import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The one method that a factory of route handlers serves; it refuses the others. */
const factories: Readonly<Record<string, string>> = {
  createServerCallback: 'GET',
  createWebhookRoute: 'POST',
};

/** The methods that a route file implements itself, as a member of an object or as a function of its own. */
function methodsOf(source: string): string[] {
  const written = source.matchAll(
    /^(?:export )?(?: {2,})?(?:async )?(?:function )?(GET|POST|PUT|PATCH|DELETE)(?:\(|: )/gm,
  );
  const made = Object.entries(factories).filter(([name]) => source.includes(`${name}(`));
  return [...[...written].map(([, method = '']) => method), ...made.map(([, method]) => method)];
}

/** Every route of a file, for instance `GET /api/stores/{storeHash}/changes`. */
function routesOf(file: string): string[] {
  const methods = methodsOf(readFileSync(join(root, file), 'utf8'));
  if (methods.length === 0) throw new Error(`${file} implements no method that this test can see`);
  const path = dirname(file)
    .replace(/^app/, '')
    .replaceAll(/\[(\w+)\]/g, '{$1}');
  return methods.map((method) => `${method} ${path}`);
}

it('docs/api.md has every route file and method, and nothing else', () => {
  // The route for all other paths only refuses.
  const files = globSync('app/**/route.ts', { cwd: root }).filter((file) => !file.includes('[...'));
  const text = readFileSync(join(root, 'docs/api.md'), 'utf8');
  const documented = [...text.matchAll(/^### `([A-Z]+ \/\S*)`$/gm)].map(([, route]) => route);
  expect(documented.toSorted()).toEqual(files.flatMap(routesOf).toSorted());
});
