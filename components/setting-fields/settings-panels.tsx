'use client';

import { Panel } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import styled from 'styled-components';
import { customerGroupFields, type StorefrontField } from '@/lib/settings/customer-settings';

interface SettingsPanelsProps {
  /** A storefront has settings that a store has not. */
  ofStorefront?: boolean;
  renderField: (field: StorefrontField) => ReactNode;
  /** Stands under the group fields. */
  groupsNote?: ReactNode;
}

const privacyFields = [
  'trackingConsent',
  'trackingConsentOnCheckout',
  'policyUrl',
] as const satisfies readonly StorefrontField[];

/** A setting with all that is said about it, apart from the next one. */
export const SettingSlot = styled.div`
  max-width: ${({ theme }) => theme.helpers.remCalc(640)};

  & + & {
    margin-block-start: ${({ theme }) => theme.spacing.xLarge};
  }
`;

/** Which settings stand where, both while they load and when they are there. */
export function SettingsPanels({ ofStorefront = false, renderField, groupsNote }: SettingsPanelsProps) {
  const t = useTranslations('settings');
  return (
    <>
      <Panel header={t('privacy')}>{privacyFields.map(renderField)}</Panel>
      <Panel header={t('customerGroups')}>
        {customerGroupFields.map(renderField)}
        {groupsNote}
      </Panel>
      {ofStorefront && <Panel header={t('signIn')}>{renderField('allowGlobalLogins')}</Panel>}
    </>
  );
}
