'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { ActionButton } from '../ui/action-button';
import { StickyBar } from '../ui/sticky-bar';

interface SaveBarProps {
  dirty: boolean;
  saving: boolean;
  /** True while a save waits to be tried again. */
  waiting: boolean;
  onDiscard: () => void;
}

export const saveButtonId = 'save-settings';

/** The buttons alone tell it where there is no room for words. */
const State = styled.div`
  display: none;

  ${({ theme }) => theme.breakpoints.tablet} {
    display: block;
    flex: 1 1 auto;
  }
`;

/** What is not saved can be saved or thrown away. */
export function SaveBar({ dirty, saving, waiting, onDiscard }: SaveBarProps) {
  const t = useTranslations('saving');
  return (
    <StickyBar label={t('bar')}>
      <State>
        {dirty && (
          <Text color="secondary60" marginBottom="none">
            {t('unsaved')}
          </Text>
        )}
      </State>
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
