'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import styled from 'styled-components';
import { PageColumn } from '../ui/page-column';

const Bar = styled.div`
  background: ${({ theme }) => theme.colors.white};
  border-top: ${({ theme }) => theme.border.box};
  bottom: 0;
  margin-block-start: auto;
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

/** Always in sight, at the bottom: the way on and the way back. */
export function StepBar({ children }: { children: ReactNode }) {
  const t = useTranslations('bulk');
  return (
    <Bar role="group" aria-label={t('bar')}>
      <PageColumn>
        <Row>{children}</Row>
      </PageColumn>
    </Bar>
  );
}
