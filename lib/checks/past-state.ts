import type { CustomerSettings, SettingField } from '../settings/customer-settings';
import { pickFields } from '../settings/diff';

/** A value of a setting that a change replaced. */
export interface ReplacedValue {
  /** `null` for the whole store. */
  channelId: number | null;
  field: SettingField;
  /** The value before the change; `undefined` where it was not known. */
  value: CustomerSettings[SettingField];
  /** When the change was made, in milliseconds since the epoch. */
  at: number;
  /** The id of the change, which orders those of the same moment. */
  id: string;
}

/** The last known settings of a scope. */
export interface KnownScope {
  /** `null` for the whole store. */
  channelId: number | null;
  settings: CustomerSettings;
  /** Since when the app knows the scope, in milliseconds since the epoch. */
  knownSince: number;
}

/** The settings of a scope at a moment in the past. */
export interface PastScope {
  channelId: number | null;
  /** A setting that was not known is absent; all of them where the app did not know the scope yet. */
  settings: CustomerSettings;
  /** When the app began to know the scope, where that was later; else `null`. */
  unknownUntil: number | null;
}

function isEarlier(one: ReplacedValue, other: ReplacedValue): boolean {
  return one.at === other.at ? one.id < other.id : one.at < other.at;
}

/** For each field, the value that the first change replaced. */
function firstReplaced(changes: readonly ReplacedValue[]): CustomerSettings {
  const first = new Map<SettingField, ReplacedValue>();
  for (const change of changes) {
    const other = first.get(change.field);
    if (other === undefined || isEarlier(change, other)) first.set(change.field, change);
  }
  return Object.fromEntries([...first].map(([field, { value }]) => [field, value]));
}

/**
 * Goes back from what is known now to a moment in the past: of each setting, what the first later change replaced, or
 * what is known now where it was not changed since.
 *
 * @param moment milliseconds since the epoch; changes of that very millisecond count as made
 * @param known the scopes as they are known now
 * @param changes all changes after the moment, or for each scope and field the first one; others do no harm
 * @returns the scopes in their order
 */
export function stateAt(
  moment: number,
  known: readonly KnownScope[],
  changes: readonly ReplacedValue[],
): PastScope[] {
  const later = Map.groupBy(
    changes.filter(({ at }) => at > moment),
    ({ channelId }) => channelId,
  );
  return known.map(({ channelId, settings, knownSince }) => {
    if (knownSince > moment) return { channelId, settings: {}, unknownUntil: knownSince };
    const then = { ...settings, ...firstReplaced(later.get(channelId) ?? []) };
    return {
      channelId,
      settings: pickFields(then, (field) => then[field] !== undefined),
      unknownUntil: null,
    };
  });
}
