import type { StorefrontPlan } from './bulk-plan';
import type { CustomerSettings, customerGroupFields, StorefrontSettings } from './customer-settings';
import { applySettings } from './diff';

type GroupField = (typeof customerGroupFields)[number];

/**
 * The customer groups that storefronts really come to use, be it by a value of their own or by following the store.
 *
 * @param field which of the two groups
 * @param global the store's settings
 * @param plans what is about to be written
 * @returns for each group the storefronts that did not use it before
 */
export function groupsComingIntoUse(
  field: GroupField,
  global: CustomerSettings,
  plans: readonly StorefrontPlan[],
): Map<number, number[]> {
  const inUse = (own: StorefrontSettings) => own[field] ?? global[field];
  const coming = new Map<number, number[]>();
  for (const { channelId, before, changes } of plans) {
    const after = inUse(applySettings(before, changes));
    if (after === undefined || after === inUse(before)) continue;
    coming.set(after, [...(coming.get(after) ?? []), channelId]);
  }
  return coming;
}
