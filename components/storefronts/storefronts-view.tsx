'use client';

import { Box, H2, Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styled from 'styled-components';
import { type AppError, endsWork } from '@/lib/errors';
import type { CustomerSettings, InheritableField } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { ActionButton } from '../ui/action-button';
import { FailureNotice } from '../failures/failure-notice';
import { PageColumn } from '../ui/page-column';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { HydratedArea } from '../ui/hydrated-area';
import { changeSelectedId } from './matrix-bar';
import { StorefrontMatrix } from './storefront-matrix';
import type { StorefrontsRead } from '../data/use-storefronts';
import { VisuallyHidden } from '../ui/visually-hidden';
import { type Matrix, useMatrix } from './use-matrix';

interface StorefrontsViewProps {
  /** What storefronts inherit. */
  global: CustomerSettings;
  /** Where given, only storefronts with a value of their own for it are shown. */
  field: InheritableField | null;
  /** What changes the selected storefronts at once, in place of the table, until it calls `close`. */
  renderBulkChange: (storefronts: Storefront[], close: () => void) => ReactNode;
}

const Heading = styled.div`
  column-gap: ${({ theme }) => theme.spacing.medium};
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  /* A panel leaves room above for a header of its own. */
  margin-block-start: -${({ theme }) => theme.spacing.medium};
  margin-block-end: ${({ theme }) => theme.spacing.medium};
  row-gap: ${({ theme }) => theme.spacing.small};

  > :first-child {
    flex: 1 1 16rem;
  }
`;

const noStorefronts: Storefront[] = [];

/** Why the shown values may be old: the session or the store's permission ended, or a read failed. */
function useReadFailure(): AppError | null {
  const { global, storefronts } = useStoreReads();
  const { scopes } = useSettingsState();
  const failures = [...scopes.values()].flatMap(({ failure }) => failure ?? []);
  const ofList = storefronts.list === null ? null : storefronts.failure;
  return failures.find(endsWork) ?? global.failure ?? ofList;
}

/** Reads everything anew that the table shows, what is in sight first. */
function useReadAgain(matrix: Matrix) {
  const { groups, storefronts, settings } = useStoreReads();
  const { scopes } = useSettingsState();

  function readAgain() {
    const inView = matrix.page.shown.map(({ id }) => id);
    const others = (storefronts.list ?? []).map(({ id }) => id).filter((id) => !inView.includes(id));
    groups.readAgain();
    storefronts.readAgain();
    settings.readAgain([null, ...inView]);
    settings.readAgain(others, { inView: false });
  }

  return { readAgain, reading: matrix.page.shown.some(({ id }) => scopes.get(id)?.fetching) };
}

/** Restores the scroll position and the focus after the table was replaced. */
function useReturn(open: boolean) {
  const left = useRef<number | null>(null);

  useLayoutEffect(() => {
    if (open || left.current === null) return;
    document.getElementById(changeSelectedId)?.focus({ preventScroll: true });
    window.scrollTo({ top: left.current });
    left.current = null;
  }, [open]);

  return function leave() {
    left.current = window.scrollY;
    window.scrollTo({ top: 0 });
  };
}

/** The text where no storefronts can be shown: still loading, not permitted, failed, or none. */
function StorefrontsUnlisted({ storefronts }: { storefronts: StorefrontsRead }) {
  const t = useTranslations('matrix');
  const { list, failure, reading, readAgain } = storefronts;
  if (list !== null)
    return (
      <Text color="secondary60" marginBottom="none">
        {t('none')}
      </Text>
    );
  if (failure === null || reading) return <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>;
  if (failure.code === 'oauth_scope_missing') return <Text marginBottom="none">{t('notAllowed')}</Text>;
  return <FailureNotice reading error={failure} onTryAgain={readAgain} />;
}

/** What this view is, and the button that reads everything anew. */
function MatrixHeading({ matrix, isEmpty }: { matrix: Matrix; isEmpty: boolean }) {
  const t = useTranslations('matrix');
  const { readAgain, reading } = useReadAgain(matrix);
  return (
    <Heading>
      <div>
        <H2 marginBottom="xxSmall">{t('title')}</H2>
        <Text color="secondary60" marginBottom="none">
          {t('detail')}
        </Text>
      </div>
      {!isEmpty && (
        <ActionButton
          type="button"
          variant="secondary"
          label={t('readAgain')}
          busyLabel={t('readingAgain')}
          off={false}
          busy={reading}
          onClick={readAgain}
        />
      )}
    </Heading>
  );
}

/** All storefronts of the store with their settings in effect. */
export function StorefrontsView({ global, field, renderBulkChange }: StorefrontsViewProps) {
  const { storefronts } = useStoreReads();
  const list = storefronts.list ?? noStorefronts;
  const matrix = useMatrix(list, field);
  const failure = useReadFailure();
  const { readAgain } = useReadAgain(matrix);
  const [changing, setChanging] = useState<Storefront[] | null>(null);
  const leave = useReturn(changing !== null);

  if (changing !== null) {
    return renderBulkChange(changing, () => setChanging(null));
  }

  function changeSelected() {
    leave();
    setChanging(matrix.selected);
  }

  return (
    <HydratedArea>
      <PageColumn>
        {failure !== null && (
          <Box marginBottom="medium">
            <FailureNotice reading error={failure} onTryAgain={readAgain} />
          </Box>
        )}
        <Panel>
          <MatrixHeading matrix={matrix} isEmpty={list.length === 0} />
          {list.length === 0 ? (
            <StorefrontsUnlisted storefronts={storefronts} />
          ) : (
            <StorefrontMatrix
              list={list}
              global={global}
              field={field}
              matrix={matrix}
              onChangeSelected={changeSelected}
            />
          )}
        </Panel>
      </PageColumn>
    </HydratedArea>
  );
}
