'use client';

import { Input, Panel, Radio, Small, Text } from '@bigcommerce/big-design';
import { SearchIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import type { Storefront } from '@/lib/settings/storefront';
import { OutlinedControl } from '../ui/outlined-control';
import { findStorefrontOptions } from '../change-run/storefront-options';

interface CopySourceProps {
  /** `null` while they are not known. */
  storefronts: readonly Storefront[] | null;
  chosen: number | null;
  error: string | undefined;
  onChoose: (channelId: number) => void;
}

/** Fewer are found at a glance. */
const searchedFrom = 9;

export const copySourceId = 'bulk-copy-source';
const errorId = `${copySourceId}-error`;

const Options = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.small};
  grid-template-columns: minmax(0, 1fr);
  margin-block: ${({ theme }) => theme.spacing.small};
  max-height: ${({ theme }) => theme.helpers.remCalc(360)};
  overflow-wrap: anywhere;
  overflow-y: auto;
  padding: ${({ theme }) => theme.spacing.xxSmall};
  /* The radios themselves are hidden by being placed: here, and not far down the page. */
  position: relative;
`;

/** The storefront whose settings are copied, found by name among many. */
export function CopySource({ storefronts, chosen, error, onChoose }: CopySourceProps) {
  const t = useTranslations('bulk.source');
  const [query, setQuery] = useState('');
  const { shown, more } = findStorefrontOptions(storefronts ?? [], query, chosen);
  return (
    <Panel header={t('title')}>
      {storefronts === null && <Text marginBottom="none">{t('loading')}</Text>}
      {storefronts !== null && storefronts.length >= searchedFrom && (
        <OutlinedControl $invalid={false}>
          <Input
            type="search"
            autoComplete="off"
            label={t('search')}
            value={query}
            iconLeft={<SearchIcon color="secondary60" />}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.preventDefault();
            }}
          />
        </OutlinedControl>
      )}
      <Options
        role="radiogroup"
        aria-label={t('title')}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : errorId}
      >
        {shown.map(({ id, name, platform }, index) => (
          <Radio
            key={id}
            {...(index === 0 ? { id: copySourceId } : {})}
            name={copySourceId}
            label={name}
            description={t('detail', { platform, id: String(id) })}
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
        ))}
      </Options>
      <Small role="status" marginBottom="none">
        {query !== '' && more === 0 && t('found', { count: shown.length })}
        {more > 0 && t('more', { count: more })}
      </Small>
      <div role="alert">
        {error !== undefined && (
          <Small id={errorId} color="danger50" marginBottom="none">
            {error}
          </Small>
        )}
      </div>
    </Panel>
  );
}
