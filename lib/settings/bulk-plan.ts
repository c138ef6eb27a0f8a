import {
  type CustomerSettings,
  type FieldOfKind,
  isInheritable,
  type SettingField,
} from './customer-settings';
import { applySettings, diffSettings, pickFields, presentFields } from './diff';
import { settingFault } from './validation';

/**
 * The customer groups that the store and its storefronts really come to use, be it by a value of their own or by following the store.
 *
 * @param field which of the two groups
 * @param global the store's settings
 * @param plans what is about to be written
 * @returns for each group the scopes that did not use it before, `null` for the whole store
 */
export function groupsComingIntoUse(
  field: FieldOfKind<'customerGroup'>,
  global: CustomerSettings,
  plans: readonly ScopePlan[],
): Map<number, (number | null)[]> {
  const store = plans.find(({ channelId }) => channelId === null);
  const inherited = store?.before[field] ?? global[field];
  // Who follows the store gets what the store itself is about to get.
  const inheritedAfter = store?.changes[field] ?? inherited;
  const coming = new Map<number, (number | null)[]>();
  for (const { channelId, before, changes } of plans) {
    const after = applySettings(before, changes)[field] ?? inheritedAfter;
    if (typeof after !== 'number' || after === (before[field] ?? inherited)) continue;
    coming.set(after, [...(coming.get(after) ?? []), channelId]);
  }
  return coming;
}

/** What changes that are made together do to one scope: the whole store or one storefront. */
export interface ScopePlan {
  /** `null` for the whole store. */
  channelId: number | null;
  /** The scope's own settings, as they are now. */
  before: CustomerSettings;
  /** Exactly what has to be written. Empty where the scope has it all. */
  changes: CustomerSettings;
  /** What was asked for and this scope does not have. */
  missing: SettingField[];
}

/** Why a setting of the storefront that is copied from stays as it is on the others. */
export type NotCopiedReason =
  /** BigCommerce's answer lacked it. */
  | 'absent'
  /** It was never set, and that cannot be written. */
  | 'unset'
  /** It holds what may not be saved. */
  | 'invalid';

export interface CopiedSettings {
  wanted: CustomerSettings;
  notCopied: { field: SettingField; reason: NotCopiedReason }[];
}

function planScope(channelId: number | null, before: CustomerSettings, wanted: CustomerSettings): ScopePlan {
  const missing = presentFields(wanted).filter((field) => before[field] === undefined);
  const possible = pickFields(wanted, (field) => before[field] !== undefined);
  return { channelId, before, changes: diffSettings(before, possible), missing };
}

/** What each scope shall have; `null` for the whole store. A scope that is not in it stays as it is. */
export type WantedByScope = ReadonlyMap<number | null, CustomerSettings>;

/**
 * What has to be written so that each scope has what is wanted of it.
 *
 * @param wanted the fields to change; `null` in a storefront's follows the store
 * @param current the settings of each scope, in the order in which they are to be changed
 * @returns a plan for each scope, also for those where nothing changes
 */
export function planScopes(
  wanted: WantedByScope,
  current: ReadonlyMap<number | null, CustomerSettings>,
): ScopePlan[] {
  return [...current].map(([channelId, before]) => planScope(channelId, before, wanted.get(channelId) ?? {}));
}

/** Tells that a scope has something to be written. */
export function changesSomething({ changes }: ScopePlan): boolean {
  return presentFields(changes).length > 0;
}

function reasonNotToCopy(source: CustomerSettings, field: SettingField): NotCopiedReason | null {
  if (source[field] === undefined) return 'absent';
  if (source[field] === null && !isInheritable(field)) return 'unset';
  return settingFault(field, source[field]) !== null ? 'invalid' : null;
}

/**
 * All that can be copied from one storefront to others. What it inherits, the others then inherit, too.
 *
 * @param source the settings of the storefront that is copied from
 * @param fields what there is to copy, in display order
 */
export function copySettings(source: CustomerSettings, fields: readonly SettingField[]): CopiedSettings {
  const reasons = fields.map((field) => ({ field, reason: reasonNotToCopy(source, field) }));
  const notCopied = reasons.flatMap(({ field, reason }) => (reason === null ? [] : [{ field, reason }]));
  const wanted = pickFields(source, (field) =>
    reasons.some((one) => one.field === field && one.reason === null),
  );
  return { wanted, notCopied };
}
