import type { ScopePlan } from './bulk-plan';
import type { CustomerSettings, FieldOfKind } from './customer-settings';
import { applySettings } from './diff';

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
