'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { ActionButton } from '../ui/action-button';
import { PageColumn } from '../ui/page-column';

interface SaveBarProps {
  dirty: boolean;
  saving: boolean;
  /** True while a save waits to be tried again. */
  waiting: boolean;
  onDiscard: () => void;
}

export const saveButtonId = 'save-settings';

const Bar = styled.div`
  background: ${({ theme }) => theme.colors.white};
  border-top: ${({ theme }) => theme.border.box};
  bottom: 0;
  padding-block: ${({ theme }) => theme.spacing.small};
  position: sticky;
  z-index: ${({ theme }) => theme.zIndex.sticky};
`;

const Row = styled.div`
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spacing.xSmall};
  justify-content: flex-end;
`;

/** The buttons alone tell it where there is no room for words. */
const State = styled.div`
  display: none;

  ${({ theme }) => theme.breakpoints.tablet} {
    display: block;
    flex: 1 1 auto;
  }
`;

/** Always in sight, at the bottom: what is not saved can be saved or thrown away. */
export function SaveBar({ dirty, saving, waiting, onDiscard }: SaveBarProps) {
  const t = useTranslations('saving');
  return (
    <Bar role="group" aria-label={t('bar')}>
      <PageColumn>
        <Row>
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
        </Row>
      </PageColumn>
    </Bar>
  );
}
