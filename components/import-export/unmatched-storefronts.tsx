'use client';

import { Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import type { StorefrontInFile } from '@/lib/settings-file/settings-file';
import type { Storefront } from '@/lib/settings/storefront';
import { ActionButton } from '../ui/action-button';
import { PlainSelect } from '../ui/plain-select';

interface UnmatchedStorefrontsProps {
  /** Storefronts of the file that this store does not seem to have. */
  unmatched: readonly StorefrontInFile[];
  list: readonly Storefront[];
  mapping: ReadonlyMap<number, number | null>;
  onChoose: (id: number, here: number | null) => void;
}

/** Each offers every storefront of the store: few enough of them to be drawn at once. */
const shownAtOnce = 10;

const Choice = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.xxSmall};
  grid-template-columns: minmax(0, 1fr);
  margin-block-end: ${({ theme }) => theme.spacing.medium};
  max-width: ${({ theme }) => theme.helpers.remCalc(640)};
  overflow-wrap: anywhere;

  label {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
    line-height: ${({ theme }) => theme.lineHeight.medium};
  }
`;

/** Storefronts of a file for which the person says where their settings go. */
export function UnmatchedStorefronts({ unmatched, list, mapping, onChoose }: UnmatchedStorefrontsProps) {
  const t = useTranslations('settingsFile');
  const [shown, setShown] = useState(shownAtOnce);
  if (unmatched.length === 0) return null;
  return (
    <Panel header={t('unmatched', { count: unmatched.length })}>
      <Text>{list.length === 0 ? t('unmatchedNoneHere') : t('unmatchedDetail')}</Text>
      {unmatched.slice(0, shown).map(({ id, name }) => (
        <Choice key={id}>
          <label htmlFor={`import-storefront-${id}`}>{t('named', { name, id: String(id) })}</label>
          <PlainSelect
            id={`import-storefront-${id}`}
            value={String(mapping.get(id) ?? '')}
            onChange={({ target }) => onChoose(id, target.value === '' ? null : Number(target.value))}
          >
            <option value="">{t('leaveOut')}</option>
            {list.map((here) => (
              <option key={here.id} value={here.id}>
                {t('named', { name: here.name, id: String(here.id) })}
              </option>
            ))}
          </PlainSelect>
        </Choice>
      ))}
      {unmatched.length > shown && (
        <ActionButton
          type="button"
          variant="secondary"
          label={t('showMore')}
          off={false}
          onClick={() => setShown(shown + shownAtOnce)}
        />
      )}
    </Panel>
  );
}
