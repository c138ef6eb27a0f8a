import { type AppChange, type AppEntry, type HistoryRow, toAppEntry } from '../app-change';
import type { Access } from '../session/permissions';
import {
  type ChangeAuthorWire,
  type ChangeEntryWire,
  fromAuthorWire,
  fromEntryWire,
  toAuthorWire,
  toEntryWire,
} from './change-wire';

/** The members that all changes of the app's own records share. */
interface AppChangeWire {
  author: ChangeAuthorWire;
  request_id: string | null;
}

interface EntryWire {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
}

interface RoleEntryWire extends EntryWire {
  role_change: AppChangeWire & {
    /** `null` for the role that new users get. */
    person: { user_id: number; email: string | null } | null;
    before: Access;
    after: Access;
  };
}

interface CheckEntryWire extends EntryWire {
  check_change: AppChangeWire & {
    rule: string;
    /** `null` for the whole store. */
    channel_ids: (number | null)[];
    /** `null` where the findings are relevant again. */
    reason: string | null;
  };
}

interface AppSettingsEntryWire extends EntryWire {
  app_settings_change: AppChangeWire & { reason_required: boolean };
}

/** A change of the app's own records, as one row of the history. */
type AppEntryWire = RoleEntryWire | CheckEntryWire | AppSettingsEntryWire;

/** A row of the history, as our API writes it. */
export type HistoryRowWire = ChangeEntryWire | AppEntryWire;

/** Maps a change of the app's own records to its form in API responses. */
export function toAppEntryWire({ id, at, appChange }: AppEntry): AppEntryWire {
  const entry = { id, at: new Date(at).toISOString() };
  const common = { author: toAuthorWire(appChange.author), request_id: appChange.requestId };
  switch (appChange.kind) {
    case 'role': {
      const { person: changed, before, after } = appChange;
      const person = changed && { user_id: changed.userId, email: changed.email };
      return { ...entry, role_change: { ...common, person, before, after } };
    }
    case 'check': {
      const { rule, channelIds, reason } = appChange;
      return { ...entry, check_change: { ...common, rule, channel_ids: channelIds, reason } };
    }
    case 'app_settings':
      return { ...entry, app_settings_change: { ...common, reason_required: appChange.reasonRequired } };
  }
}

function fromAppEntryWire(wire: AppEntryWire): AppEntry {
  const common = ({ author, request_id: requestId }: AppChangeWire) => ({
    id: wire.id,
    author: fromAuthorWire(author),
    requestId,
    createdAt: Date.parse(wire.at),
  });
  let appChange: AppChange;
  if ('role_change' in wire) {
    const { person: changed, before, after } = wire.role_change;
    const person = changed && { userId: changed.user_id, email: changed.email };
    appChange = { kind: 'role', ...common(wire.role_change), person, before, after };
  } else if ('check_change' in wire) {
    const { rule, channel_ids: channelIds, reason } = wire.check_change;
    appChange = { kind: 'check', ...common(wire.check_change), rule, channelIds, reason };
  } else {
    const { reason_required: reasonRequired } = wire.app_settings_change;
    appChange = { kind: 'app_settings', ...common(wire.app_settings_change), reasonRequired };
  }
  return toAppEntry(appChange);
}

/** Maps a row of the history to its form in API responses. */
export function toHistoryWire(row: HistoryRow): HistoryRowWire {
  return 'appChange' in row ? toAppEntryWire(row) : toEntryWire(row);
}

/** Maps a row of the history from its form in API responses. */
export function fromHistoryWire(row: HistoryRowWire): HistoryRow {
  return 'change' in row ? fromEntryWire(row) : fromAppEntryWire(row);
}
