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
  /** What was tried without the tick, `null` where nothing was. A new object each time. */
  asked: object | null;
  give: (given: boolean) => void;
  /** Whether a save may begin. If not, the tick is asked for. */
  mayProceed: () => boolean;
}

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
  const [asked, setAsked] = useState<{ groupId: number } | null>(null);
  const effective = (settings: StorefrontSettings) =>
    settings.guestCustomerGroupId ?? global?.guestCustomerGroupId;
  const chosen = effective(draft.values);
  const found = groups.groups.find(({ id }) => id === chosen);
  const changes = chosen !== effective(current) && found !== undefined && changesWhatGuestsSee(found);
  const group = changes ? found : null;
  const given = group !== null && givenFor === group.id;
  // What was tried with one group says nothing about the next.
  if (asked !== null && asked.groupId !== group?.id) setAsked(null);

  return {
    group,
    given,
    missing: asked !== null && !given,
    asked,
    give: (tick) => setGivenFor(tick && group !== null ? group.id : null),
    mayProceed() {
      if (group === null || given) return true;
      setAsked({ groupId: group.id });
      return false;
    },
  };
}
