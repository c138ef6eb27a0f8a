'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { Change } from '@/lib/settings/change';

const Disclosure = styled.details`
  overflow-wrap: anywhere;

  summary {
    color: ${({ theme }) => theme.colors.primary60};
    cursor: pointer;
    width: max-content;
  }

  summary:focus-visible {
    outline: ${({ theme }) => theme.helpers.remCalc(2)} solid ${({ theme }) => theme.colors.primary60};
    outline-offset: ${({ theme }) => theme.helpers.remCalc(2)};
  }
`;

/** What support asks for. */
export function ChangeDetails({ change }: { change: Change }) {
  const t = useTranslations('history.details');
  const { id, channelId, createdAt, requestId, restoresId, late } = change;
  const lines = [
    t('time', { time: new Date(createdAt).toISOString() }),
    ...(channelId === null ? [] : [t('storefront', { id: String(channelId) })]),
    t('change', { id }),
    ...(late?.over ? [t('over', { id: late.over })] : []),
    ...(restoresId === null ? [] : [t('restores', { id: restoresId })]),
    ...(requestId === null ? [] : [t('request', { id: requestId })]),
  ];
  return (
    <Disclosure>
      <summary>{t('title')}</summary>
      {lines.map((line) => (
        <Small key={line} as="p" color="secondary60" marginBottom="none">
          {line}
        </Small>
      ))}
    </Disclosure>
  );
}
