'use client';

import { Box, H2, Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import styled from 'styled-components';
import { useOpenedStore } from '../shell/opened-store';
import { PageColumn } from '../ui/page-column';
import { usePlace } from '../shell/place-context';
import { HydratedArea } from '../ui/hydrated-area';
import { ExportButtons } from './export-buttons';
import { HistoryFilters } from './history-filters';
import { entryHeadingId } from './entry-frame';
import { HistoryList } from './history-list';
import { fromHistoryQuery, type HistorySearch, toChangeFilters, toHistoryQuery } from './history-search';
import { RestoreFromHistory } from './restore-from-history';
import { useCursorPages } from '../data/use-cursor-pages';

interface HistoryViewProps {
  /** The query, as the address has it. */
  query: string;
}

const Stack = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.medium};
  grid-template-columns: minmax(0, 1fr);
  /* A panel leaves room above for a header of its own. */
  margin-block-start: -${({ theme }) => theme.spacing.medium};
`;

/** The changes with their authors, newest first. */
export function HistoryView({ query }: HistoryViewProps) {
  const t = useTranslations('history');
  const { api, storeHash } = useOpenedStore();
  const { go } = usePlace();
  const search = useMemo(() => fromHistoryQuery(new URLSearchParams(query)), [query]);
  const filters = useMemo(() => toChangeFilters(search), [search]);
  const pages = useCursorPages(['changes', storeHash, filters], (cursor) => api.getChanges(filters, cursor));
  const filtered = Object.keys(search).length > 0;
  // Of nothing there is nothing to filter or to export.
  const isEmpty = pages.items?.length === 0 && !filtered;
  const show = (next: HistorySearch) => go({ view: 'history', query: toHistoryQuery(next) });
  return (
    <RestoreFromHistory headingId={entryHeadingId} onRestored={pages.readAgain}>
      <HydratedArea>
        <PageColumn>
          <Panel>
            <Stack>
              <div>
                <H2 marginBottom="xxSmall">{t('title')}</H2>
                <Text color="secondary60" marginBottom="none">
                  {t('detail')}
                </Text>
              </div>
              {!isEmpty && <HistoryFilters search={search} onSearch={show} />}
              {pages.items !== null && pages.items.length > 0 && <ExportButtons filters={filters} />}
              <Box>
                <HistoryList
                  key={search.entryId ?? ''}
                  pages={pages}
                  filtered={filtered}
                  opened={search.entryId !== undefined}
                  onShowAll={() => show({})}
                />
              </Box>
            </Stack>
          </Panel>
        </PageColumn>
      </HydratedArea>
    </RestoreFromHistory>
  );
}
