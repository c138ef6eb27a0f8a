'use client';

import { ArrowDownwardIcon, ArrowUpwardIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useId } from 'react';
import { type CustomerSettings, isInheritable, type SettingField } from '@/lib/settings/customer-settings';
import { PlaceLink } from '../shell/place-link';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { useWaitingDrafts } from '../data/use-waiting-drafts';
import { DraftNote } from '../ui/draft-mark';
import { VisuallyHidden } from '../ui/visually-hidden';
import { moveBetweenCells } from './cell-actions';
import { GlobalCell } from './matrix-cell';
import { matrixColumns } from './matrix-columns';
import { MatrixRow } from './matrix-row';
import type { ColumnValues, MatrixOrder } from './matrix-search';
import { MatrixTableLook } from './matrix-table-look';
import type { Matrix } from './use-matrix';

interface MatrixTableProps {
  matrix: Matrix;
  /** The checkbox that stands for all that match. */
  selectAll: ReactNode;
  onSelect: (channelId: number) => void;
  /** Lets a storefront follow the store in one setting, after a review. */
  onReset: (channelId: number, field: SettingField) => void;
  /** Stands instead of the rows where there are none. */
  empty: ReactNode;
}

interface SortHeadProps {
  by: MatrixOrder['by'];
  label: string;
  className: string;
  matrix: Matrix;
  children?: ReactNode;
}

/** The head of a column, which sorts by it, and the other way round when it is pressed again. */
function SortHead({ by, label, className, matrix, children }: SortHeadProps) {
  const { order } = matrix.choices;
  const sorts = order.by === by;
  const Arrow = order.descending ? ArrowDownwardIcon : ArrowUpwardIcon;
  return (
    <th
      role="columnheader"
      scope="col"
      className={className}
      aria-sort={sorts ? (order.descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className="sort"
        onClick={() =>
          matrix.choose(() => ({ order: { by, descending: sorts && !order.descending }, page: 0 }))
        }
      >
        {label}
        {sorts && <Arrow aria-hidden size="medium" />}
      </button>
      {children}
    </th>
  );
}

/** How many storefronts have a value of their own, and the way to them. */
function OwnCount({ column: { field, own } }: { column: ColumnValues }) {
  const t = useTranslations('matrix');
  if (!isInheritable(field)) return <span className="small">{t('setCount', { count: own })}</span>;
  const text = t('overridesCount', { count: own });
  if (own === 0) return <span className="small">{text}</span>;
  return (
    <span className="small">
      <PlaceLink to={{ view: 'storefronts', field }}>
        <span aria-hidden>{text}</span>
        <VisuallyHidden>{t('overridesOf', { count: own, setting: t(`columns.${field}`) })}</VisuallyHidden>
      </PlaceLink>
    </span>
  );
}

function HeadRow({ matrix, selectAll }: Pick<MatrixTableProps, 'matrix' | 'selectAll'>) {
  const t = useTranslations('matrix');
  return (
    <tr role="row">
      <th role="columnheader" scope="col" className="tick">
        {selectAll}
      </th>
      <SortHead by="name" label={t('storefront')} className="name" matrix={matrix} />
      {matrixColumns.map(({ field, wide }) => {
        const column = matrix.columns.find((one) => one.field === field);
        return (
          <SortHead
            key={field}
            by={field}
            label={t(`columns.${field}`)}
            className={wide ? 'setting wide' : 'setting'}
            matrix={matrix}
          >
            {column !== undefined && <OwnCount column={column} />}
          </SortHead>
        );
      })}
    </tr>
  );
}

interface GlobalRowProps {
  global: CustomerSettings;
  words: SettingWords;
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
        {unsaved && <DraftNote />}
      </th>
      {matrixColumns.map(({ field }) => (
        <GlobalCell key={field} field={field} global={global} words={words} />
      ))}
    </tr>
  );
}

/** The settings in effect on each storefront: first the store's, then one row for each storefront. */
export function MatrixTable({ matrix, selectAll, onSelect, onReset, empty }: MatrixTableProps) {
  const t = useTranslations('matrix');
  const aboutId = useId();
  const { settings } = useStoreReads();
  const { scopes } = useSettingsState();
  const unsaved = new Set(useWaitingDrafts().map(({ channelId }) => channelId));
  const { global, words, recorded, choices, page } = matrix;
  const retry = useCallback((channelId: number) => settings.readAgain([channelId]), [settings]);

  return (
    <MatrixTableLook>
      <VisuallyHidden id={aboutId}>{t('actions.about')}</VisuallyHidden>
      {/* Cards take the table's own display away, and with it what browsers report of it: the roles stay. */}
      <table role="table" aria-describedby={aboutId} onKeyDown={moveBetweenCells}>
        <VisuallyHidden as="caption">{t('caption')}</VisuallyHidden>
        <thead role="rowgroup">
          <HeadRow matrix={matrix} selectAll={selectAll} />
        </thead>
        <tbody role="rowgroup">
          <GlobalRow global={global} words={words} unsaved={unsaved.has(null)} />
          {page.shown.map((storefront) => (
            <MatrixRow
              key={storefront.id}
              storefront={storefront}
              scope={scopes.get(storefront.id)}
              recorded={recorded?.get(storefront.id)}
              global={global}
              words={words}
              selected={choices.selected.has(storefront.id)}
              unsaved={unsaved.has(storefront.id)}
              onSelect={onSelect}
              onRetry={retry}
              onReset={onReset}
            />
          ))}
          {page.shown.length === 0 && (
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
