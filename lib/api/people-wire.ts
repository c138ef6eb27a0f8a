import type { HistoryRow, People, RoleEntry } from '../people';
import type { Access, AppRole, NewUserRole } from '../session/permissions';
import {
  type ChangeAuthorWire,
  type ChangeEntryWire,
  fromAuthorWire,
  fromEntryWire,
  toAuthorWire,
  toEntryWire,
} from './change-wire';

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

/** A change of a role, as one row of the history. */
export interface RoleEntryWire {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  role_change: {
    author: ChangeAuthorWire;
    /** `null` for the role that new users get. */
    person: { user_id: number; email: string | null } | null;
    before: Access;
    after: Access;
    request_id: string | null;
  };
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

/** Maps a change of a role to its form in API responses. */
export function toRoleEntryWire({ id, at, roleChange }: RoleEntry): RoleEntryWire {
  const { author, person, before, after, requestId } = roleChange;
  return {
    id,
    at: new Date(at).toISOString(),
    role_change: {
      author: toAuthorWire(author),
      person: person && { user_id: person.userId, email: person.email },
      before,
      after,
      request_id: requestId,
    },
  };
}

/** Maps a change of a role from its form in API responses. */
function fromRoleEntryWire({ id, at, role_change: wire }: RoleEntryWire): RoleEntry {
  const { before, after, request_id: requestId } = wire;
  const createdAt = Date.parse(at);
  const author = fromAuthorWire(wire.author);
  const person = wire.person && { userId: wire.person.user_id, email: wire.person.email };
  return { id, at: createdAt, roleChange: { id, author, person, before, after, requestId, createdAt } };
}

/** Maps a row of the history to its form in API responses. */
export function toHistoryWire(row: HistoryRow): ChangeEntryWire | RoleEntryWire {
  return 'roleChange' in row ? toRoleEntryWire(row) : toEntryWire(row);
}

/** Maps a row of the history from its form in API responses. */
export function fromHistoryWire(row: ChangeEntryWire | RoleEntryWire): HistoryRow {
  return 'role_change' in row ? fromRoleEntryWire(row) : fromEntryWire(row);
}
