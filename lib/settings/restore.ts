import type { WantedByScope } from './bulk-plan';
import { type Change, valuesBefore } from './change';
import type { CustomerGroupList } from './customer-group';
import {
  customerGroupFields,
  isInheritable,
  noCustomerGroup,
  type SettingValue,
  type SettingField,
  type CustomerSettings,
} from './customer-settings';
import { diffSettings, pickFields, presentFields } from './diff';
import { settingFault } from './validation';

/** The parts of a change that are needed to restore the values before it. */
export interface RestorableChange
  extends Pick<Change, 'channelId' | 'before'>, Partial<Pick<Change, 'sideEffects'>> {
  /** The change's id in the history; `null` where it is not known. */
  id: string | null;
}

/** Why a field cannot be restored. */
type NotRestoredReason =
  /** It had never been set, and a PUT cannot unset a field. */
  | 'unset'
  /** Its former value is invalid. */
  | 'invalid'
  /** Its customer group was deleted, and no replacement was chosen. */
  | 'groupGone';

export interface NotRestored {
  channelId: number | null;
  field: SettingField;
  reason: NotRestoredReason;
}

/** Replacements for deleted groups, by their ids; `null` leaves the setting as it is. */
export type GroupReplacements = ReadonlyMap<number, number | null>;

export interface RestorePlan {
  wanted: WantedByScope;
  notRestored: NotRestored[];
  /** For each scope, the change that is undone there. */
  restores: ReadonlyMap<number | null, string>;
}

function allBefore({ before, sideEffects = null }: RestorableChange): CustomerSettings {
  return valuesBefore({ before, sideEffects });
}

/** For each scope, the values before the first of the changes, of all fields that the changes touched. */
function beforeByScope(changes: readonly RestorableChange[]): Map<number | null, CustomerSettings> {
  const scopes = new Map<number | null, CustomerSettings>();
  for (const change of changes)
    scopes.set(change.channelId, { ...allBefore(change), ...scopes.get(change.channelId) });
  return scopes;
}

function groupNamedBy(settings: CustomerSettings, field: SettingField): number | null {
  const value = settings[field];
  return typeof value === 'number' && value !== noCustomerGroup ? value : null;
}

/** Whether a group was deleted. While the list is not complete, no group counts as deleted. */
function isGroupGone({ groups, complete }: CustomerGroupList, id: number): boolean {
  return complete && id !== noCustomerGroup && !groups.some((group) => group.id === id);
}

/** The groups that settings name and that do not exist any more. */
function goneGroups(settings: readonly CustomerSettings[], list: CustomerGroupList): number[] {
  const named = settings.flatMap((one) => customerGroupFields.map((field) => groupNamedBy(one, field)));
  return [...new Set(named)].filter((id) => id !== null && isGroupGone(list, id)) as number[];
}

/** The groups that the values from before the changes name and that do not exist any more. */
export function goneGroupsOf(changes: readonly RestorableChange[], list: CustomerGroupList): number[] {
  return goneGroups([...beforeByScope(changes).values()], list);
}

function restoredValue(
  before: CustomerSettings,
  field: SettingField,
  list: CustomerGroupList,
  replacements: GroupReplacements,
): { value: SettingValue } | { reason: NotRestoredReason } {
  const value = before[field] ?? null;
  if (value === null) return isInheritable(field) ? { value } : { reason: 'unset' };
  if (settingFault(field, value) !== null) return { reason: 'invalid' };
  const group = groupNamedBy(before, field);
  if (group === null || !isGroupGone(list, group)) return { value };
  const other = replacements.get(group) ?? null;
  return other === null ? { reason: 'groupGone' } : { value: other };
}

/**
 * Computes the settings that undo some changes: each scope gets its values from before the first of them. The caller
 * compares the plan with the stored settings, and finds out whether a scope still exists.
 *
 * @param changes in the order in which they were made
 * @param list the store's groups, as far as they were read
 */
export function planRestore(
  changes: readonly RestorableChange[],
  list: CustomerGroupList,
  replacements: GroupReplacements = new Map(),
): RestorePlan {
  const wanted = new Map<number | null, CustomerSettings>();
  const notRestored: NotRestored[] = [];
  for (const [channelId, before] of beforeByScope(changes)) {
    const values: [SettingField, SettingValue][] = [];
    for (const field of presentFields(before)) {
      const restored = restoredValue(before, field, list, replacements);
      if ('reason' in restored) notRestored.push({ channelId, field, reason: restored.reason });
      else values.push([field, restored.value]);
    }
    wanted.set(channelId, Object.fromEntries(values));
  }
  const named = changes.flatMap(({ id, channelId }) => (id === null ? [] : [[channelId, id] as const]));
  return { wanted, notRestored, restores: new Map(named) };
}

/**
 * Whether all fields that a change touched already have their values from before it.
 *
 * @param current the current settings of its scope
 */
export function isAsBefore(change: RestorableChange, current: CustomerSettings): boolean {
  const held = pickFields(allBefore(change), (field) => current[field] !== undefined);
  return presentFields(diffSettings(current, held)).length === 0;
}
