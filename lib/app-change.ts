import type { Access } from './session/permissions';
import type { ChangeAuthor, ChangeEntry } from './settings/change';

/** The properties that all changes of the app's own records share. */
interface ChangeOfApp<Kind extends string> {
  kind: Kind;
  /** A UUID. */
  id: string;
  author: ChangeAuthor;
  requestId: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** A change of a user's role, or of the role that new users get. */
export interface RoleChange extends ChangeOfApp<'role'> {
  /** `null` for the role that new users get. */
  person: { userId: number; email: string | null } | null;
  before: Access;
  after: Access;
}

/** Findings of one rule that were called not relevant, or relevant again. */
export interface CheckChange extends ChangeOfApp<'check'> {
  /** The id of the rule, which a later release may not have any more. */
  rule: string;
  /** The scopes of the findings; `null` for the whole store. */
  channelIds: (number | null)[];
  /** `null` where the findings are relevant again. */
  reason: string | null;
}

/** A change of the store's settings of this app. */
export interface AppSettingsChange extends ChangeOfApp<'app_settings'> {
  reasonRequired: boolean;
}

/** A change that is none of the store's settings: the history shows it among them. */
export type AppChange = RoleChange | CheckChange | AppSettingsChange;

/** Such a change as one row of the history. */
export interface AppEntry {
  /** The id of the change. */
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  appChange: AppChange;
}

/** One row of the history: changed settings, or another change. */
export type HistoryRow = ChangeEntry | AppEntry;

/** Makes the row of the history for a change. */
export function toAppEntry(appChange: AppChange): AppEntry {
  return { id: appChange.id, at: appChange.createdAt, appChange };
}
