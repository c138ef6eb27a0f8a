'use client';

import { Checkbox, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef } from 'react';
import { Notice } from '../ui/notice';
import { useGroupBenefits } from '../setting-fields/group-benefits';
import type { GuestGroupConsent } from '../setting-fields/use-guest-group-consent';

interface GuestConsentProps {
  guests: GuestGroupConsent;
  /** Whether the whole store is edited, or one storefront. */
  ofStore: boolean;
}

/** Every visitor would get a group that changes prices or hides categories: that is asked for twice. */
export function GuestConsent({ guests, ofStore }: GuestConsentProps) {
  const t = useTranslations('groupNotes');
  const benefits = useGroupBenefits();
  const { group, given, missing, asked, give } = guests;
  const tick = useRef<HTMLInputElement>(null);
  const errorId = useId();

  // Also where this part came only after the save was tried.
  useEffect(() => {
    if (asked !== null) tick.current?.focus();
  }, [asked]);

  if (group === null) return null;
  return (
    <Notice type="warning" title={t('guestTitle')}>
      <Text>{t('guestDetail', { group: group.name, gives: benefits(group), store: String(ofStore) })}</Text>
      <Checkbox
        ref={tick}
        label={t('guestTick')}
        checked={given}
        aria-invalid={missing}
        aria-describedby={missing ? errorId : undefined}
        onChange={(event) => give(event.target.checked)}
      />
      <div role="alert">
        {missing && (
          <Small id={errorId} color="danger50" marginBottom="none">
            {t('guestTickMissing')}
          </Small>
        )}
      </div>
    </Notice>
  );
}
