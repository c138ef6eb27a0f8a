'use client';

import type { ReactNode } from 'react';
import styled from 'styled-components';
import { PageColumn } from './page-column';

interface StickyBarProps {
  label: string;
  /** Floats over the page, just above the bar. */
  above?: ReactNode;
  children: ReactNode;
}

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

/** A bar with buttons that is always visible at the bottom. */
export function StickyBar({ label, above, children }: StickyBarProps) {
  return (
    <Bar>
      <PageColumn role="group" aria-label={label}>
        <Row>{children}</Row>
      </PageColumn>
      {above}
    </Bar>
  );
}
