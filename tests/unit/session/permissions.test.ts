import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  allows,
  type AppRole,
  assertPermission,
  type Permission,
  permissions,
} from '@/lib/session/permissions';

const table: Record<AppRole, Record<Permission, boolean>> = {
  admin: { read: true, write: true, export: true, manage: true },
  editor: { read: true, write: true, export: true, manage: false },
  viewer: { read: true, write: false, export: true, manage: false },
};

const cells = Object.entries(table).flatMap(([role, granted]) =>
  Object.entries(granted).map(([permission, isGranted]) => ({
    role: role as AppRole,
    permission: permission as Permission,
    isGranted,
  })),
);

describe('the permissions of a role', () => {
  it.each(cells)('$role, $permission: $isGranted', ({ role, permission, isGranted }) => {
    expect(allows(role, permission)).toBe(isGranted);
    const check = () => assertPermission(role, permission);
    if (isGranted) expect(check).not.toThrow();
    else
      expect(check).toThrow(
        expect.objectContaining({
          code: 'role_insufficient',
          status: 403,
        }),
      );
  });
});

/** Each method of a route file with the permission that it names. */
function verbsOf(file: string): (readonly [string, string | undefined])[] {
  const source = readFileSync(file, 'utf8');
  const verbs = [...source.matchAll(/^ {2}(GET|PUT|POST|PATCH|DELETE): \{\n(?: {4}permission: '(\w+)',)?/gm)];
  return verbs.map(([, method, permission]) => [`${method} ${file}`, permission] as const);
}

describe('every route of a store', () => {
  const verbs = globSync('app/api/stores/**/route.ts').flatMap(verbsOf);

  it('names a permission for each method', () => {
    expect(verbs.length).toBeGreaterThan(12);
    for (const [verb, permission] of verbs)
      expect([verb, permissions]).toEqual([verb, expect.arrayContaining([permission])]);
  });

  it('lets viewers change nothing but their own session and language, and only admins see people', () => {
    const own = ['/session/', '/language/'];
    const changing = verbs.filter(
      ([verb]) => !verb.startsWith('GET') && !own.some((path) => verb.includes(path)),
    );
    expect(changing.filter(([, permission]) => allows('viewer', permission as Permission))).toEqual([]);
    const people = verbs.filter(([verb]) => verb.includes('/[storeHash]/people'));
    expect(people.map(([, permission]) => permission)).toEqual(people.map(() => 'manage'));
  });
});
