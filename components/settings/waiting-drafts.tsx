'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import { useWaitingDrafts, type WaitingDraft } from '../data/use-waiting-drafts';
import { lazyComponent } from '../failures/lazy-component';

// Most people edit one page at a time.
const DraftsDialog = lazyComponent(() =>
  import('./drafts-dialog').then(({ DraftsDialog: dialog }) => dialog),
);

const Line = styled.div`
  color: ${({ theme }) => theme.colors.secondary60};

  button {
    background: none;
    border: 0;
    color: ${({ theme }) => theme.colors.primary};
    cursor: pointer;
    font: inherit;
    padding: 0 ${({ theme }) => theme.spacing.xxSmall};
    text-decoration: underline;
  }
`;

/** How many changes wait, and where. */
function useDraftCount(): (drafts: readonly WaitingDraft[], here: number | null | undefined) => string {
  const t = useTranslations('drafts');
  return (drafts, here) => {
    const count = drafts.reduce((sum, { fields }) => sum + fields.length, 0);
    if (drafts.every(({ channelId }) => channelId === here)) return t('count', { count });
    const storefronts = drafts.filter(({ channelId }) => channelId !== null).length;
    const place = storefronts === drafts.length ? 'storefronts' : storefronts > 0 ? 'both' : 'global';
    return t('countIn', { count, place, storefronts });
  };
}

interface WaitingDraftsProps {
  /** The storefront that the page is about, `null` for the global settings, `undefined` for another page. */
  here?: number | null;
}

/** How many changes wait to be saved here and elsewhere, and the way to those elsewhere. Nothing where none does. */
export function WaitingDraftsLine({ here }: WaitingDraftsProps) {
  const t = useTranslations('drafts');
  const drafts = useWaitingDrafts();
  const countOf = useDraftCount();
  const [open, setOpen] = useState(false);
  const elsewhere = drafts.filter(({ channelId }) => channelId !== here);
  if (drafts.length === 0) return null;
  return (
    <>
      <Line>
        <span>{countOf(drafts, here)}</span>{' '}
        {elsewhere.length > 0 && (
          <button type="button" onClick={() => setOpen(true)}>
            {t('show')}
          </button>
        )}
      </Line>
      {open && elsewhere.length > 0 && <DraftsDialog drafts={elsewhere} onClose={() => setOpen(false)} />}
    </>
  );
}
