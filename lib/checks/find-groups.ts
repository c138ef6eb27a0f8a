import type { CustomerGroup, GroupFlag } from '../settings/customer-group';
import { type FieldOfKind, noCustomerGroup } from '../settings/customer-settings';
import { type CheckedScope, defaultStorefrontId, type FindingFacts, groupInEffect } from './checked-store';

/** A group that a setting names and the store no longer has. */
export function findDeletedGroup(
  scope: CheckedScope,
  field: FieldOfKind<'customerGroup'>,
): FindingFacts | null {
  return groupInEffect(scope, field).kind === 'deleted' ? { id: String(scope.settings[field]) } : null;
}

/** Guests in a group that is of one kind. */
export function findGuestGroup(
  scope: CheckedScope,
  is: (group: CustomerGroup) => boolean,
): FindingFacts | null {
  const guests = groupInEffect(scope, 'guestCustomerGroupId');
  return guests.kind === 'group' && is(guests.group) ? { id: String(guests.group.id) } : null;
}

/**
 * A group that V2 flags and the settings do not name, or the other way round. What the default storefront has of its own
 * is not a difference, because it is not documented whether the flags are about it or about the whole store.
 */
export function findOtherFlag(
  scope: CheckedScope,
  field: FieldOfKind<'customerGroup'>,
  flag: GroupFlag,
): FindingFacts | null {
  const { settings, store } = scope;
  const { groups, complete } = store.groups;
  const id = settings[field];
  const isDeleted = groupInEffect(scope, field).kind === 'deleted';
  if (!complete || typeof id !== 'number' || isDeleted) return null;
  if (groups.length === 0 || groups.some(({ flags }) => flags === undefined)) return null;
  const flagged = groups.find(({ flags }) => flags?.includes(flag))?.id ?? noCustomerGroup;
  const here = store.storefronts.find((storefront) => storefront.id === defaultStorefrontId);
  if (flagged === id || flagged === here?.settings[field]) return null;
  return { id: String(id), other: String(flagged) };
}
