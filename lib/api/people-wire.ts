import type { People } from '../people';
import type { Access, AppRole, NewUserRole } from '../session/permissions';

export interface PeopleWire {
  data: {
    user_id: number;
    /** `null` where BigCommerce removed the user from the store. */
    email: string | null;
    is_owner: boolean;
    /** Whether this is the session's user. */
    is_you: boolean;
    role: Access;
    /** ISO 8601, UTC. */
    last_seen_at: string;
  }[];
  meta: { new_user_role: NewUserRole };
}

/** The session's user, and the admins' e-mail addresses, the owner's first. */
export interface SessionWire {
  data: { user_id: number; role: AppRole; admins: string[] };
  meta: object;
}

/** The body of a change of a role. `before` is the role that the author saw. */
export interface RoleBodyWire<Role extends Access> {
  role: Role;
  before: Role;
}

/** Maps the users of a store to their form in API responses. */
export function toPeopleWire({ people, newUserRole }: People): PeopleWire {
  const data = people.map(({ userId, email, isOwner, isYou, access, lastSeenAt }) => ({
    user_id: userId,
    email,
    is_owner: isOwner,
    is_you: isYou,
    role: access,
    last_seen_at: new Date(lastSeenAt).toISOString(),
  }));
  return { data, meta: { new_user_role: newUserRole } };
}

/** Maps the users of a store from their form in API responses. */
export function fromPeopleWire({ data, meta }: PeopleWire): People {
  const people = data.map((person) => ({
    userId: person.user_id,
    email: person.email,
    isOwner: person.is_owner,
    isYou: person.is_you,
    access: person.role,
    lastSeenAt: Date.parse(person.last_seen_at),
  }));
  return { people, newUserRole: meta.new_user_role };
}
