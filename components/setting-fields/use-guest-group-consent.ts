import {
  type CustomerGroup,
  type CustomerGroupList,
  givesDiscounts,
  restrictsCategories,
} from '@/lib/settings/customer-group';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { type Consent, useConsent } from './use-consent';

export interface GuestGroupConsent extends Consent {
  /** The group that every visitor would get by this draft, where that needs a second thought; else `null`. */
  group: CustomerGroup | null;
}

/** Tells that a group changes what its members see, so that giving it to every visitor needs a second thought. */
export function changesWhatGuestsSee(group: CustomerGroup): boolean {
  return givesDiscounts(group) || restrictsCategories(group);
}

interface Options {
  draft: { values: CustomerSettings };
  current: CustomerSettings;
  global: CustomerSettings | null;
  groups: CustomerGroupList;
}

/** Asks for an explicit tick before all visitors get the prices and categories of another group. */
export function useGuestGroupConsent({ draft, current, global, groups }: Options): GuestGroupConsent {
  const effective = (settings: CustomerSettings) =>
    settings.guestCustomerGroupId ?? global?.guestCustomerGroupId;
  const chosen = effective(draft.values);
  const found = groups.groups.find(({ id }) => id === chosen);
  const changes = chosen !== effective(current) && found !== undefined && changesWhatGuestsSee(found);
  const group = changes ? found : null;
  return { group, ...useConsent(group === null ? null : String(group.id)) };
}
