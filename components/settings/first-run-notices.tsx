'use client';

import { Text } from '@bigcommerce/big-design';
import { CheckIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import type { CustomerGroupList } from '@/lib/settings/customer-group';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { useStoreReads } from '../data/store-reads';
import { browserStorage } from '../ui/safe-storage';
import { useOpenedStore } from '../shell/opened-store';
import { SupportLink } from '../ui/support-link';
import { useHydrated } from '../ui/use-hydrated';
import { Notice } from '../ui/notice';

/** The optional permissions whose absence is visible in the app. */
const explained = ['store_channel_settings_read_only', 'store_v2_information_read_only'] as const;

/** A notice about parts of the app that are missing because the store did not grant a permission. */
export function MissingScopesNotice() {
  const t = useTranslations('permissions');
  const { missingScopes, opening } = useOpenedStore();
  const missing = explained.filter((scope) => missingScopes.includes(scope));
  if (missing.length === 0) return null;
  return (
    <Notice type="info" title={t('title')}>
      {missing.map((scope) => (
        <Text key={scope} marginBottom="none">
          {t(scope)}
        </Text>
      ))}
      <Text marginBottom="none">{t('action', { role: opening.isOwner() ? 'owner' : 'user' })}</Text>
    </Notice>
  );
}

const steps = ['consent', 'policy', 'groups'] as const;

type Step = (typeof steps)[number];

/** The first steps that the settings show as taken. Where a store has no groups, there is none to choose. */
export function stepsDone(settings: CustomerSettings, groups: CustomerGroupList): ReadonlySet<Step> {
  const { trackingConsent, policyUrl, guestCustomerGroupId, defaultCustomerGroupId } = settings;
  const taken: Record<Step, boolean> = {
    consent: trackingConsent === true,
    policy: typeof policyUrl === 'string' && policyUrl !== '',
    groups:
      (groups.complete && groups.groups.length === 0) ||
      [guestCustomerGroupId, defaultCustomerGroupId].some((id) => typeof id === 'number' && id > 0),
  };
  return new Set(steps.filter((step) => taken[step]));
}

const Steps = styled.ol`
  padding-inline-start: ${({ theme }) => theme.spacing.large};
`;

/** The first steps, ticked as they are taken, right after the installation, until the user closes them. */
export function WelcomeNotice({ settings }: { settings: CustomerSettings }) {
  const { groups } = useStoreReads();
  const done = stepsDone(settings, groups.list);
  const t = useTranslations();
  const { storeHash, supportUrl } = useOpenedStore();
  const hydrated = useHydrated();
  const [closed, setClosed] = useState(false);
  const key = `customer-settings:${storeHash}:welcomed`;

  if (closed || (hydrated && browserStorage.read(key) !== null)) return null;

  function close() {
    browserStorage.write(key, 'yes');
    setClosed(true);
  }

  return (
    <Notice type="info" title={t('welcome.title')} close={{ label: t('welcome.close'), onClose: close }}>
      <Text marginBottom="none">{t('welcome.intro')}</Text>
      <Steps>
        {steps.map((step) => (
          <li key={step}>
            <Text as="span">
              {t(`welcome.steps.${step}`)}
              {done.has(step) && <CheckIcon color="success50" size="medium" title={t('welcome.done')} />}
            </Text>
          </li>
        ))}
      </Steps>
      <Text marginTop="xSmall" marginBottom="none">
        {t('welcome.more')}
      </Text>
      <Text marginTop="xSmall" marginBottom="none">
        <SupportLink href={supportUrl}>{t('welcome.support')}</SupportLink>
      </Text>
    </Notice>
  );
}
