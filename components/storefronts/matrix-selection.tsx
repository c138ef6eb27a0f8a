'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { ActionButton } from '../ui/action-button';

interface MatrixSelectionProps {
  count: number;
  /** How many of them the filter leaves out. */
  hidden: number;
  onChange: () => void;
  onClear: () => void;
}

export const changeSelectedId = 'change-selected';

const Row = styled.div`
  align-items: center;
  column-gap: ${({ theme }) => theme.spacing.small};
  display: flex;
  flex-wrap: wrap;
`;

/** How many storefronts are selected, and what can be done with them. */
export function MatrixSelection({ count, hidden, onChange, onClear }: MatrixSelectionProps) {
  const t = useTranslations('matrix');
  return (
    <Row role="group" aria-label={t('selection')}>
      <Text as="span" bold={count > 0} marginBottom="none" color={count > 0 ? 'secondary70' : 'secondary60'}>
        {t('selected', { count })}
        {hidden > 0 && ` ${t('selectedHidden', { count: hidden })}`}
      </Text>
      {count > 0 && (
        <Button
          type="button"
          variant="subtle"
          mobileWidth="auto"
          onClick={() => {
            // The button goes away with the selection.
            document.getElementById(changeSelectedId)?.focus();
            onClear();
          }}
        >
          {t('clear')}
        </Button>
      )}
      <ActionButton
        id={changeSelectedId}
        type="button"
        variant="primary"
        label={t('changeSelected')}
        off={count === 0}
        onClick={onChange}
      />
    </Row>
  );
}
