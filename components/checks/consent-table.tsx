'use client';

import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import type { SettingWords } from '../setting-fields/use-setting-words';

export const consentFields = ['trackingConsent', 'trackingConsentOnCheckout', 'policyUrl'] as const;

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

/** One row of the table: the whole store, or one storefront. */
export interface ConsentRow {
  /** `null` for the whole store. */
  channelId: number | null;
  place: string;
  /** The values in effect. */
  settings: CustomerSettings;
  /** Why the values are not known; `null` where they are. */
  note: string | null;
}

interface ConsentTableProps {
  rows: readonly ConsentRow[];
  label: string;
  settings: SettingWords;
}

/** The values in effect that have to do with consent, in each place. */
export function ConsentTable({ rows, label, settings }: ConsentTableProps) {
  const t = useTranslations('checks');
  return (
    <Frame role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('place')}</th>
            {consentFields.map((field) => (
              <th key={field} scope="col">
                {settings.label(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.channelId ?? 0}>
              <th scope="row">{row.place}</th>
              {row.note === null ? (
                consentFields.map((field) => (
                  <td key={field}>
                    {row.settings[field] === undefined
                      ? t('notKnown')
                      : settings.text(field, row.settings[field])}
                  </td>
                ))
              ) : (
                <td colSpan={consentFields.length}>{row.note}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}
