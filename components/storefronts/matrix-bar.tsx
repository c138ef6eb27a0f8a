'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { ChevronLeftIcon, ChevronRightIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { type ReactElement, useRef } from 'react';
import styled from 'styled-components';
import { type MatrixPage, storefrontsPerPage } from './matrix-search';
import { ActionButton } from '../ui/action-button';
import { useStoreReads } from '../data/store-reads';
import { useHeightProperty } from '../ui/use-height-property';
import { VisuallyHidden } from '../ui/visually-hidden';
import { useJoinedTexts } from '../ui/use-joined-texts';
import { useAllows } from '../shell/use-role';
import { barHeight } from './matrix-table-look';
import { queryId } from './matrix-filters';
import type { Matrix } from './use-matrix';

/** A bar that stays visible while the page is scrolled, where there is room for it. */
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

interface MatrixSelectionProps {
  count: number;
  /** How many of them the filter leaves out. */
  hidden: number;
  onChange: () => void;
  onClear: () => void;
}

export const changeSelectedId = 'change-selected';

const Row = styled.div`
  align-items: center;
  column-gap: ${({ theme }) => theme.spacing.small};
  display: flex;
  flex-wrap: wrap;
`;

/** How many storefronts are selected, and what can be done with them. */
function MatrixSelection({ count, hidden, onChange, onClear }: MatrixSelectionProps) {
  const t = useTranslations('matrix');
  return (
    <Row role="group" aria-label={t('selection')}>
      <Text as="span" bold={count > 0} marginBottom="none" color={count > 0 ? 'secondary70' : 'secondary60'}>
        {hidden > 0 ? t('selectedHidden', { count, hidden }) : t('selected', { count })}
      </Text>
      {count > 0 && (
        <Button
          type="button"
          variant="subtle"
          mobileWidth="auto"
          onClick={() => {
            // The button goes away with the selection.
            document.getElementById(changeSelectedId)?.focus();
            onClear();
          }}
        >
          {t('clear')}
        </Button>
      )}
      <ActionButton
        id={changeSelectedId}
        type="button"
        variant="primary"
        label={t('changeSelected')}
        off={count === 0}
        onClick={onChange}
      />
    </Row>
  );
}

interface MatrixPagesProps {
  page: MatrixPage;
  total: number;
  onPage: (page: number) => void;
}

const Pages = styled.nav`
  align-items: center;
  column-gap: ${({ theme }) => theme.spacing.xxSmall};
  display: flex;

  button[aria-disabled='true'],
  button[aria-disabled='true']:is(:hover, :active) {
    background: none;
    cursor: not-allowed;
  }

  button[aria-disabled='true'] svg {
    fill: ${({ theme }) => theme.colors.secondary40};
  }
`;

interface StepProps {
  page: MatrixPage;
  by: 1 | -1;
  icon: ReactElement;
  onPage: (page: number) => void;
}

/** A button that leads nowhere keeps the focus, which a disabled one would throw away. */
function Step({ page, by, icon, onPage }: StepProps) {
  const to = page.page + by;
  const off = to < 0 || to >= page.pages;
  return (
    <Button
      type="button"
      variant="subtle"
      mobileWidth="auto"
      iconOnly={icon}
      aria-disabled={off}
      onClick={() => {
        if (!off) onPage(to);
      }}
    />
  );
}

/** From page to page. */
function MatrixPages({ page, total, onPage }: MatrixPagesProps) {
  const t = useTranslations('matrix');
  return (
    <Pages aria-label={t('pages')}>
      <Step page={page} by={-1} icon={<ChevronLeftIcon title={t('previousPage')} />} onPage={onPage} />
      <Text as="span" marginBottom="none">
        {t('range', { from: page.from, to: page.to, total })}
      </Text>
      <Step page={page} by={1} icon={<ChevronRightIcon title={t('nextPage')} />} onPage={onPage} />
    </Pages>
  );
}

/** The number of shown storefronts, and the progress of reading. */
function Counts({ matrix, all }: { matrix: Matrix; all: number }) {
  const t = useTranslations('matrix');
  const joined = useJoinedTexts();
  const { settings } = useStoreReads();
  const { matching, checked, failed, incomplete, page } = matrix;
  const count = matching.length;
  const found = count < all ? t('foundOf', { count, all }) : t('found', { count });
  return (
    <div>
      <Text as="span" marginBottom="none">
        {joined.facts([
          found,
          ...(checked < all ? [t('checking', { checked, all })] : []),
          ...(failed.length > 0 ? [t('failed', { count: failed.length })] : []),
        ])}
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
          : t('foundRange', { found, range: t('range', { from: page.from, to: page.to, total: count }) })}
      </VisuallyHidden>
    </div>
  );
}

interface MatrixBarProps {
  /** How many storefronts the store has. */
  all: number;
  matrix: Matrix;
  onChangeSelected: () => void;
  /** Storefronts that are selected and not in the table now. */
  hidden: number;
}

/** The number of rows, the selection, and the links to other pages. */
export function MatrixBar({ all, matrix, hidden, onChangeSelected }: MatrixBarProps) {
  const top = useRef<HTMLDivElement>(null);
  const mayWrite = useAllows('write');
  const bar = useRef<HTMLDivElement>(null);
  useHeightProperty(bar, barHeight);
  const { choose, matching, page, selected } = matrix;

  function turnTo(next: number) {
    choose(() => ({ page: next }));
    const above = (top.current?.getBoundingClientRect().top ?? 0) < 0;
    if (above) top.current?.scrollIntoView({ block: 'start' });
  }

  return (
    <>
      <div ref={top} />
      <Bar ref={bar}>
        <Counts matrix={matrix} all={all} />
        <Aside>
          {mayWrite && (
            <MatrixSelection
              count={selected.length}
              hidden={hidden}
              onChange={onChangeSelected}
              onClear={() => choose(() => ({ selected: new Set() }))}
            />
          )}
          {matching.length > storefrontsPerPage && (
            <MatrixPages page={page} total={matching.length} onPage={turnTo} />
          )}
        </Aside>
      </Bar>
    </>
  );
}
