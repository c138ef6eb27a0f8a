import {
  type ChangeFilters,
  type HistorySource,
  historySources,
  soughtNoteMaxLength,
} from '@/lib/settings/change';
import { type SettingField, settingFields } from '@/lib/settings/customer-settings';
import { channelKey, parseChannelKey } from '@/lib/settings/scope';
import { isDay, startOfDay } from '../ui/day';

/** The filters of the history, as the address holds them; an absent filter does not restrict. */
export interface HistorySearch {
  /** `null` for changes of the whole store. */
  channelId?: number | null;
  field?: SettingField;
  /** The id of the one entry to show. */
  entryId?: string;
  userId?: number;
  source?: HistorySource;
  /** A part of the reason. */
  note?: string;
  /** A day as the reader's calendar has it, for instance `2026-01-05`. */
  from?: string;
  /** The last day, inclusive. */
  until?: string;
}

function toId(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

const entryPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function toEntryId(text: string | null): string | undefined {
  return text !== null && entryPattern.test(text) ? text : undefined;
}

function toDay(text: string | null): string | undefined {
  return text !== null && isDay(text) ? text : undefined;
}

/** The part of a reason that is searched for; undefined where a text has none. */
export function toSoughtNote(text: string | null): string | undefined {
  const sought = (text ?? '')
    .trim()
    .slice(0, soughtNoteMaxLength)
    .replace(/\p{Cc}|\p{Cs}/gu, ' ')
    .trim();
  return sought === '' ? undefined : sought;
}

/** Parses the filters of an address. Invalid ones are ignored. */
export function fromHistoryQuery(query: URLSearchParams): HistorySearch {
  const search: { [Name in keyof HistorySearch]: HistorySearch[Name] | undefined } = {
    channelId: parseChannelKey(query.get('storefront') ?? ''),
    field: settingFields.find((field) => field === query.get('field')),
    entryId: toEntryId(query.get('entry')),
    userId: toId(query.get('user')),
    source: historySources.find((source) => source === query.get('source')),
    note: toSoughtNote(query.get('note')),
    from: toDay(query.get('from')),
    until: toDay(query.get('until')),
  };
  const given = Object.entries(search).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

/** The query that {@link fromHistoryQuery} reads. */
export function toHistoryQuery(search: HistorySearch): string {
  const { channelId, field, entryId, userId, source, note, from, until } = search;
  const query = new URLSearchParams();
  const storefront = channelId === undefined ? undefined : channelKey(channelId);
  const parameters = { storefront, field, entry: entryId, user: userId, source, note, from, until };
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) query.set(name, String(value));
  return query.toString();
}

/** Converts the filters for the API. Days are in the user's time zone, and the last day is included. */
export function toChangeFilters({ from, until, ...filters }: HistorySearch): ChangeFilters {
  return {
    ...filters,
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(until === undefined ? {} : { until: startOfDay(until, 1) }),
  };
}
