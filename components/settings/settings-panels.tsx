'use client';

import { Panel } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { customerGroupFields, type SettingField } from '@/lib/settings/customer-settings';

interface SettingsPanelsProps {
  renderField: (field: SettingField) => ReactNode;
  /** Stands under the group fields. */
  groupsNote?: ReactNode;
}

const privacyFields = [
  'trackingConsent',
  'trackingConsentOnCheckout',
  'policyUrl',
] as const satisfies readonly SettingField[];

/** Which settings stand where, both while they load and when they are there. */
export function SettingsPanels({ renderField, groupsNote }: SettingsPanelsProps) {
  const t = useTranslations('settings');
  return (
    <>
      <Panel header={t('privacy')}>{privacyFields.map(renderField)}</Panel>
      <Panel header={t('customerGroups')}>
        {customerGroupFields.map(renderField)}
        {groupsNote}
      </Panel>
    </>
  );
}
