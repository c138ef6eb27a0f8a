'use client';

import { H4, ProgressCircle } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import styled from 'styled-components';
import type { ChangeEntry } from '@/lib/settings/change';
import { FailureNotice } from '../failures/failure-notice';
import { useOpenedStore } from '../shell/opened-store';
import { VisuallyHidden } from '../ui/visually-hidden';
import { ChangeBody } from './change-body';
import { useCursorPages } from '../data/use-cursor-pages';
import { ShowMore } from '../ui/show-more';
import type { HistoryWords } from './use-history-words';

interface EntryChangesProps {
  entry: ChangeEntry;
  words: HistoryWords;
}

const List = styled.ul`
  border-inline-start: ${({ theme }) => theme.border.box};
  display: grid;
  gap: ${({ theme }) => theme.spacing.medium};
  grid-template-columns: minmax(0, 1fr);
  list-style: none;
  margin: 0;
  padding-inline-start: ${({ theme }) => theme.spacing.medium};
`;

const headingId = (changeId: string) => `change-${changeId}`;

/** The changes that were made together, read when they are looked at. */
export function EntryChanges({ entry, words }: EntryChangesProps) {
  const t = useTranslations('history');
  const { api, storeHash } = useOpenedStore();
  const pages = useCursorPages(['changes-of-entry', storeHash, entry.id], (cursor) =>
    api.getChangesOfEntry(entry.id, cursor),
  );
  const { items, failure } = pages;
  const ids = useMemo(() => (items ?? []).map(({ id }) => headingId(id)), [items]);

  return (
    <>
      {items === null && failure === null && (
        <>
          <VisuallyHidden role="status">{t('loadingEntry')}</VisuallyHidden>
          <ProgressCircle size="xSmall" />
        </>
      )}
      {items !== null && (
        <List>
          {items.map((change) => (
            <li key={change.id}>
              <H4 as="h4" id={headingId(change.id)} tabIndex={-1} marginBottom="xxSmall">
                {words.scope(change)}
              </H4>
              <ChangeBody entry={entry} change={change} words={words} />
            </li>
          ))}
        </List>
      )}
      {failure !== null && <FailureNotice reading error={failure} onTryAgain={pages.readAgain} />}
      <ShowMore label={t('moreOfEntry')} busyLabel={t('loadingMore')} ids={ids} pages={pages} />
    </>
  );
}
