'use client';

import { Small } from '@bigcommerce/big-design';
import {
  CheckCircleIcon,
  CircleDashedIcon,
  ErrorIcon,
  InfoIcon,
  WarningIcon,
} from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import styled from 'styled-components';
import type { Change, ChangeStatus } from '@/lib/settings/change';

/** What a person can tell apart: what was done elsewhere was not saved here. */
type Outcome = ChangeStatus | 'found';

const icons: Record<Outcome, ReactNode> = {
  applied: <CheckCircleIcon color="success50" />,
  partly: <WarningIcon color="warning70" />,
  failed: <ErrorIcon color="danger" />,
  pending: <CircleDashedIcon color="secondary60" />,
  found: <InfoIcon color="primary60" />,
};

const Line = styled.p`
  align-items: center;
  display: flex;
  gap: ${({ theme }) => theme.spacing.xxSmall};
  margin: 0;

  svg {
    flex: none;
  }
`;

/** What became of a change, in words and with a shape. */
export function ChangeOutcome({ change: { source, status } }: { change: Pick<Change, 'source' | 'status'> }) {
  const t = useTranslations('history.outcomes');
  const outcome = source === 'outside' && status === 'applied' ? 'found' : status;
  return (
    <Line>
      {icons[outcome]}
      <Small as="span" marginBottom="none">
        {t(outcome)}
      </Small>
    </Line>
  );
}
