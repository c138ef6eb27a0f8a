import {
  type CustomerGroupList,
  mayChangeWhatGuestsSee,
  type NamedGroup,
} from '@/lib/settings/customer-group';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { type Consent, useConsent } from './use-consent';

export interface GuestGroupConsent extends Consent {
  /** The group that every visitor would get by this draft, where it needs consent; otherwise `null`. */
  named: NamedGroup | null;
}

interface Options {
  draft: { values: CustomerSettings };
  current: CustomerSettings;
  global: CustomerSettings | null;
  groups: CustomerGroupList;
}

/** Asks for an explicit tick before all visitors get other prices and categories, or may get them. */
export function useGuestGroupConsent({ draft, current, global, groups }: Options): GuestGroupConsent {
  const effective = (settings: CustomerSettings) =>
    settings.guestCustomerGroupId ?? global?.guestCustomerGroupId;
  const id = effective(draft.values);
  const changed = typeof id === 'number' && id !== effective(current);
  const chosen = changed ? { id, group: groups.groups.find((group) => group.id === id) ?? null } : null;
  const named = chosen !== null && mayChangeWhatGuestsSee(chosen, groups) ? chosen : null;
  // A tick for a group that could not be read is none for what is read later.
  const subject = named && `${named.id}${named.group === null ? ' unread' : ''}`;
  return { named, ...useConsent(subject) };
}
