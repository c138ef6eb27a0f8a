'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import styled from 'styled-components';
import type { Storefront } from '@/lib/settings/storefront';
import { useStoreReads } from '../data/store-reads';
import { useWaitingDrafts } from '../data/use-waiting-drafts';
import { PlaceLink } from '../shell/place-link';
import { DraftNote } from '../ui/draft-mark';
import { StorefrontChooser } from './storefront-chooser';

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

/** The ways to the other storefronts: to the one before, to the one after, and to any. They mark unsaved changes. */
export function StorefrontSwitcher({ channelId }: StorefrontSwitcherProps) {
  const t = useTranslations('storefront.switcher');
  const sorted = useSortedStorefronts();
  const waiting = useWaitingDrafts();
  const drafts = new Set(waiting.map((draft) => draft.channelId));
  const at = sorted.findIndex((one) => one.id === channelId);
  if (at < 0 || sorted.length < 2) return null;
  const ways = { previous: sorted[at - 1], next: sorted[at + 1] };
  const way = (which: 'previous' | 'next') => (
    <span>
      {ways[which] !== undefined && (
        <>
          <PlaceLink to={{ view: 'storefront', channelId: ways[which].id }}>
            {t(which, { name: ways[which].name })}
          </PlaceLink>
          {drafts.has(ways[which].id) && <DraftNote />}
        </>
      )}
    </span>
  );
  return (
    <Row aria-label={t('label')}>
      {way('previous')}
      {/* Closed again on the page of another storefront. */}
      <StorefrontChooser
        key={channelId}
        storefronts={sorted.filter(({ id }) => id !== channelId)}
        drafts={drafts}
      />
      {way('next')}
    </Row>
  );
}
