import { AppError } from '../errors';
import { type StoreSession, toChangeAuthor } from './store-session';

/** The permissions: to read, to save settings, to export the history, to manage the app itself. */
export type Permission = 'read' | 'write' | 'export' | 'manage';

type Role = ReturnType<typeof toChangeAuthor>['role'];

/** The permissions of each role. */
export type RolePermissions = Readonly<Record<Role, readonly Permission[]>>;

const everything: readonly Permission[] = ['read', 'write', 'export', 'manage'];

/** BigCommerce decides which users may open the app. Every user who may open it has every permission. */
const rolePermissions: RolePermissions = { owner: everything, user: everything };

/** Whether a session's role has a permission. */
export function hasPermission(
  session: StoreSession,
  permission: Permission,
  granted: RolePermissions = rolePermissions,
): boolean {
  const { role } = toChangeAuthor(session);
  return granted[role].includes(permission);
}

/**
 * Checks that a session's role has the permission that a route needs.
 *
 * @param granted the permissions by role; tests pass in others
 * @throws {AppError} `role_insufficient`
 */
export function assertPermission(
  session: StoreSession,
  needed: Permission,
  granted: RolePermissions = rolePermissions,
): void {
  if (!hasPermission(session, needed, granted)) throw new AppError('role_insufficient');
}
