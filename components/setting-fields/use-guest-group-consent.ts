import { useState } from 'react';
import {
  type CustomerGroup,
  type CustomerGroupList,
  givesDiscounts,
  restrictsCategories,
} from '@/lib/settings/customer-group';
import type { CustomerSettings, StorefrontSettings } from '@/lib/settings/customer-settings';

export interface GuestGroupConsent {
  /** The group that every visitor would get by this draft, where that needs a second thought; else `null`. */
  group: CustomerGroup | null;
  given: boolean;
  /** True after a save was tried without the tick. */
  missing: boolean;
  give: (given: boolean) => void;
  /** Whether a save may begin. If not, the tick is asked for. */
  mayProceed: () => boolean;
}

export const guestConsentId = 'guest-group-consent';

/** Tells that a group changes what its members see, so that giving it to every visitor needs a second thought. */
export function changesWhatGuestsSee(group: CustomerGroup): boolean {
  return givesDiscounts(group) || restrictsCategories(group);
}

interface Options {
  draft: { values: StorefrontSettings };
  current: StorefrontSettings;
  global: CustomerSettings | null;
  groups: CustomerGroupList;
}

/** Asks for an explicit tick before all visitors get the prices and categories of another group. */
export function useGuestGroupConsent({ draft, current, global, groups }: Options): GuestGroupConsent {
  const [givenFor, setGivenFor] = useState<number | null>(null);
  const [missing, setMissing] = useState(false);
  const effective = (settings: StorefrontSettings) =>
    settings.guestCustomerGroupId ?? global?.guestCustomerGroupId;
  const chosen = effective(draft.values);
  const found = groups.groups.find(({ id }) => id === chosen);
  const changes = chosen !== effective(current) && found !== undefined && changesWhatGuestsSee(found);
  const group = changes ? found : null;
  const given = group !== null && givenFor === group.id;

  return {
    group,
    given,
    missing: missing && group !== null && !given,
    give: (tick) => setGivenFor(tick && group !== null ? group.id : null),
    mayProceed() {
      if (group === null || given) return true;
      setMissing(true);
      document.getElementById(guestConsentId)?.focus();
      return false;
    },
  };
}
