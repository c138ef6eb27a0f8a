import { AppError } from '../errors';
import { type StoreSession, toChangeAuthor } from './store-session';

/** What a route can need: to see, to save settings, to take the history out of the app, to manage the app itself. */
export type Permission = 'read' | 'write' | 'export' | 'manage';

type Role = ReturnType<typeof toChangeAuthor>['role'];

/** What each role may do, by permission. */
export type RolePermissions = Readonly<Record<Role, readonly Permission[]>>;

const everything: readonly Permission[] = ['read', 'write', 'export', 'manage'];

/** Today BigCommerce decides who may open the app, and all who may open it may do everything. */
const rolePermissions: RolePermissions = { owner: everything, user: everything };

/**
 * The one place where a session's role is compared with what a route needs.
 *
 * @param granted by role; the app's own unless a test brings others
 * @throws {AppError} `role_insufficient`
 */
export function assertPermission(
  session: StoreSession,
  needed: Permission,
  granted: RolePermissions = rolePermissions,
): void {
  const { role } = toChangeAuthor(session);
  if (!granted[role].includes(needed)) throw new AppError('role_insufficient');
}
