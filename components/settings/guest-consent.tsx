'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useFollowers } from '../data/use-known-overrides';
import { ConsentNotice } from '../setting-fields/consent-notice';
import { useGroupBenefits } from '../setting-fields/group-benefits';
import { useFollowerWords } from '../setting-fields/use-follower-words';
import type { GuestGroupConsent } from '../setting-fields/use-guest-group-consent';
import type { SettingWords } from '../setting-fields/use-setting-words';

interface GuestConsentProps {
  guests: GuestGroupConsent;
  /** Whether the whole store is edited, or one storefront. */
  ofStore: boolean;
  words: SettingWords;
}

/** The benefits that every visitor would get, for the user to confirm. */
export function GuestConsent({ guests, ofStore, words }: GuestConsentProps) {
  const t = useTranslations('groupNotes');
  const benefits = useGroupBenefits();
  const followers = useFollowers('guestCustomerGroupId');
  const followerWords = useFollowerWords();
  const { named } = guests;
  if (named === null) return null;
  const { id, group } = named;
  return (
    <ConsentNotice title={t('guestTitle')} consent={guests}>
      <Text>
        {t('guestDetail', {
          group: words.groupName(id),
          gives: group === null ? t('unreadBenefits') : benefits(group),
          store: String(ofStore),
        })}
      </Text>
      {ofStore &&
        followerWords.followers(followers).map((line) => (
          <Text key={line} marginBottom="none">
            {line}
          </Text>
        ))}
    </ConsentNotice>
  );
}
