'use client';

import { Small } from '@bigcommerce/big-design';
import {
  CheckCircleIcon,
  ErrorIcon,
  CircleDashedIcon,
  RemoveCircleOutlineIcon,
  RefreshIcon,
  WarningIcon,
} from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { memo, type ReactNode } from 'react';
import styled from 'styled-components';
import type { SaveState } from './bulk-save';
import { FailureReason } from '../failures/failure-reason';
import type { NamedScope } from './proposal';
import { ScopeName } from './scope-name';

interface SaveStatesProps {
  storefronts: readonly NamedScope[];
  saves: ReadonlyMap<number | null, SaveState>;
}

/** The states that are shown while storefronts are saved; the others were never started. */
type ShownState = Exclude<SaveState, { kind: 'same' | 'unread' }>;

const icons: Record<ShownState['kind'], ReactNode> = {
  waiting: <CircleDashedIcon color="secondary60" />,
  saving: <RefreshIcon color="primary60" />,
  saved: <CheckCircleIcon color="success50" />,
  partly: <WarningIcon color="warning70" />,
  failed: <ErrorIcon color="danger" />,
  notTried: <RemoveCircleOutlineIcon color="secondary60" />,
};

const List = styled.ul`
  list-style: none;
  margin: 0;
  overflow-wrap: anywhere;
  padding: 0;

  &[tabindex] {
    max-height: ${({ theme }) => theme.helpers.remCalc(480)};
    overflow-y: auto;
  }
`;

const Line = styled.li`
  border-top: ${({ theme }) => theme.border.box};
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
  grid-template-columns: ${({ theme }) => theme.spacing.xLarge} minmax(0, 1fr) auto;
  padding-block: ${({ theme }) => theme.spacing.xSmall};

  &:first-child {
    border-top: 0;
  }
`;

const StateLine = memo(function StateLine({
  storefront,
  save,
}: {
  storefront: NamedScope;
  save: ShownState;
}) {
  const t = useTranslations('bulk');
  return (
    <Line>
      {icons[save.kind]}
      <div>
        <ScopeName scope={storefront} />
        {save.kind === 'failed' && <FailureReason error={save.error} />}
      </div>
      <Small marginBottom="none">{t(`states.${save.kind}`)}</Small>
    </Line>
  );
});

/** Every storefront that is to be saved, and how far it is. */
export function SaveStates({ storefronts, saves }: SaveStatesProps) {
  const t = useTranslations('bulk.apply');
  return (
    // A part that scrolls has to be reachable by keyboard.
    <List aria-label={t('states')} tabIndex={storefronts.length > 8 ? 0 : undefined}>
      {storefronts.map((storefront) => {
        const save = saves.get(storefront.id);
        if (save === undefined || save.kind === 'same' || save.kind === 'unread') return null;
        return <StateLine key={storefront.id} storefront={storefront} save={save} />;
      })}
    </List>
  );
}
