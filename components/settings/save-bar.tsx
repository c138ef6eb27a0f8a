'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import styled from 'styled-components';
import { ActionButton } from '../ui/action-button';
import { StickyBar } from '../ui/sticky-bar';

interface SaveBarProps {
  /** How many changes wait to be saved. */
  state: ReactNode;
  dirty: boolean;
  saving: boolean;
  /** True while a save waits to be tried again. */
  waiting: boolean;
  onDiscard: () => void;
  /** The result of the last save, above the bar, where it covers neither the tabs nor the buttons. */
  outcome?: ReactNode;
  /** Stands before the buttons while there is something to save. */
  children?: ReactNode;
}

export const saveButtonId = 'save-settings';

const State = styled.div`
  flex: 1 1 auto;
`;

/** The bar to save or discard unsaved edits. */
export function SaveBar(props: SaveBarProps) {
  const { state, dirty, saving, waiting, onDiscard, outcome, children } = props;
  const t = useTranslations('saving');
  return (
    <StickyBar label={t('bar')} above={outcome}>
      <State>{state}</State>
      {dirty && children}
      <ActionButton
        type="button"
        variant="subtle"
        label={t('discard')}
        off={!dirty || saving}
        onClick={onDiscard}
      />
      <ActionButton
        id={saveButtonId}
        type="submit"
        variant="primary"
        label={t('save')}
        busyLabel={t('saving')}
        off={!dirty || waiting}
        busy={saving}
      />
    </StickyBar>
  );
}
