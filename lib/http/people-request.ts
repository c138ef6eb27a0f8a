import { z } from 'zod';
import { type Access, accessLevels, type NewUserRole, newUserRoles } from '../session/permissions';
import type { Translate } from '../i18n/translator';
import { parseShape } from './save-request';

/** From one role to another. */
interface RoleStep<Role extends Access> {
  before: Role;
  after: Role;
}

const accessSchema = z.strictObject({ role: z.enum(accessLevels), before: z.enum(accessLevels) });
const newUserSchema = z.strictObject({ role: z.enum(newUserRoles), before: z.enum(newUserRoles) });

/**
 * Validates the body of a change of a user's role: `{role, before}`, each of them `admin`, `editor`, `viewer` or `none`.
 *
 * @param body parsed JSON
 * @param t for the messages
 * @throws {AppError} `invalid_fields` naming every faulty member
 */
export function parseAccessBody(body: unknown, t: Translate): RoleStep<Access> {
  const { before, role: after } = parseShape(accessSchema, body, t);
  return { before, after };
}

/** The same for the role that new users get, which is `editor` or `viewer`. */
export function parseNewUserRoleBody(body: unknown, t: Translate): RoleStep<NewUserRole> {
  const { before, role: after } = parseShape(newUserSchema, body, t);
  return { before, after };
}
