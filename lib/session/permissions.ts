import { AppError } from '../errors';

/** The roles of the app, from the most to the fewest permissions. */
export const appRoles = ['admin', 'editor', 'viewer'] as const;
export type AppRole = (typeof appRoles)[number];

/** The roles that an admin can choose for new users. */
export const newUserRoles = ['editor', 'viewer'] as const satisfies readonly AppRole[];
export type NewUserRole = (typeof newUserRoles)[number];

/** A user's role, or `none` for a user whom an admin removed from the app. */
export const accessLevels = [...appRoles, 'none'] as const;
export type Access = (typeof accessLevels)[number];

/**
 * The access of a user: the owner of a store is always an admin.
 *
 * @param user `role` is the user's at BigCommerce, `appRole` what the records of the app say
 */
export function accessOf<Recorded extends Access | null>(user: {
  role: string | null;
  appRole: Recorded;
}): Recorded | 'admin' {
  return user.role === 'owner' ? 'admin' : user.appRole;
}

/**
 * The permissions: to read, to save settings (a form, a bulk change, a restore, an import), to export the history, to
 * manage people and their roles.
 */
export const permissions = ['read', 'write', 'export', 'manage'] as const;
export type Permission = (typeof permissions)[number];

/** The permissions of each role. */
const rolePermissions: Readonly<Record<AppRole, readonly Permission[]>> = {
  admin: permissions,
  editor: ['read', 'write', 'export'],
  viewer: ['read', 'export'],
};

/** Whether a role has a permission. */
export function allows(role: AppRole, needed: Permission): boolean {
  return rolePermissions[role].includes(needed);
}

/** Whether a text is the name of a role. */
export function isAppRole(text: unknown): text is AppRole {
  return appRoles.some((role) => role === text);
}

/**
 * Checks that a role has the permission that a route needs.
 *
 * @param role as the database has it at the time of the request
 * @throws {AppError} `role_insufficient`
 */
export function assertPermission(role: AppRole, needed: Permission): void {
  if (!allows(role, needed)) throw new AppError('role_insufficient');
}
