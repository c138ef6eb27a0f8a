import type { Access, NewUserRole } from './session/permissions';
import type { ChangeAuthor, ChangeEntry } from './settings/change';

/** A user of the app in one store, as admins see it. */
export interface Person {
  userId: number;
  /** `null` where BigCommerce removed the user from the store. */
  email: string | null;
  isOwner: boolean;
  /** Whether this is the user who asks. */
  isYou: boolean;
  /** `none` for one whom an admin removed from the app. */
  access: Access;
  /** When the user last opened the app, in milliseconds since the epoch. */
  lastSeenAt: number;
}

/** The users of a store, and the role that new ones get. */
export interface People {
  people: Person[];
  newUserRole: NewUserRole;
}

/** A change of a user's role, or of the role that new users get. */
export interface RoleChange {
  /** A UUID. */
  id: string;
  author: ChangeAuthor;
  /** `null` for the role that new users get. */
  person: { userId: number; email: string | null } | null;
  before: Access;
  after: Access;
  requestId: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** A change of a role as one row of the history, beside the entries of changed settings. */
export interface RoleEntry {
  /** The id of the change. */
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  roleChange: RoleChange;
}

/** One row of the history: changed settings, or a changed role. */
export type HistoryRow = ChangeEntry | RoleEntry;
