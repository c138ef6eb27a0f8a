import { groupsComingIntoUse, type ScopePlan } from '@/lib/settings/bulk-plan';
import {
  type CustomerGroupList,
  givesDiscounts,
  mayChangeWhatGuestsSee,
  type NamedGroup,
} from '@/lib/settings/customer-group';
import type { CustomerSettings, FieldOfKind } from '@/lib/settings/customer-settings';
import { type Consent, useConsent } from '../setting-fields/use-consent';
import { countScopes } from './proposal';

/** A group that the store or storefronts newly use. */
export interface GroupInUse extends NamedGroup {
  /** The number of storefronts. */
  count: number;
  store: 'none' | 'only' | 'with';
}

export interface GroupWarnings {
  /** Groups that change what visitors see, or may do so. */
  guests: GroupInUse[];
  /** Groups with discounts that new customers join. */
  newCustomers: GroupInUse[];
  /** The user's consent that all visitors get the group. */
  consent: Consent;
}

interface Options {
  plans: readonly ScopePlan[];
  global: CustomerSettings;
  groups: CustomerGroupList;
}

/** The effects of a bulk change on prices and categories, and the user's consent that all visitors get them. */
export function useGroupWarnings({ plans, global, groups }: Options): GroupWarnings {
  function comingIntoUse(field: FieldOfKind<'customerGroup'>): GroupInUse[] {
    return [...groupsComingIntoUse(field, global, plans)].map(([id, channelIds]) => ({
      id,
      group: groups.groups.find((candidate) => candidate.id === id) ?? null,
      ...countScopes(channelIds),
    }));
  }

  const guests = comingIntoUse('guestCustomerGroupId').filter((used) => mayChangeWhatGuestsSee(used, groups));
  const newCustomers = comingIntoUse('defaultCustomerGroupId').filter(
    ({ group }) => group !== null && givesDiscounts(group),
  );
  // The consent is for these groups only: other groups need a new one.
  const subject = guests.map(({ id, count, store }) => `${id}:${store}:${count}`).join();
  const consent = useConsent(guests.length === 0 ? null : subject);
  return { guests, newCustomers, consent };
}
