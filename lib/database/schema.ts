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
}

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
}

export type UserRole = 'owner' | 'user';

/** One row a signed payload that was acted upon. */
export interface SignedPayloadsTable {
  jti: string;
  purpose: SignedPayloadPurpose;
  expiresAt: number;
}

/** The callback that a signed payload was used for. */
export type SignedPayloadPurpose = 'load' | 'uninstall' | 'remove_user';

/** One row a session that was ended before it expired. */
export interface EndedSessionsTable {
  sessionId: string;
  expiresAt: number;
}
