'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { Notice } from '../ui/notice';

export interface ComparedField {
  label: string;
  now: string;
  yours: string;
}

interface SettingsChangedNoticeProps {
  fields: ComparedField[];
}

const Compared = styled.dl`
  line-height: ${({ theme }) => theme.lineHeight.medium};

  dt {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
    margin-block-start: ${({ theme }) => theme.spacing.xSmall};
  }

  dd {
    margin-inline-start: 0;
  }
`;

/** Somebody else saved meanwhile: both values of each field, for the person to decide. */
export function SettingsChangedNotice({ fields }: SettingsChangedNoticeProps) {
  const t = useTranslations('saving');
  return (
    <Notice type="warning" role="alert" title={t('changedTitle')}>
      <Text marginBottom="none">{t('changedDetail')}</Text>
      <Compared>
        {fields.map(({ label, now, yours }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{t('changedNow', { value: now })}</dd>
            <dd>{t('changedYours', { value: yours })}</dd>
          </div>
        ))}
      </Compared>
    </Notice>
  );
}
