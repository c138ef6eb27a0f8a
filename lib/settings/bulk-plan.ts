import {
  type CustomerSettings,
  type FieldOfKind,
  isInheritable,
  type SettingField,
} from './customer-settings';
import { applySettings, diffSettings, pickFields, presentFields } from './diff';
import { settingFault } from './validation';

/**
 * Finds the customer groups that scopes newly use after a write: by a value of their own, or because they follow the
 * store.
 *
 * @param field which of the two groups
 * @param global the store's settings
 * @param plans the writes to be made
 * @returns for each group the scopes that did not use it before, `null` for the whole store
 */
export function groupsComingIntoUse(
  field: FieldOfKind<'customerGroup'>,
  global: CustomerSettings,
  plans: readonly ScopePlan[],
): Map<number, (number | null)[]> {
  const store = plans.find(({ channelId }) => channelId === null);
  const inherited = store?.before[field] ?? global[field];
  // A storefront that follows the store gets the store's new value.
  const inheritedAfter = store?.changes[field] ?? inherited;
  const coming = new Map<number, (number | null)[]>();
  for (const { channelId, before, changes } of plans) {
    const after = applySettings(before, changes)[field] ?? inheritedAfter;
    if (typeof after !== 'number' || after === (before[field] ?? inherited)) continue;
    coming.set(after, [...(coming.get(after) ?? []), channelId]);
  }
  return coming;
}

/**
 * Finds the scopes of which shoppers are not asked for consent to tracking any more after a write: by a value of their
 * own, or because they follow the store.
 *
 * @param global the store's settings
 * @param plans the writes to be made
 * @returns the scopes of the plans, `null` for the whole store
 */
export function scopesTurningConsentOff(
  global: CustomerSettings,
  plans: readonly ScopePlan[],
): (number | null)[] {
  const store = plans.find(({ channelId }) => channelId === null);
  const inherited = store?.before.trackingConsent ?? global.trackingConsent;
  const inheritedAfter = store?.changes.trackingConsent ?? inherited;
  return plans
    .filter(({ before, changes }) => {
      const was = before.trackingConsent ?? inherited;
      const is = applySettings(before, changes).trackingConsent ?? inheritedAfter;
      return was === true && is === false;
    })
    .map(({ channelId }) => channelId);
}

/** The edits of a bulk change for one scope: the whole store or one storefront. */
export interface ScopePlan {
  /** `null` for the whole store. */
  channelId: number | null;
  /** The scope's own settings, as they are now. */
  before: CustomerSettings;
  /** The fields to write. Empty where the scope already has the wanted values. */
  changes: CustomerSettings;
  /** Wanted fields that this scope does not have. */
  missing: SettingField[];
}

/** Why a setting of the source storefront is not copied. */
type NotCopiedReason =
  /** BigCommerce's response lacked it. */
  | 'absent'
  /** It was never set, and a PUT cannot unset a field. */
  | 'unset'
  /** Its value is invalid. */
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

/** The wanted settings by scope; `null` for the whole store. A scope that is missing stays as it is. */
export type WantedByScope = ReadonlyMap<number | null, CustomerSettings>;

/**
 * Computes the fields to write so that each scope has its wanted settings.
 *
 * @param wanted the fields to change; `null` in a storefront's follows the store
 * @param current the settings of each scope, in the order in which they are to be changed
 * @returns one plan for each scope, also for those where nothing changes
 */
export function planScopes(
  wanted: WantedByScope,
  current: ReadonlyMap<number | null, CustomerSettings>,
): ScopePlan[] {
  return [...current].map(([channelId, before]) => planScope(channelId, before, wanted.get(channelId) ?? {}));
}

/** @returns whether the plan writes anything */
export function changesSomething({ changes }: ScopePlan): boolean {
  return presentFields(changes).length > 0;
}

function reasonNotToCopy(source: CustomerSettings, field: SettingField): NotCopiedReason | null {
  if (source[field] === undefined) return 'absent';
  if (source[field] === null && !isInheritable(field)) return 'unset';
  return settingFault(field, source[field]) !== null ? 'invalid' : null;
}

/**
 * Finds the settings that can be copied from one storefront to others. A setting that the source inherits, the others
 * inherit after the copy.
 *
 * @param source the settings of the storefront that is copied from
 * @param fields the fields to copy, in display order
 */
export function copySettings(source: CustomerSettings, fields: readonly SettingField[]): CopiedSettings {
  const reasons = fields.map((field) => ({ field, reason: reasonNotToCopy(source, field) }));
  const notCopied = reasons.flatMap(({ field, reason }) => (reason === null ? [] : [{ field, reason }]));
  const wanted = pickFields(source, (field) =>
    reasons.some((one) => one.field === field && one.reason === null),
  );
  return { wanted, notCopied };
}
