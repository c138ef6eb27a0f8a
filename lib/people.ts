import type { Access, NewUserRole } from './session/permissions';

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
