'use client';

import { Input, Small } from '@bigcommerce/big-design';
import { SearchIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode, useState } from 'react';
import styled from 'styled-components';
import { createNameMatcher } from '@/lib/settings/match-name';
import type { Storefront } from '@/lib/settings/storefront';
import { OutlinedControl } from '../ui/outlined-control';

interface StorefrontPickerProps {
  label: string;
  storefronts: readonly Storefront[];
  /** Stays on offer whatever is searched for. */
  chosen?: number | null;
  /** Where one of them is chosen; else each is chosen or not. */
  single?: { error: string | undefined; errorId: string };
  renderOption: (storefront: Storefront, index: number) => ReactNode;
}

/** Fewer are found at a glance. */
const searchedFrom = 9;

/** More than fits on a screen, and few enough to draw at each key stroke. */
const shownMax = 50;

const Options = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.small};
  grid-template-columns: minmax(0, 1fr);
  max-height: ${({ theme }) => theme.helpers.remCalc(360)};
  overflow-wrap: anywhere;
  overflow-y: auto;
  padding: ${({ theme }) => theme.spacing.xxSmall};
  /* The inputs themselves are hidden by being placed: here, and not far down the page. */
  position: relative;
`;

function toOptions(storefronts: readonly Storefront[], query: string, chosen: number | null) {
  const matches = storefronts.filter(createNameMatcher(query));
  const first = matches.slice(0, shownMax);
  const kept = storefronts.filter(({ id }) => id === chosen && !first.some((one) => one.id === id));
  return { shown: [...kept, ...first], more: matches.length - first.length };
}

/** Storefronts to choose from, found by name among many. */
export function StorefrontPicker(props: StorefrontPickerProps) {
  const { label, storefronts, chosen = null, single, renderOption } = props;
  const t = useTranslations('storefrontPicker');
  const [query, setQuery] = useState('');
  const { shown, more } = toOptions(storefronts, query, chosen);
  return (
    <>
      {storefronts.length >= searchedFrom && (
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
        role={single === undefined ? 'group' : 'radiogroup'}
        aria-label={label}
        aria-invalid={single === undefined ? undefined : single.error !== undefined}
        aria-describedby={single?.error === undefined ? undefined : single.errorId}
        // A part that scrolls has to be reachable by keyboard.
        tabIndex={single === undefined && shown.length > 8 ? 0 : undefined}
      >
        {shown.map((storefront, index) => (
          <Fragment key={storefront.id}>{renderOption(storefront, index)}</Fragment>
        ))}
      </Options>
      <Small role="status" marginBottom="none">
        {query !== '' && more === 0
          ? t('found', { count: shown.length })
          : more > 0 && t('more', { count: more })}
      </Small>
      {single !== undefined && (
        <div role="alert">
          {single.error !== undefined && (
            <Small id={single.errorId} color="danger50" marginBottom="none">
              {single.error}
            </Small>
          )}
        </div>
      )}
    </>
  );
}
