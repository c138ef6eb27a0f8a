import type { Selectable } from 'kysely';
import type {
  Change,
  ChangeAuthor,
  ChangeNames,
  ChangeSource,
  ChangeStatus,
  SideEffects,
} from '../settings/change';
import type { CustomerSettings } from '../settings/customer-settings';
import { foldText } from '../settings/match-name';
import type { ChangesTable } from './schema';

/** The value for the whole store in keys of tables. BigCommerce's channel ids are positive. */
const wholeStore = 0;

/** @param channelId `null` for the whole store */
export function toScopeColumn(channelId: number | null): number {
  return channelId ?? wholeStore;
}

/** @returns `null` for the whole store */
export function fromScopeColumn(channelId: number): number | null {
  return channelId === wholeStore ? null : channelId;
}

/** The longest folded note, in code points: its bytes have a place in an index of PostgreSQL. */
const noteFoldedMax = 500;

/** Converts a note, or a part that is searched for, to the form in which they are compared. */
export function toNoteFolded(note: string): string {
  return Array.from(foldText(note)).slice(0, noteFoldedMax).join('');
}

/** Makes the pattern of `like … escape '\'` that matches folded notes that contain a text. */
export function toNotePattern(text: string): string {
  return `%${toNoteFolded(text).replace(/[\\%_]/g, '\\$&')}%`;
}

/** A row of `changes` with the author's e-mail address from `users`, which is empty for a removed user. */
export type ChangeRow = Selectable<ChangesTable> & { email: string | null };

function toAuthor({ userId, userRole, email }: ChangeRow): ChangeAuthor | null {
  if (userId === null) return null;
  return { userId, email: email === '' ? null : email, role: userRole ?? 'user' };
}

/** Parses JSON columns without validation: only this app writes them. */
export function toChange(row: ChangeRow): Change {
  return {
    id: row.id,
    channelId: fromScopeColumn(row.channelId),
    source: row.source as ChangeSource,
    status: row.status as ChangeStatus,
    restoresId: row.restoresId,
    author: toAuthor(row),
    before: JSON.parse(row.before) as CustomerSettings,
    requested: JSON.parse(row.requested) as CustomerSettings,
    stored: row.stored === null ? null : (JSON.parse(row.stored) as CustomerSettings),
    sideEffects: row.sideEffects === null ? null : (JSON.parse(row.sideEffects) as SideEffects),
    late: row.lateOf === null ? null : { of: row.lateOf, over: row.lateOver },
    names: JSON.parse(row.names) as ChangeNames,
    note: row.note,
    requestId: row.requestId,
    createdAt: row.createdAt,
  };
}
