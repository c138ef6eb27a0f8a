'use client';

import { H3 } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import styled from 'styled-components';
import type { CheckedScope } from '@/lib/checks/checked-store';
import type { SettingWords } from '../setting-fields/use-setting-words';
import type { FindingWords } from './use-finding-words';

const fields = ['trackingConsent', 'trackingConsentOnCheckout', 'policyUrl'] as const;

const Frame = styled.div`
  overflow-x: auto;

  table {
    border-collapse: collapse;
    line-height: ${({ theme }) => theme.lineHeight.medium};
    width: 100%;
  }

  th,
  td {
    border-block-end: ${({ theme }) => theme.border.box};
    font-weight: ${({ theme }) => theme.typography.fontWeight.regular};
    overflow-wrap: anywhere;
    padding: ${({ theme }) => theme.spacing.xSmall};
    text-align: start;
    vertical-align: top;
  }

  thead th {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
    overflow-wrap: normal;
  }
`;

interface ConsentTableProps {
  scopes: readonly CheckedScope[];
  /** The day of the values, as people read it. */
  date: string;
  words: FindingWords;
  settings: SettingWords;
}

/** The values in effect that have to do with consent, in each place. */
export function ConsentTable({ scopes, date, words, settings }: ConsentTableProps) {
  const t = useTranslations('checks');
  const id = useId();
  return (
    <>
      <H3 id={id}>{t('stateOf', { date })}</H3>
      <Frame role="region" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('place')}</th>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {settings.label(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scopes.map((scope) => (
              <tr key={scope.channelId ?? 0}>
                <th scope="row">{words.place(scope.channelId)}</th>
                {fields.map((field) => (
                  <td key={field}>{settings.text(field, scope.settings[field])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Frame>
    </>
  );
}
