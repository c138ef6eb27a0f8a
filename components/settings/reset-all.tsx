'use client';

import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { SettingField, CustomerSettings } from '@/lib/settings/customer-settings';
import { overriddenFields } from '@/lib/settings/effective-value';
import { ActionButton } from '../ui/action-button';

interface ResetAllProps {
  /** The storefront's settings, as the form shows them. */
  own: CustomerSettings;
  onEdit: (field: SettingField, value: null) => void;
}

const Row = styled.div`
  margin-block-end: ${({ theme }) => theme.spacing.medium};
`;

/** Lets a storefront follow the store in everything, once it is saved. */
export function ResetAll({ own, onEdit }: ResetAllProps) {
  const t = useTranslations('inheritance');
  const overridden = overriddenFields(own);
  return (
    <Row>
      <ActionButton
        type="button"
        variant="secondary"
        label={t('resetAll')}
        off={overridden.length === 0}
        onClick={() => overridden.forEach((field) => onEdit(field, null))}
      />
    </Row>
  );
}
