import type { Generated } from 'kysely';

/**
 * The tables as kysely sees them. Names are camelCase here and snake_case in SQL: kysely's CamelCasePlugin converts,
 * so that the house's words stay the same in every layer and no repository copies rows field by field.
 *
 * Every `…At` is an integer count of milliseconds since the epoch.
 */
export interface Schema {
  installations: InstallationsTable;
  users: UsersTable;
  signedPayloads: SignedPayloadsTable;
  endedSessions: EndedSessionsTable;
  changes: ChangesTable;
  knownSettings: KnownSettingsTable;
  knownNames: KnownNamesTable;
}

/** One row a store: its newest installation. */
export interface InstallationsTable {
  storeHash: string;
  /** A UUID that is new at each install, so that a session of an earlier install can be told apart. */
  installationId: string;
  /** The store's access token as JWE; null once the app is uninstalled. */
  accessTokenJwe: string | null;
  /** Separated by single spaces, as BigCommerce sends them. */
  oauthScopes: string;
  ownerId: number;
  ownerEmail: string;
  installedAt: number;
  uninstalledAt: number | null;
  /** What PUT does to members that are not sent, of the store's settings: `merges`, `replaces`, null while unknown. */
  storePut: PutBehaviour | null;
  /** The same of storefronts' settings. */
  storefrontPut: PutBehaviour | null;
  /** When it is to be found out whether an uninstall that the owner did not sign was one; null while there is none. */
  uninstallCheckAt: number | null;
  /** When BigCommerce was last asked whether the token works, though nobody opened the app. */
  tokenCheckedAt: number | null;
  /** When BigCommerce refused the token then; null where it did not. */
  tokenRejectedAt: number | null;
}

export type PutBehaviour = 'merges' | 'replaces';

/** One row a store and person. */
export interface UsersTable {
  storeHash: string;
  userId: number;
  /** Empty once the person was removed. */
  email: string;
  locale: string;
  role: UserRole;
  firstSeenAt: number;
  lastSeenAt: number;
  removedAt: number | null;
  /** Grows with each removal: a session of an earlier admission stays dead when the person is let in again. */
  admission: Generated<number>;
}

export type UserRole = 'owner' | 'user';

/** One row a signed payload, or a grant code by its digest, that was acted upon. */
export interface SignedPayloadsTable {
  jti: string;
  purpose: SignedPayloadPurpose;
  expiresAt: number;
  firstUsedAt: number | null;
  /** The installation that it opened. */
  installationId: string | null;
  /** The person that it opened the app for. */
  userId: number | null;
  /** When a session that it opened was signed out. */
  endedAt: number | null;
}

/** The callback that a signed payload was used for. */
export type SignedPayloadPurpose = 'install' | 'load' | 'uninstall' | 'remove_user';

/** One row a session that was ended before it expired. */
export interface EndedSessionsTable {
  sessionId: string;
  expiresAt: number;
}

/** One row a change of one scope's settings. What is JSON is text here: both engines keep it as it was written. */
export interface ChangesTable {
  /** A UUID. */
  id: string;
  storeHash: string;
  /** 0 for the whole store. */
  channelId: number;
  /** What the history shows as one: the change's own id, or that of the group of changes it was made with. */
  entryId: string;
  /** When the first change of the entry began. */
  entryAt: number;
  source: string;
  status: string;
  restoresId: string | null;
  /** Null where nobody of this app made it. The e-mail address stands in `users` only. */
  userId: number | null;
  /** The person's role at that time. */
  userRole: UserRole | null;
  /** One bit for each changed field, so that an index can tell. */
  fieldBits: number;
  before: string;
  requested: string;
  stored: string | null;
  names: string;
  note: string | null;
  requestId: string | null;
  /** JSON: fields that changed with the write though they were not sent, as they were and as they are. */
  sideEffects: string | null;
  /** The change whose write arrived late and made this row; null for all others. */
  lateOf: string | null;
  /** The newer change over which it arrived, where there was one. */
  lateOver: string | null;
  createdAt: number;
  /** While it is pending: until when the server that began it may still be writing. */
  leasedUntil: number;
  settledAt: number | null;
}

/** One row a scope: its settings when we last knew them. */
export interface KnownSettingsTable {
  storeHash: string;
  /** 0 for the whole store. */
  channelId: number;
  /** JSON. */
  settings: string;
  /** JSON: the values that reads may still show, because they were replaced a short while ago. */
  former: string;
  /** JSON: former values that were read after their settling time and not yet a second time. */
  suspected: string;
  /** One more with each write, so that a read can tell whether it is older than what is known. */
  version: number;
}

/** One row a store: what its groups and storefronts were called when we last read them. JSON objects, by id. */
export interface KnownNamesTable {
  storeHash: string;
  groups: string;
  storefronts: string;
}
