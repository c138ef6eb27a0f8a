'use client';

import { Checkbox, Panel, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import type { Storefront } from '@/lib/settings/storefront';
import { ActionButton } from '../ui/action-button';
import { type HandedFile, HandedFileNote } from '../ui/handed-file';
import { StorefrontPicker } from '../change-run/storefront-picker';
import { useStoreReads } from '../data/store-reads';
import { ExportRun } from './export-run';

const noStorefronts: Storefront[] = [];

const Parts = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.small};
  grid-template-columns: minmax(0, 1fr);
  margin-block-end: ${({ theme }) => theme.spacing.medium};
`;

const Picker = styled.div`
  margin-inline-start: ${({ theme }) => theme.spacing.large};
`;

interface StorefrontTicksProps {
  list: readonly Storefront[];
  leftOut: ReadonlySet<number>;
  onLeaveOut: (leftOut: ReadonlySet<number>) => void;
}

function StorefrontTicks({ list, leftOut, onLeaveOut }: StorefrontTicksProps) {
  const t = useTranslations('settingsFile');
  const chosen = list.length - leftOut.size;

  function toggle(id: number) {
    const next = new Set(leftOut);
    if (!next.delete(id)) next.add(id);
    onLeaveOut(next);
  }

  return (
    <>
      <Checkbox
        label={t('exportStorefronts', { chosen, count: list.length })}
        checked={leftOut.size === 0}
        isIndeterminate={leftOut.size > 0 && chosen > 0}
        onChange={() => onLeaveOut(leftOut.size === 0 ? new Set(list.map(({ id }) => id)) : new Set())}
      />
      <Picker>
        <StorefrontPicker
          label={t('storefronts')}
          storefronts={list}
          renderOption={({ id, name }) => (
            <Checkbox
              label={t('named', { name, id: String(id) })}
              checked={!leftOut.has(id)}
              onChange={() => toggle(id)}
            />
          )}
        />
      </Picker>
    </>
  );
}

/** Which settings go into the file. */
export function ExportPanel() {
  const t = useTranslations('settingsFile');
  const { storefronts } = useStoreReads();
  const list = storefronts.list ?? noStorefronts;
  const [withGlobal, setWithGlobal] = useState(true);
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const [running, setRunning] = useState<{ chosen: Storefront[] } | null>(null);
  const [handed, setHanded] = useState<HandedFile | null>(null);
  const chosen = list.filter(({ id }) => !leftOut.has(id));
  const nothing = !withGlobal && chosen.length === 0;

  return (
    <Panel header={t('exportTitle')}>
      <Text>{t('exportDetail')}</Text>
      <Parts>
        <Checkbox
          label={t('exportGlobal')}
          checked={withGlobal}
          onChange={() => setWithGlobal(!withGlobal)}
        />
        {list.length > 0 && <StorefrontTicks list={list} leftOut={leftOut} onLeaveOut={setLeftOut} />}
        {nothing && <Small marginBottom="none">{t('exportNothing')}</Small>}
      </Parts>
      <ActionButton
        type="button"
        variant="secondary"
        label={t('exportAction')}
        busyLabel={t('exporting')}
        off={nothing}
        busy={running !== null}
        onClick={() => {
          setHanded(null);
          setRunning({ chosen });
        }}
      />
      {running !== null && (
        <ExportRun
          withGlobal={withGlobal}
          storefronts={running.chosen}
          onDone={(file) => {
            setHanded(file);
            setRunning(null);
          }}
        />
      )}
      <HandedFileNote file={handed} />
    </Panel>
  );
}
