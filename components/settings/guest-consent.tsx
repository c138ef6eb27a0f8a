'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { ConsentNotice } from '../setting-fields/consent-notice';
import { useGroupBenefits } from '../setting-fields/group-benefits';
import type { GuestGroupConsent } from '../setting-fields/use-guest-group-consent';

interface GuestConsentProps {
  guests: GuestGroupConsent;
  /** Whether the whole store is edited, or one storefront. */
  ofStore: boolean;
}

/** What every visitor would get, for the person to agree to. */
export function GuestConsent({ guests, ofStore }: GuestConsentProps) {
  const t = useTranslations('groupNotes');
  const benefits = useGroupBenefits();
  const { group } = guests;
  if (group === null) return null;
  return (
    <ConsentNotice title={t('guestTitle')} consent={guests}>
      <Text>{t('guestDetail', { group: group.name, gives: benefits(group), store: String(ofStore) })}</Text>
    </ConsentNotice>
  );
}
