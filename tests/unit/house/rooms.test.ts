import { existsSync, globSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { componentRooms, libRooms } from '../../../eslint.config.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The real configuration with the rule of the zones alone, and without types: a snippet in memory has none. */
const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => ruleId === 'import-x/no-restricted-paths',
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

type Rooms = Record<string, readonly string[]>;

/** A file of a room, for instance `components/ui/notice.tsx`; a room may be a single file. */
function fileOf(folder: string, room: string): string {
  const path = join(folder, room);
  if (statSync(join(root, path)).isFile()) return path;
  const [file] = globSync('**/*.{ts,tsx,js}', { cwd: join(root, path) }).toSorted();
  if (file === undefined) throw new Error(`${path} has no file`);
  return join(path, file);
}

const importStatic = (path: string) => `import * as other from '@/${path}';\nvoid other;\n`;
const importLater = (path: string) => `void import('@/${path}');\n`;

async function isRefused(code: string, filePath: string): Promise<boolean> {
  const results = await eslint.lintText(code, { filePath: join(root, filePath) });
  const messages = results.flatMap(({ messages: found }) => found);
  if (messages.some(({ fatal }) => fatal)) throw new Error(JSON.stringify(messages));
  return messages.some(({ ruleId }) => ruleId === 'import-x/no-restricted-paths');
}

/** Every other room that a room may not import from, as the lint sees it, of a static and of a dynamic import. */
async function refusedFor(folder: string, rooms: Rooms, room: string): Promise<[string[], string[]]> {
  const refused: [string[], string[]] = [[], []];
  for (const other of Object.keys(rooms).filter((name) => name !== room)) {
    const [from, to] = [fileOf(folder, room), fileOf(folder, other)];
    if (await isRefused(importStatic(to), from)) refused[0].push(other);
    if (await isRefused(importLater(to), from)) refused[1].push(other);
  }
  return refused;
}

/** The rooms of a zone that names a part of a room, as `bigcommerce/store-context.ts`, are left out here. */
function forbidden(rooms: Rooms, room: string): string[] {
  const used = rooms[room] ?? [];
  return Object.keys(rooms).filter(
    (other) => other !== room && !used.some((name) => `${name}/`.startsWith(`${other}/`)),
  );
}

describe.each<{ folder: string; rooms: Rooms }>([
  { folder: 'components', rooms: componentRooms },
  { folder: 'lib', rooms: libRooms },
])('the rooms of $folder/', ({ folder, rooms }) => {
  it('each have a zone, files beside them included', () => {
    expect(readdirSync(join(root, folder)).toSorted()).toEqual(Object.keys(rooms).toSorted());
  });

  it('are there, with everything that their zones name', () => {
    const named = [...Object.keys(rooms), ...Object.values(rooms).flat()];
    expect(named.filter((name) => !existsSync(join(root, folder, name)))).toEqual([]);
  });

  it.each(Object.keys(rooms))('hold for what %s imports, now or later', async (room) => {
    const [refusedStatic, refusedLater] = await refusedFor(folder, rooms, room);
    expect(refusedLater).toEqual(refusedStatic);
    expect(refusedStatic).toEqual(expect.arrayContaining(forbidden(rooms, room)));
    for (const used of rooms[room] ?? []) expect(refusedStatic).not.toContain(used);
  });
});

describe('the floors of components/', () => {
  const floors = [['ui'], ['shell'], ['failures'], ['data'], ['setting-fields'], ['settings', 'change-run']];
  const features = ['bulk', 'history', 'import-export', 'people', 'storefronts', 'checks'];

  it('let no room import from a floor above it, and no feature from another one', () => {
    const rooms = componentRooms as Rooms;
    for (const [floor, names] of floors.entries()) {
      const below = floors.slice(0, floor).flat();
      for (const name of names) expect(below, name).toEqual(expect.arrayContaining([...(rooms[name] ?? [])]));
    }
    for (const feature of features)
      expect(floors.flat(), feature).toEqual(expect.arrayContaining([...(rooms[feature] ?? [])]));
  });
});

describe('other borders', () => {
  it.each([
    ['components/ui/x.tsx', 'lib/log.ts'],
    ['components/ui/x.tsx', 'lib/database/users.ts'],
    ['components/store-view.tsx', 'app/services.ts'],
    ['components/ui/x.tsx', 'admin/main.ts'],
    ['lib/settings/x.ts', 'components/store-view.tsx'],
    ['lib/settings/x.ts', 'admin/main.ts'],
    ['app/x.ts', 'admin/main.ts'],
    ['app/x.ts', 'sandbox/require-node.ts'],
    ['app/x.ts', 'tests/postgres.ts'],
    ['sandbox/x.ts', 'lib/errors.ts'],
    ['sandbox/x.ts', 'tests/postgres.ts'],
  ])('%s may not import %s', async (from, to) => {
    expect(await isRefused(importStatic(to), from)).toBe(true);
    expect(await isRefused(importLater(to), from)).toBe(true);
  });

  it('lets components/ import what both sides share', async () => {
    expect(await isRefused(importStatic('lib/errors.ts'), 'components/ui/x.tsx')).toBe(false);
  });
});
