'use client';

import { Box, H2, Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react';
import styled from 'styled-components';
import { type AppError, endsWork } from '@/lib/errors';
import type { CustomerSettings, InheritableField, SettingField } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { ActionButton } from '../ui/action-button';
import { FailureNotice } from '../failures/failure-notice';
import { useErrorWords } from '../failures/use-error-words';
import { Notice } from '../ui/notice';
import { PageColumn } from '../ui/page-column';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { HydratedArea } from '../ui/hydrated-area';
import { changeSelectedId } from './matrix-bar';
import { storefrontLinkId } from './matrix-row';
import { StorefrontMatrix } from './storefront-matrix';
import type { StorefrontsRead } from '../data/use-storefronts';
import { useJoinedTexts } from '../ui/use-joined-texts';
import { VisuallyHidden } from '../ui/visually-hidden';
import { type Matrix, useMatrix } from './use-matrix';

/** The change to review. */
interface MatrixChange {
  storefronts: Storefront[];
  /** Where given, these storefronts are to follow the store in this setting. */
  reset?: SettingField;
}

interface StorefrontsViewProps {
  /** The global settings, which storefronts inherit. */
  global: CustomerSettings;
  /** Where given, only storefronts with a value of their own for it are shown. */
  field: InheritableField | null;
  /** Renders the bulk change of the selected storefronts in place of the table, until it calls `close`. */
  renderBulkChange: (change: MatrixChange, close: () => void) => ReactNode;
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

/** The change that is shown in place of the table; closing it restores the scroll position and the focus. */
function useMatrixChange() {
  const [changing, setChanging] = useState<MatrixChange | null>(null);
  const left = useRef<{ top: number; focusId: string } | null>(null);

  useLayoutEffect(() => {
    if (changing !== null || left.current === null) return;
    document.getElementById(left.current.focusId)?.focus({ preventScroll: true });
    window.scrollTo({ top: left.current.top });
    left.current = null;
  }, [changing]);

  const change = useCallback((wanted: MatrixChange, focusId: string) => {
    left.current = { top: window.scrollY, focusId };
    window.scrollTo({ top: 0 });
    setChanging(wanted);
  }, []);
  const close = useCallback(() => setChanging(null), []);
  return { changing, change, close };
}

/** Why the storefronts could not be listed, and the button that tries again. */
function ListFailure({ failure, storefronts }: { failure: AppError; storefronts: StorefrontsRead }) {
  const t = useTranslations();
  const joined = useJoinedTexts();
  const { title, action } = useErrorWords(failure);
  const isScope = failure.code === 'oauth_scope_missing';
  return (
    <Notice
      type="error"
      role="alert"
      title={title}
      actions={
        <ActionButton
          type="button"
          variant="secondary"
          label={t('app.tryAgain')}
          busyLabel={t('matrix.readingAgain')}
          off={false}
          busy={storefronts.reading}
          onClick={storefronts.readAgain}
        />
      }
    >
      <Text marginBottom="none">
        {joined.sentences([t(isScope ? 'matrix.notAllowed' : 'matrix.notListed'), action])}
      </Text>
    </Notice>
  );
}

/** The placeholder of the table: loading, not permitted, failed, or no storefronts. */
function StorefrontsUnlisted({ storefronts }: { storefronts: StorefrontsRead }) {
  const t = useTranslations('matrix');
  const { list, failure, readAgain } = storefronts;
  if (list !== null)
    return (
      <Text color="secondary60" marginBottom="none">
        {t('none')}
      </Text>
    );
  if (failure === null) return <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>;
  if (endsWork(failure)) return <FailureNotice reading error={failure} onTryAgain={readAgain} />;
  return <ListFailure failure={failure} storefronts={storefronts} />;
}

/** The heading of this view, and the button that reads everything again. */
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
  const matrix = useMatrix(list, global, field);
  const failure = useReadFailure();
  const { readAgain } = useReadAgain(matrix);
  const { changing, change, close } = useMatrixChange();

  const reset = useCallback(
    (channelId: number, field: SettingField) =>
      change(
        { storefronts: list.filter(({ id }) => id === channelId), reset: field },
        storefrontLinkId(channelId),
      ),
    [change, list],
  );

  if (changing !== null) return renderBulkChange(changing, close);

  return (
    <HydratedArea>
      <PageColumn $wide>
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
              field={field}
              matrix={matrix}
              onChangeSelected={() => change({ storefronts: matrix.selected }, changeSelectedId)}
              onReset={reset}
            />
          )}
        </Panel>
      </PageColumn>
    </HydratedArea>
  );
}
