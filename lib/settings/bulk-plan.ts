import { isInheritable, type StorefrontField, type StorefrontSettings } from './customer-settings';
import { diffSettings, pickFields, presentFields } from './diff';
import { settingFaults } from './validation';

/** What a bulk change does to one storefront. */
export interface StorefrontPlan {
  channelId: number;
  /** The storefront's own settings, as they are now. */
  before: StorefrontSettings;
  /** Exactly what has to be written. Empty where the storefront has it all. */
  changes: StorefrontSettings;
  /** What was asked for and this storefront does not have. */
  missing: StorefrontField[];
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
  wanted: StorefrontSettings;
  notCopied: { field: StorefrontField; reason: NotCopiedReason }[];
}

function planStorefront(
  channelId: number,
  before: StorefrontSettings,
  wanted: StorefrontSettings,
): StorefrontPlan {
  const missing = presentFields(wanted).filter((field) => before[field] === undefined);
  const possible = pickFields(wanted, (field) => before[field] !== undefined);
  return { channelId, before, changes: diffSettings(before, possible), missing };
}

/**
 * What has to be written so that each storefront has what is wanted.
 *
 * @param wanted the fields to change, on every storefront alike; `null` follows the store
 * @param current the settings of each storefront, in the order in which they are to be changed
 * @returns a plan for each storefront, also for those where nothing changes
 */
export function planBulkChange(
  wanted: StorefrontSettings,
  current: ReadonlyMap<number, StorefrontSettings>,
): StorefrontPlan[] {
  return [...current].map(([channelId, before]) => planStorefront(channelId, before, wanted));
}

/** Tells that a storefront has something to be written. */
export function changesSomething({ changes }: StorefrontPlan): boolean {
  return presentFields(changes).length > 0;
}

function reasonNotToCopy(source: StorefrontSettings, field: StorefrontField): NotCopiedReason | null {
  if (source[field] === undefined) return 'absent';
  if (source[field] === null && !isInheritable(field)) return 'unset';
  return isInheritable(field) && settingFaults(source)[field] !== undefined ? 'invalid' : null;
}

/**
 * All that can be copied from one storefront to others. What it inherits, the others then inherit, too.
 *
 * @param source the settings of the storefront that is copied from
 * @param fields what there is to copy, in display order
 */
export function copySettings(source: StorefrontSettings, fields: readonly StorefrontField[]): CopiedSettings {
  const reasons = fields.map((field) => ({ field, reason: reasonNotToCopy(source, field) }));
  const notCopied = reasons.flatMap(({ field, reason }) => (reason === null ? [] : [{ field, reason }]));
  const wanted = pickFields(source, (field) =>
    reasons.some((one) => one.field === field && one.reason === null),
  );
  return { wanted, notCopied };
}
