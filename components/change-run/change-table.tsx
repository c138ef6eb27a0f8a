'use client';

import { Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import styled from 'styled-components';
import type { SettingValue, SettingField } from '@/lib/settings/customer-settings';
import { channelKey } from '@/lib/settings/scope';
import { ActionButton } from '../ui/action-button';
import { BreakableText } from '../ui/breakable-text';
import { CardTable, CardTableColumn } from '../ui/card-table';
import type { SettingWords } from '../setting-fields/use-setting-words';
import type { NamedScope } from './proposal';

export interface ChangeRow {
  scope: NamedScope;
  field: SettingField;
  before: SettingValue | undefined;
  after: SettingValue | undefined;
}

interface ChangeTableProps {
  rows: readonly ChangeRow[];
  words: SettingWords;
}

/** Few enough to be drawn at once, however many storefronts change. */
const rowsPerPage = 50;

const After = styled.strong`
  font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
`;

const Pages = styled.nav`
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spacing.small};
  justify-content: flex-end;
  margin-block-start: ${({ theme }) => theme.spacing.medium};
`;

function ChangeTableRow({ row, words }: { row: ChangeRow; words: SettingWords }) {
  const t = useTranslations('bulk');
  const { scope, field, before, after } = row;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {scope.name}
        {scope.id !== null && (
          <Small as="span" color="secondary60" marginBottom="none">
            {' '}
            {t('id', { id: String(scope.id) })}
          </Small>
        )}
      </th>
      <td role="cell">
        <CardTableColumn aria-hidden>{t('review.field')}</CardTableColumn>
        <span>{words.label(field)}</span>
      </td>
      <td role="cell">
        <CardTableColumn aria-hidden>{t('review.before')}</CardTableColumn>
        <span>
          <BreakableText text={words.text(field, before)} />
        </span>
      </td>
      <td role="cell">
        <CardTableColumn aria-hidden>{t('review.after')}</CardTableColumn>
        <After>
          <BreakableText text={words.text(field, after)} />
        </After>
      </td>
    </tr>
  );
}

interface TablePagesProps {
  /** The position of the first row that is shown, from 0, and how many are shown and there are. */
  from: number;
  shown: number;
  all: number;
  onPrevious: () => void;
  onNext: () => void;
}

function TablePages({ from, shown, all, onPrevious, onNext }: TablePagesProps) {
  const t = useTranslations('bulk.pages');
  return (
    <Pages aria-label={t('label')}>
      <Text role="status" marginBottom="none">
        {t('range', { from: from + 1, to: from + shown, all })}
      </Text>
      <ActionButton
        type="button"
        variant="secondary"
        label={t('previous')}
        off={from === 0}
        onClick={onPrevious}
      />
      <ActionButton
        type="button"
        variant="secondary"
        label={t('next')}
        off={from + shown >= all}
        onClick={onNext}
      />
    </Pages>
  );
}

/** All that would be saved: storefront, setting, before and after. */
export function ChangeTable({ rows, words }: ChangeTableProps) {
  const t = useTranslations('bulk.review');
  const table = useRef<HTMLTableElement>(null);
  const [page, setPage] = useState(0);
  const from = page * rowsPerPage;
  const shown = rows.slice(from, from + rowsPerPage);

  function turnTo(next: number) {
    setPage(next);
    table.current?.scrollIntoView({ block: 'nearest' });
  }

  return (
    <>
      <CardTable ref={table} role="table" aria-label={t('table')}>
        <thead role="rowgroup">
          <tr role="row">
            {(['storefront', 'field', 'before', 'after'] as const).map((column) => (
              <th key={column} role="columnheader" scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((row) => (
            <ChangeTableRow key={`${channelKey(row.scope.id)} ${row.field}`} row={row} words={words} />
          ))}
        </tbody>
      </CardTable>
      {rows.length > rowsPerPage && (
        <TablePages
          from={from}
          shown={shown.length}
          all={rows.length}
          onPrevious={() => turnTo(page - 1)}
          onNext={() => turnTo(page + 1)}
        />
      )}
    </>
  );
}
