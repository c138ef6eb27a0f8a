'use client';

import { ArrowDownwardIcon, ArrowUpwardIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback } from 'react';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { PlaceLink } from '../shell/place-link';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { useWaitingDrafts } from '../data/use-waiting-drafts';
import { VisuallyHidden } from '../ui/visually-hidden';
import { GlobalCell } from './matrix-cell';
import { matrixColumns } from './matrix-columns';
import { MatrixRow, UnsavedFact } from './matrix-row';
import { MatrixTableLook } from './matrix-table-look';

interface MatrixTableProps {
  global: CustomerSettings;
  words: SettingWords;
  /** The storefronts of this page, in order. */
  shown: readonly Storefront[];
  selected: ReadonlySet<number>;
  descending: boolean;
  /** The checkbox that stands for all that match. */
  selectAll: ReactNode;
  onSort: () => void;
  onSelect: (channelId: number) => void;
  /** Stands instead of the rows where there are none. */
  empty: ReactNode;
}

function HeadRow({
  descending,
  selectAll,
  onSort,
}: Pick<MatrixTableProps, 'descending' | 'selectAll' | 'onSort'>) {
  const t = useTranslations('matrix');
  return (
    <tr role="row">
      <th role="columnheader" scope="col" className="tick">
        {selectAll}
      </th>
      <th
        role="columnheader"
        scope="col"
        className="name"
        aria-sort={descending ? 'descending' : 'ascending'}
      >
        <button type="button" className="sort" onClick={onSort}>
          {t('storefront')}
          {descending ? (
            <ArrowDownwardIcon aria-hidden size="medium" />
          ) : (
            <ArrowUpwardIcon aria-hidden size="medium" />
          )}
        </button>
      </th>
      {matrixColumns.map(({ field, wide }) => (
        <th key={field} role="columnheader" scope="col" className={wide ? 'setting wide' : 'setting'}>
          {t(`columns.${field}`)}
        </th>
      ))}
    </tr>
  );
}

interface GlobalRowProps extends Pick<MatrixTableProps, 'global' | 'words'> {
  unsaved: boolean;
}

function GlobalRow({ global, words, unsaved }: GlobalRowProps) {
  const t = useTranslations('matrix');
  return (
    <tr role="row" className="global">
      <td role="cell" className="tick" />
      <th role="rowheader" scope="row" className="name">
        <PlaceLink to={{ view: 'settings' }}>{t('global')}</PlaceLink>
        <span className="small">{t('globalDetail')}</span>
        {unsaved && <UnsavedFact />}
      </th>
      {matrixColumns.map(({ field }) => (
        <GlobalCell key={field} field={field} global={global} words={words} />
      ))}
    </tr>
  );
}

/** What each storefront really gets: first the store's values, then one row for each storefront. */
export function MatrixTable(props: MatrixTableProps) {
  const { global, words, shown, selected, descending, selectAll, onSort, onSelect, empty } = props;
  const t = useTranslations('matrix');
  const { settings } = useStoreReads();
  const { scopes } = useSettingsState();
  const unsaved = new Set(useWaitingDrafts().map(({ channelId }) => channelId));
  const retry = useCallback((channelId: number) => settings.readAgain([channelId]), [settings]);

  return (
    <MatrixTableLook>
      {/* Cards take the table's own display away, and with it what browsers tell of it: the roles stay. */}
      <table role="table">
        <VisuallyHidden as="caption">{t('caption')}</VisuallyHidden>
        <thead role="rowgroup">
          <HeadRow descending={descending} selectAll={selectAll} onSort={onSort} />
        </thead>
        <tbody role="rowgroup">
          <GlobalRow global={global} words={words} unsaved={unsaved.has(null)} />
          {shown.map((storefront) => (
            <MatrixRow
              key={storefront.id}
              storefront={storefront}
              scope={scopes.get(storefront.id)}
              global={global}
              words={words}
              selected={selected.has(storefront.id)}
              unsaved={unsaved.has(storefront.id)}
              onSelect={onSelect}
              onRetry={retry}
            />
          ))}
          {shown.length === 0 && (
            <tr role="row">
              <td role="cell" colSpan={matrixColumns.length + 2}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </MatrixTableLook>
  );
}
