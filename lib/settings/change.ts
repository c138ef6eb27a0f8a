import type { SettingField, CustomerSettings } from './customer-settings';

/** Where a change was made. `outside` means not in this app: in the control panel or another app. */
const changeSources = ['app', 'bulk', 'restore', 'import', 'outside'] as const;
export type ChangeSource = (typeof changeSources)[number];

/** The sources by which the history is filtered: those of changed settings, and changes of the app's own records. */
export const historySources = [...changeSources, 'role', 'check', 'app_settings'] as const;
export type HistorySource = (typeof historySources)[number];

/** The kind of action that a save is part of. */
export interface ChangeOrigin {
  source: Exclude<ChangeSource, 'outside'>;
  /** A UUID that the changes of one entry share, made by the browser. */
  groupId?: string;
  /** The change whose former values are restored. */
  restoresId?: string;
  /** Why, in the person's own words. */
  note?: string;
}

/**
 * How long an entry accepts further changes, in milliseconds from its first. Without a limit, new changes could be hidden
 * in an old entry.
 */
export const entryOpenMs = 15 * 60 * 1_000;

/** The longest note, in UTF-16 code units. */
export const noteMaxLength = 500;

/** The longest text that is searched for in notes, in UTF-16 code units. */
export const soughtNoteMaxLength = 100;

/**
 * Makes the note of a change from what a user typed as its reason: without what the server refuses (control characters
 * and halves of characters that were cut) and without blanks around it.
 *
 * @returns undefined where nothing is left
 */
export function toNote(typed: string): string | undefined {
  const note = typed
    .slice(0, noteMaxLength)
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}/gu, ' ')
    .trim();
  return note === '' ? undefined : note;
}

/**
 * The outcome of a change. `pending`: it is not known yet whether BigCommerce wrote. `partly`: what is stored differs
 * from what was requested. `failed`: nothing was written.
 */
export type ChangeStatus = 'pending' | 'applied' | 'partly' | 'failed';

/** The author of a change. */
export interface ChangeAuthor {
  userId: number;
  /** `null` once the person was removed from the store. */
  email: string | null;
  role: 'owner' | 'user';
}

/** The names of the storefront and the groups when a change was made. A name that was not known is absent. */
export interface ChangeNames {
  storefront?: string;
  /** By group id. */
  groups?: Record<string, string>;
}

/** Fields that changed with a write though they were not sent. */
export interface SideEffects {
  before: CustomerSettings;
  stored: CustomerSettings;
}

/** A write that was given up and reached BigCommerce later. */
export interface LateArrival {
  /** The change that had been given up. */
  of: string;
  /** The newer change whose values it replaced; `null` where none is known. */
  over: string | null;
}

/** One change of the settings of one scope: the whole store, or one storefront. */
export interface Change {
  /** A UUID. */
  id: string;
  /** `null` for the whole store. */
  channelId: number | null;
  source: ChangeSource;
  status: ChangeStatus;
  /** The change whose former values this one restores. */
  restoresId: string | null;
  /** `null` for a change from outside this app. */
  author: ChangeAuthor | null;
  /** The changed fields before the change. */
  before: CustomerSettings;
  /** The changed fields as they were requested; for a change from outside, as they were found. */
  requested: CustomerSettings;
  /** The changed fields as BigCommerce stored them, `null` as long as that is not known. */
  stored: CustomerSettings | null;
  /**
   * For a storefront, the store's values at that time of the settings that followed the store before or after the
   * change, as far as they are known. Absent where none did.
   */
  inherited?: CustomerSettings;
  /** `null` where there were none. */
  sideEffects: SideEffects | null;
  /** `null` for a change that was written at once. */
  late: LateArrival | null;
  names: ChangeNames;
  note: string | null;
  requestId: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** The values before a change, of all fields that it changed, side effects included. */
export function valuesBefore({
  before,
  sideEffects,
}: Pick<Change, 'before' | 'sideEffects'>): CustomerSettings {
  return { ...sideEffects?.before, ...before };
}

/** One row of the history: a single change, or all changes that were made together. */
export interface ChangeEntry {
  /** The change's own id, or the id that changes made together share. */
  id: string;
  /** When it began, in milliseconds since the epoch. */
  at: number;
  /** How many changes it holds; filters do not reduce it. */
  count: number;
  /** How many scopes came to each status. Of several attempts at a scope the best counts: one that was saved is saved. */
  statuses: Partial<Record<ChangeStatus, number>>;
  /** The number of different scopes. It can be below `count`, because a failed change may have been retried. */
  scopes: number;
  /** Whether the whole store is one of the scopes; the others are storefronts. */
  wholeStore: boolean;
  /** The first of them. */
  change: Change;
}

/** The settings of one scope that differ between two moments, with both values. */
export interface ScopeComparison {
  /** `null` for the whole store. */
  channelId: number | null;
  first: CustomerSettings;
  second: CustomerSettings;
}

export interface MomentsComparison {
  /** Scopes whose own values differ. What storefronts inherit follows from `store`. */
  scopes: ScopeComparison[];
  /** The whole store's settings at both moments, as far as they are known. */
  store: { first: CustomerSettings; second: CustomerSettings };
}

/** Which changes to show; what is absent does not restrict. */
export interface ChangeFilters {
  /** `null` for those of the whole store. */
  channelId?: number | null;
  field?: SettingField;
  /** The id of one entry. */
  entryId?: string;
  userId?: number;
  source?: HistorySource;
  /** A part of the note; accents, case and kinds of blanks do not matter. */
  note?: string;
  /** Milliseconds since the epoch, inclusive. */
  from?: number;
  /** Exclusive. */
  until?: number;
}

/** How an export is written: for spreadsheets and people, or for programs. */
export const exportFormats = ['csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The separators of a CSV file's cells. Spreadsheets expect the one that their region's numbers leave free. */
export const csvSeparators = ['comma', 'semicolon'] as const;
export type CsvSeparator = (typeof csvSeparators)[number];

/** How the history is written to a file. The separator matters to CSV only. */
export interface ExportOptions {
  format: ExportFormat;
  separator: CsvSeparator;
}
