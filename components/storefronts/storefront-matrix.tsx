'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { InheritableField, SettingField } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { usePlace } from '../shell/place-context';
import { useAllows } from '../shell/use-role';
import { GroupsNote } from '../setting-fields/groups-note';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { MatrixFilters, queryId } from './matrix-filters';
import { MatrixTable } from './matrix-table';
import { Countdown } from '../ui/countdown';
import { SelectBox } from '../ui/select-box';
import { firstChoices, type Matrix } from './use-matrix';
import { MatrixBar } from './matrix-bar';

interface StorefrontMatrixProps {
  list: Storefront[];
  field: InheritableField | null;
  matrix: Matrix;
  onChangeSelected: () => void;
  onReset: (channelId: number, field: SettingField) => void;
}

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

/** The table of storefronts with all that narrows it down and works on it. */
export function StorefrontMatrix({ list, field, matrix, onChangeSelected, onReset }: StorefrontMatrixProps) {
  const t = useTranslations('matrix');
  const { go } = usePlace();
  const { groups } = useStoreReads();
  const mayWrite = useAllows('write');
  const { choose, matching } = matrix;
  const selection = useSelection(matrix);

  const showAnyField = () => go({ view: 'storefronts', field: null });

  function showAll() {
    document.getElementById(queryId)?.focus();
    choose(({ order, selected }) => ({ ...firstChoices, order, selected }));
    if (field !== null) showAnyField();
  }

  return (
    <>
      <MatrixFilters matrix={matrix} field={field} onAnyField={showAnyField} />
      <GroupsNote groups={groups} />
      <PausedNotice />
      <MatrixBar
        all={list.length}
        matrix={matrix}
        hidden={selection.hidden}
        onChangeSelected={onChangeSelected}
      />
      <MatrixTable
        matrix={matrix}
        selectAll={
          mayWrite && (
            <SelectBox
              label={t('selectAll', { count: matching.length })}
              checked={selection.all}
              partly={selection.partly}
              onChange={selection.toggleAll}
            />
          )
        }
        onSelect={selection.toggle}
        onReset={onReset}
        empty={<NothingFound incomplete={matrix.incomplete} onShowAll={showAll} />}
      />
    </>
  );
}
