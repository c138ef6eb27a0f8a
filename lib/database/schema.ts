import type { Generated } from 'kysely';
import type { Access, NewUserRole } from '../session/permissions';

/**
 * The tables as kysely sees them. Names are camelCase here and snake_case in SQL: kysely's CamelCasePlugin converts, so
 * that names are the same in every layer and no repository copies rows field by field.
 *
 * Every `…At` is an integer count of milliseconds since the epoch.
 */
export interface Schema {
  installations: InstallationsTable;
  users: UsersTable;
  roleChanges: RoleChangesTable;
  appChanges: AppChangesTable;
  signedPayloads: SignedPayloadsTable;
  endedSessions: EndedSessionsTable;
  changes: ChangesTable;
  knownSettings: KnownSettingsTable;
  knownNames: KnownNamesTable;
  policyChecks: PolicyChecksTable;
  dismissedFindings: DismissedFindingsTable;
}

/** One row for each store: its newest installation. */
export interface InstallationsTable {
  storeHash: string;
  /** A UUID that is new at each install, so that sessions of an earlier install are refused. */
  installationId: string;
  /** The store's access token as JWE; null once the app is uninstalled. */
  accessTokenJwe: string | null;
  /** Separated by single spaces, as BigCommerce sends them. */
  oauthScopes: string;
  ownerId: number;
  ownerEmail: string;
  installedAt: number;
  uninstalledAt: number | null;
  /**
   * The effect of PUT on members of the store's settings that are not sent: `merges`, `replaces`, null while unknown.
   */
  storePut: PutBehaviour | null;
  /** The same for storefronts' settings. */
  storefrontPut: PutBehaviour | null;
  /** When it is to be found out whether an uninstall that the owner did not sign was one; null while there is none. */
  uninstallCheckAt: number | null;
  /** When the token was last tried at BigCommerce without an opening of the app. */
  tokenCheckedAt: number | null;
  /** When BigCommerce refused the token then; null where it did not. */
  tokenRejectedAt: number | null;
  /** 1 where the store demands a reason with every change, else 0. */
  reasonRequired: Generated<number>;
  /** The role that a user gets who opens the app for the first time. */
  newUserRole: Generated<NewUserRole>;
  /** 1 for a store from before there were roles, until its owner has dismissed the notice about them. */
  rolesUnannounced: Generated<number>;
}

export type PutBehaviour = 'merges' | 'replaces';

/** One row for each store and user. */
interface UsersTable {
  storeHash: string;
  userId: number;
  /** Empty once the user was removed. */
  email: string;
  locale: string;
  /** The language that the user chose in the app, as BCP 47; null where BigCommerce's is used. */
  language: string | null;
  /** Whether BigCommerce named the user as the store's owner, when the user last opened the app. */
  role: UserRole;
  /** The role in the app. The owner is an admin, whatever it says. */
  appRole: Generated<Access>;
  firstSeenAt: number;
  lastSeenAt: number;
  removedAt: number | null;
  /** Incremented by each removal: sessions of an earlier admission stay invalid when the user is admitted again. */
  admission: Generated<number>;
}

export type UserRole = 'owner' | 'user';

/** One row for each change of a user's role in a store, or of the role that new users get. */
interface RoleChangesTable {
  /** A UUID. */
  id: string;
  storeHash: string;
  /** The admin who made it. */
  userId: number;
  userRole: UserRole;
  /** The user whose role changed; null for the role of new users. */
  personId: number | null;
  before: Access;
  after: Access;
  requestId: string | null;
  createdAt: number;
}

/** One row for each other change of the app's own records. */
export interface AppChangesTable {
  /** A UUID. */
  id: string;
  storeHash: string;
  userId: number;
  userRole: UserRole;
  kind: 'check' | 'app_settings';
  /** JSON: what changed, by kind. */
  details: string;
  /** The channel ids between commas, 0 for the whole store: `,0,7,`; empty where the change has no scope. */
  scopes: string;
  /** The reason in the form in which it is searched; null where there is none. */
  noteFolded: string | null;
  requestId: string | null;
  createdAt: number;
}

/** One row for each signed payload, or digest of a grant code, that was used. */
interface SignedPayloadsTable {
  jti: string;
  purpose: SignedPayloadPurpose;
  expiresAt: number;
  firstUsedAt: number | null;
  /** The installation that it opened. */
  installationId: string | null;
  /** The user for whom it opened the app. */
  userId: number | null;
  /** When a session that it opened was signed out. */
  endedAt: number | null;
}

/** The callback that a signed payload was used for. */
export type SignedPayloadPurpose = 'install' | 'load' | 'uninstall' | 'remove_user';

/** One row for each session that was ended before it expired. */
interface EndedSessionsTable {
  sessionId: string;
  expiresAt: number;
}

/** One row for each change of one scope's settings. JSON is stored as text, which both engines return unchanged. */
export interface ChangesTable {
  /** A UUID. */
  id: string;
  storeHash: string;
  /** 0 for the whole store. */
  channelId: number;
  /** The entry of the history: the change's own id, or the id that changes made together share. */
  entryId: string;
  /** When the first change of the entry began. */
  entryAt: number;
  source: string;
  status: string;
  restoresId: string | null;
  /** Null for a change from outside. The e-mail address is in `users` only. */
  userId: number | null;
  /** The person's role at that time. */
  userRole: UserRole | null;
  /** One bit for each changed field, so that an index can filter by field. */
  fieldBits: number;
  before: string;
  requested: string;
  stored: string | null;
  names: string;
  note: string | null;
  /** The note as searches compare it; null where there is none. */
  noteFolded: string | null;
  requestId: string | null;
  /** JSON: fields that changed with the write though they were not sent, as they were and as they are. */
  sideEffects: string | null;
  /** The change whose write arrived late and made this row; null for all others. */
  lateOf: string | null;
  /** The newer change whose values it replaced, where there was one. */
  lateOver: string | null;
  createdAt: number;
  /** While it is pending: when its lease ends. */
  leasedUntil: number;
  settledAt: number | null;
}

/** One row for each scope: its last known settings. */
export interface KnownSettingsTable {
  storeHash: string;
  /** 0 for the whole store. */
  channelId: number;
  /** JSON. */
  settings: string;
  /** JSON: the values that reads may still return, because they were replaced a short while ago. */
  former: string;
  /** JSON: former values that were read after their settling time and not yet a second time. */
  suspected: string;
  /** Incremented by each write, so that a read that began before it is not recorded. */
  version: number;
  /** When the scope was first read, in milliseconds since the epoch; null where it was not recorded. */
  knownSince: Generated<number | null>;
}

/** One row for each store: the last known names of its groups and storefronts. JSON objects, by id. */
interface KnownNamesTable {
  storeHash: string;
  groups: string;
  storefronts: string;
}

/** One row for each store and policy address that was checked within a day. */
interface PolicyChecksTable {
  storeHash: string;
  /** SHA-256 of the address, in hexadecimal. */
  urlDigest: string;
  checkedAt: number;
  /** JSON. */
  result: string;
}

/** One row for each rule and scope in which a user called a finding not relevant. */
interface DismissedFindingsTable {
  storeHash: string;
  rule: string;
  /** 0 for the whole store. */
  channelId: number;
  /** The values that the finding was about. */
  fingerprint: string;
  reason: string;
  userId: number;
  dismissedAt: number;
}
