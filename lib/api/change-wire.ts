import { type CustomerSettingsWire, fromWireSettings, toWireSettings } from '../settings/wire';
import type {
  Change,
  ChangeAuthor,
  ChangeEntry,
  ChangeNames,
  ChangeSource,
  ChangeStatus,
  LateArrival,
  MomentsComparison,
} from '../settings/change';

export interface ChangeAuthorWire {
  user_id: number;
  /** `null` once the user was removed from the store. */
  email: string | null;
  role: ChangeAuthor['role'];
}

/** A change as our API writes it. Settings are in BigCommerce's own shape. */
export interface ChangeWire {
  id: string;
  /** `null` for the whole store. */
  channel_id: number | null;
  source: ChangeSource;
  status: ChangeStatus;
  restores_id: string | null;
  author: ChangeAuthorWire | null;
  before: CustomerSettingsWire;
  requested: CustomerSettingsWire;
  stored: CustomerSettingsWire | null;
  /** The store's values at that time of settings that the storefront inherited; absent where there were none. */
  inherited?: CustomerSettingsWire;
  /** Fields that changed with the write though they were not sent; `null` where there were none. */
  side_effects: { before: CustomerSettingsWire; stored: CustomerSettingsWire } | null;
  /** `null` for a change that was written at once. */
  late: LateArrival | null;
  names: ChangeNames;
  note: string | null;
  request_id: string | null;
  /** ISO 8601, UTC. */
  created_at: string;
}

export interface ChangeEntryWire {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  count: number;
  statuses: ChangeEntry['statuses'];
  scopes: number;
  /** Whether the whole store is one of the scopes. */
  whole_store: boolean;
  change: ChangeWire;
}

/** Maps the author of a change to its form in API responses. */
export function toAuthorWire({ userId, email, role }: ChangeAuthor): ChangeAuthorWire {
  return { user_id: userId, email, role };
}

/** Maps the author of a change from its form in API responses. */
export function fromAuthorWire({ user_id, email, role }: ChangeAuthorWire): ChangeAuthor {
  return { userId: user_id, email, role };
}

/** Maps a change to its form in API responses: settings in BigCommerce's shape, times as ISO 8601. */
export function toChangeWire(change: Change): ChangeWire {
  const { id, source, status, names, note } = change;
  return {
    id,
    channel_id: change.channelId,
    source,
    status,
    restores_id: change.restoresId,
    author: change.author && toAuthorWire(change.author),
    before: toWireSettings(change.before),
    requested: toWireSettings(change.requested),
    stored: change.stored && toWireSettings(change.stored),
    ...(change.inherited === undefined ? {} : { inherited: toWireSettings(change.inherited) }),
    side_effects: change.sideEffects && {
      before: toWireSettings(change.sideEffects.before),
      stored: toWireSettings(change.sideEffects.stored),
    },
    late: change.late,
    names,
    note,
    request_id: change.requestId,
    created_at: new Date(change.createdAt).toISOString(),
  };
}

/** Maps a change from its form in API responses: times become milliseconds since the epoch. */
export function fromChangeWire(wire: ChangeWire): Change {
  const { id, source, status, names, note } = wire;
  return {
    id,
    channelId: wire.channel_id,
    source,
    status,
    restoresId: wire.restores_id,
    author: wire.author && fromAuthorWire(wire.author),
    before: fromWireSettings(wire.before, wire.channel_id),
    requested: fromWireSettings(wire.requested, wire.channel_id),
    stored: wire.stored && fromWireSettings(wire.stored, wire.channel_id),
    ...(wire.inherited === undefined ? {} : { inherited: fromWireSettings(wire.inherited, null) }),
    sideEffects: wire.side_effects && {
      before: fromWireSettings(wire.side_effects.before, wire.channel_id),
      stored: fromWireSettings(wire.side_effects.stored, wire.channel_id),
    },
    late: wire.late,
    names,
    note,
    requestId: wire.request_id,
    createdAt: Date.parse(wire.created_at),
  };
}

/** Maps an entry of the history to its form in API responses. */
export function toEntryWire(entry: ChangeEntry): ChangeEntryWire {
  const { id, at, count, statuses, scopes, wholeStore, change } = entry;
  return {
    id,
    at: new Date(at).toISOString(),
    count,
    statuses,
    scopes,
    whole_store: wholeStore,
    change: toChangeWire(change),
  };
}

/** Maps an entry of the history from its form in API responses. */
export function fromEntryWire(wire: ChangeEntryWire): ChangeEntry {
  const { id, at, count, statuses, scopes, whole_store: wholeStore, change } = wire;
  return { id, at: Date.parse(at), count, statuses, scopes, wholeStore, change: fromChangeWire(change) };
}

/** The comparison of two moments as our API writes it. */
export interface ComparisonWire {
  data: { channel_id: number | null; first: CustomerSettingsWire; second: CustomerSettingsWire }[];
  meta: { store: { first: CustomerSettingsWire; second: CustomerSettingsWire } };
}

/** Maps a comparison of two moments to its form in API responses. */
export function toComparisonWire({ scopes, store }: MomentsComparison): ComparisonWire {
  return {
    data: scopes.map(({ channelId, first, second }) => ({
      channel_id: channelId,
      first: toWireSettings(first),
      second: toWireSettings(second),
    })),
    meta: { store: { first: toWireSettings(store.first), second: toWireSettings(store.second) } },
  };
}

/** Maps a comparison of two moments from its form in API responses. */
export function fromComparisonWire({ data, meta }: ComparisonWire): MomentsComparison {
  return {
    scopes: data.map(({ channel_id, first, second }) => ({
      channelId: channel_id,
      first: fromWireSettings(first, channel_id),
      second: fromWireSettings(second, channel_id),
    })),
    store: {
      first: fromWireSettings(meta.store.first, null),
      second: fromWireSettings(meta.store.second, null),
    },
  };
}
