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

/** A group that the store or storefronts come to use. */
export interface GroupInUse extends NamedGroup {
  /** On how many storefronts. */
  count: number;
  store: 'none' | 'only' | 'with';
}

export interface GroupWarnings {
  /** Groups that change what visitors see, or may do so. */
  guests: GroupInUse[];
  /** Groups with discounts that new customers join. */
  newCustomers: GroupInUse[];
  /** That all visitors get them. */
  consent: Consent;
}

interface Options {
  plans: readonly ScopePlan[];
  global: CustomerSettings;
  groups: CustomerGroupList;
}

/** What a bulk change does to prices and categories, and whether the person agreed that all visitors get it. */
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
  // The tick is for what was read with it: with other groups it has to be given anew.
  const subject = guests.map(({ id, count, store }) => `${id}:${store}:${count}`).join();
  const consent = useConsent(guests.length === 0 ? null : subject);
  return { guests, newCustomers, consent };
}
