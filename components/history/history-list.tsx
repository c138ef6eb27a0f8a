'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import styled from 'styled-components';
import type { HistoryRow } from '@/lib/app-change';
import { FailureNotice } from '../failures/failure-notice';
import { VisuallyHidden } from '../ui/visually-hidden';
import { entryHeadingId } from './entry-frame';
import { HistoryEntry } from './history-entry';
import { HistoryTableLook } from './history-table-look';
import type { CursorPages } from '../data/use-cursor-pages';
import { ShowMore } from '../ui/show-more';
import { AppEntryRow } from './app-entry-row';
import { useHistoryWords } from './use-history-words';

const Row = styled.div`
  border-top: ${({ theme }) => theme.border.box};
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
  padding-block: ${({ theme }) => theme.spacing.medium};
  grid-template-columns: minmax(0, 1fr);
`;

const Bar = styled.span<{ $width: string }>`
  background-color: ${({ theme }) => theme.colors.secondary20};
  border-radius: ${({ theme }) => theme.borderRadius.normal};
  height: ${({ theme }) => theme.spacing.medium};
  max-width: 100%;
  width: ${({ $width }) => $width};
`;

/** The placeholder while the history loads. */
function HistorySkeleton() {
  const t = useTranslations('history');
  return (
    <div aria-busy>
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      {[1, 2, 3, 4].map((row) => (
        <Row key={row}>
          <Bar $width="12rem" />
          <Bar $width="20rem" />
          <Bar $width="28rem" />
        </Row>
      ))}
    </div>
  );
}

interface HistoryListProps {
  pages: CursorPages<HistoryRow>;
  filtered: boolean;
  /** Whether the details of the entries are shown at first. */
  opened: boolean;
  onShowAll: () => void;
}

/** Said where there is nothing to show. */
function Nothing({ filtered, onShowAll }: Pick<HistoryListProps, 'filtered' | 'onShowAll'>) {
  const t = useTranslations('history');
  if (!filtered) return <Text marginBottom="none">{t('none')}</Text>;
  return (
    <>
      <Text>{t('nothingFound')}</Text>
      <Button type="button" variant="secondary" mobileWidth="auto" onClick={onShowAll}>
        {t('showAll')}
      </Button>
    </>
  );
}

/** The entries, newest first, or a text where there are none. */
export function HistoryList({ pages, filtered, opened, onShowAll }: HistoryListProps) {
  const t = useTranslations('history');
  const words = useHistoryWords();
  const { items, failure } = pages;
  const ids = useMemo(() => (items ?? []).map(({ id }) => entryHeadingId(id)), [items]);

  const changes = useMemo(
    () => (items ?? []).flatMap((entry) => ('appChange' in entry ? [] : [entry])),
    [items],
  );

  if (items === null && failure === null) return <HistorySkeleton />;
  return (
    <>
      {items?.length === 0 && <Nothing filtered={filtered} onShowAll={onShowAll} />}
      <VisuallyHidden role="status">
        {items === null ? '' : t('shown', { count: items.length })}
      </VisuallyHidden>
      {items !== null && items.length > 0 && (
        <HistoryTableLook>
          {/* Cards take the table's own display away, and with it what browsers report of it: the roles stay. */}
          <table role="table" aria-label={t('title')}>
            <thead role="rowgroup">
              <tr role="row">
                {(['when', 'where', 'what', 'outcome', 'toggle'] as const).map((column) => (
                  <th key={column} role="columnheader" scope="col" className={column}>
                    {column === 'toggle' ? (
                      <VisuallyHidden>{t('columns.toggle')}</VisuallyHidden>
                    ) : (
                      t(`columns.${column}`)
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            {items.map((entry) =>
              'appChange' in entry ? (
                <AppEntryRow key={entry.id} entry={entry} words={words} opened={opened} />
              ) : (
                <HistoryEntry key={entry.id} entry={entry} entries={changes} words={words} opened={opened} />
              ),
            )}
          </table>
        </HistoryTableLook>
      )}
      {failure !== null && <FailureNotice reading error={failure} onTryAgain={pages.readAgain} />}
      <ShowMore label={t('more')} busyLabel={t('loadingMore')} ids={ids} pages={pages} />
    </>
  );
}
