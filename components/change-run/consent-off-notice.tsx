'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { scopesTurningConsentOff, type ScopePlan } from '@/lib/settings/bulk-plan';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { useFollowers } from '../data/use-known-overrides';
import { useFollowerWords } from '../setting-fields/use-follower-words';
import { Notice } from '../ui/notice';
import type { NamedScope } from './proposal';

interface ConsentOffNoticeProps {
  plans: readonly ScopePlan[];
  /** The scopes of the plans. */
  scopes: readonly NamedScope[];
  global: CustomerSettings;
}

/** The storefronts whose shoppers are not asked for consent any more, those that follow the store included. */
export function ConsentOffNotice({ plans, scopes, global }: ConsentOffNoticeProps) {
  const t = useTranslations('consentOff');
  const followers = useFollowers('trackingConsent');
  const words = useFollowerWords();
  const turningOff = scopesTurningConsentOff(global, plans);
  if (turningOff.length === 0) return null;
  const ofStore = turningOff.includes(null);
  const planned = new Set(plans.map(({ channelId }) => channelId));
  const names = [
    ...scopes.filter(({ id }) => id !== null && turningOff.includes(id)),
    ...(ofStore ? followers.storefronts.filter(({ id }) => !planned.has(id)) : []),
  ].map(({ name }) => name);
  return (
    <Notice type="warning" title={t('title')}>
      {[words.consentOff(names), ...(ofStore ? words.unknown(followers) : [])].map((line) => (
        <Text key={line} marginBottom="none">
          {line}
        </Text>
      ))}
    </Notice>
  );
}
