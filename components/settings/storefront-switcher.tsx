'use client';

import { Select } from '@bigcommerce/big-design';
import { useLocale, useTranslations } from 'next-intl';
import { useId, useMemo } from 'react';
import styled from 'styled-components';
import type { Storefront } from '@/lib/settings/storefront';
import { useStoreReads } from '../data/store-reads';
import { PlaceLink } from '../shell/place-link';
import { usePlace } from '../shell/place-context';
import { OutlinedControl } from '../ui/outlined-control';

interface StorefrontSwitcherProps {
  channelId: number;
}

const Row = styled.nav`
  align-items: flex-end;
  column-gap: ${({ theme }) => theme.spacing.medium};
  display: flex;
  flex: 1 1 30rem;
  flex-wrap: wrap;
  justify-content: space-between;
  overflow-wrap: anywhere;
  row-gap: ${({ theme }) => theme.spacing.xSmall};

  > div {
    flex: 0 1 16rem;
  }

  > span {
    flex: 1 1 0;
    min-width: 8rem;
  }

  > :last-child {
    text-align: end;
  }
`;

/** The store's storefronts by name, the order in which they are switched. */
export function useSortedStorefronts(): readonly Storefront[] {
  const locale = useLocale();
  const { list } = useStoreReads().storefronts;
  return useMemo(() => {
    const { compare } = new Intl.Collator(locale, { numeric: true });
    return [...(list ?? [])].sort((one, other) => compare(one.name, other.name) || one.id - other.id);
  }, [list, locale]);
}

/** The ways to the other storefronts: to the one before, to the one after, and to any. */
export function StorefrontSwitcher({ channelId }: StorefrontSwitcherProps) {
  const t = useTranslations('storefront.switcher');
  const id = useId();
  const { go } = usePlace();
  const sorted = useSortedStorefronts();
  const at = sorted.findIndex((one) => one.id === channelId);
  if (at < 0 || sorted.length < 2) return null;
  const ways = { previous: sorted[at - 1], next: sorted[at + 1] };
  const way = (which: 'previous' | 'next') => (
    <span>
      {ways[which] !== undefined && (
        <PlaceLink to={{ view: 'storefront', channelId: ways[which].id }}>
          {t(which, { name: ways[which].name })}
        </PlaceLink>
      )}
    </span>
  );
  return (
    <Row aria-label={t('label')}>
      {way('previous')}
      <OutlinedControl $invalid={false}>
        <Select
          id={id}
          label={t('choose')}
          options={sorted.map(({ id: value, name }) => ({ value, content: name }))}
          value={channelId}
          onOptionChange={(chosen?: number) => {
            if (chosen !== undefined && chosen !== channelId) go({ view: 'storefront', channelId: chosen });
          }}
        />
      </OutlinedControl>
      {way('next')}
    </Row>
  );
}
