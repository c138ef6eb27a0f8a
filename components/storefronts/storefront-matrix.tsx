'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useCallback, useRef } from 'react';
import styled from 'styled-components';
import type { CustomerSettings, InheritableField } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { usePlace } from '../shell/place-context';
import { GroupsNote } from '../setting-fields/groups-note';
import { useSettingWords } from '../setting-fields/use-setting-words';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { VisuallyHidden } from '../ui/visually-hidden';
import { MatrixFilters, queryId } from './matrix-filters';
import { MatrixPages } from './matrix-pages';
import { storefrontsPerPage } from './matrix-search';
import { MatrixSelection } from './matrix-selection';
import { MatrixTable } from './matrix-table';
import { Countdown } from '../ui/countdown';
import { SelectBox } from '../ui/select-box';
import type { Matrix } from './use-matrix';

interface StorefrontMatrixProps {
  list: Storefront[];
  global: CustomerSettings;
  field: InheritableField | null;
  matrix: Matrix;
  onChangeSelected: () => void;
}

/** Stays in sight while somebody ticks storefronts further down, where there is room for it. */
const Bar = styled.div`
  align-items: center;
  background-color: ${({ theme }) => theme.colors.white};
  border-block-end: ${({ theme }) => theme.border.box};
  column-gap: ${({ theme }) => theme.spacing.large};
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  margin-block-start: ${({ theme }) => theme.spacing.small};
  padding-block: ${({ theme }) => theme.spacing.small};
  row-gap: ${({ theme }) => theme.spacing.xSmall};

  @media (min-width: 45rem) and (min-height: 30rem) {
    position: sticky;
    top: 0;
    z-index: ${({ theme }) => theme.zIndex.sticky};
  }
`;

const Aside = styled.div`
  align-items: center;
  column-gap: ${({ theme }) => theme.spacing.medium};
  display: flex;
  flex-wrap: wrap;
`;

function useSelection({ matching, choices, choose, selected }: Matrix) {
  const ids = matching.map(({ id }) => id);
  const ticked = ids.filter((id) => choices.selected.has(id)).length;
  const all = ids.length > 0 && ticked === ids.length;

  const toggle = useCallback(
    (channelId: number) =>
      choose((before) => {
        const next = new Set(before.selected);
        if (!next.delete(channelId)) next.add(channelId);
        return { selected: next };
      }),
    [choose],
  );

  function toggleAll() {
    choose((before) => {
      const next = new Set(before.selected);
      for (const id of ids)
        if (all) next.delete(id);
        else next.add(id);
      return { selected: next };
    });
  }

  return { all, partly: ticked > 0, hidden: selected.length - ticked, toggle, toggleAll };
}

function NothingFound({ incomplete, onShowAll }: { incomplete: boolean; onShowAll: () => void }) {
  const t = useTranslations('matrix');
  return (
    <>
      <Text marginBottom="xSmall">{incomplete ? t('nothingYet') : t('nothing')}</Text>
      <Button type="button" variant="secondary" mobileWidth="auto" onClick={onShowAll}>
        {t('showAll')}
      </Button>
    </>
  );
}

/** How many storefronts there are to see, and how far reading has come. */
function Counts({ matrix, all }: { matrix: Matrix; all: number }) {
  const t = useTranslations('matrix');
  const { settings } = useStoreReads();
  const { matching, checked, failed, incomplete, page } = matrix;
  const count = matching.length;
  const found = count < all ? t('foundOf', { count, all }) : t('found', { count });
  return (
    <div>
      <Text as="span" marginBottom="none">
        {found}
        {checked < all && ` · ${t('checking', { checked, all })}`}
        {failed.length > 0 && ` · ${t('failed', { count: failed.length })}`}
      </Text>{' '}
      {failed.length > 1 && (
        <Button
          type="button"
          variant="subtle"
          mobileWidth="auto"
          onClick={() => {
            document.getElementById(queryId)?.focus();
            settings.readAgain(failed);
          }}
        >
          {t('retryAll')}
        </Button>
      )}
      <VisuallyHidden role="status">
        {incomplete
          ? t('checkingOnce')
          : `${found}. ${t('range', { from: page.from, to: page.to, total: count })}`}
      </VisuallyHidden>
    </div>
  );
}

/** Says that BigCommerce makes the reads wait. */
function PausedNotice() {
  const t = useTranslations('matrix');
  const { pausedUntil } = useSettingsState();
  return (
    <div role="status">
      {pausedUntil !== null && (
        <Text color="secondary60" marginTop="medium" marginBottom="none">
          <Countdown key={pausedUntil} until={pausedUntil} text={(seconds) => t('paused', { seconds })} />
        </Text>
      )}
    </div>
  );
}

interface MatrixBarProps extends Pick<StorefrontMatrixProps, 'list' | 'matrix' | 'onChangeSelected'> {
  /** Storefronts that are selected and not in the table now. */
  hidden: number;
}

/** What is in the table, what is selected, and the ways to other pages. */
function MatrixBar({ list, matrix, hidden, onChangeSelected }: MatrixBarProps) {
  const top = useRef<HTMLDivElement>(null);
  const { choose, matching, page, selected } = matrix;

  function turnTo(next: number) {
    choose(() => ({ page: next }));
    const above = (top.current?.getBoundingClientRect().top ?? 0) < 0;
    if (above) top.current?.scrollIntoView({ block: 'start' });
  }

  return (
    <>
      <div ref={top} />
      <Bar>
        <Counts matrix={matrix} all={list.length} />
        <Aside>
          <MatrixSelection
            count={selected.length}
            hidden={hidden}
            onChange={onChangeSelected}
            onClear={() => choose(() => ({ selected: new Set() }))}
          />
          {matching.length > storefrontsPerPage && (
            <MatrixPages page={page} total={matching.length} onPage={turnTo} />
          )}
        </Aside>
      </Bar>
    </>
  );
}

/** The table of storefronts with all that narrows it down and works on it. */
export function StorefrontMatrix({ list, global, field, matrix, onChangeSelected }: StorefrontMatrixProps) {
  const t = useTranslations('matrix');
  const { go } = usePlace();
  const { groups } = useStoreReads();
  const words = useSettingWords(groups.list, global);
  const { choices, choose, matching, page } = matrix;
  const selection = useSelection(matrix);

  const showAnyField = () => go({ view: 'storefronts', field: null });

  function showAll() {
    document.getElementById(queryId)?.focus();
    choose(() => ({ query: '', onlyOverridden: false, page: 0 }));
    if (field !== null) showAnyField();
  }

  return (
    <>
      <MatrixFilters
        query={choices.query}
        onlyOverridden={choices.onlyOverridden}
        field={field}
        onQuery={(query) => choose(() => ({ query, page: 0 }))}
        onOnlyOverridden={(onlyOverridden) => choose(() => ({ onlyOverridden, page: 0 }))}
        onAnyField={showAnyField}
      />
      <GroupsNote groups={groups} />
      <PausedNotice />
      <MatrixBar list={list} matrix={matrix} hidden={selection.hidden} onChangeSelected={onChangeSelected} />
      <MatrixTable
        global={global}
        words={words}
        shown={page.shown}
        selected={choices.selected}
        descending={choices.descending}
        selectAll={
          <SelectBox
            label={t('selectAll', { count: matching.length })}
            checked={selection.all}
            partly={selection.partly}
            onChange={selection.toggleAll}
          />
        }
        onSort={() => choose((before) => ({ descending: !before.descending, page: 0 }))}
        onSelect={selection.toggle}
        empty={<NothingFound incomplete={matrix.incomplete} onShowAll={showAll} />}
      />
    </>
  );
}
