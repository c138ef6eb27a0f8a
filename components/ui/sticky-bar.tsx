'use client';

import { type ReactNode, useRef } from 'react';
import styled from 'styled-components';
import { PageColumn } from './page-column';
import { footHeight } from './page-styles';
import { useHeightProperty } from './use-height-property';

interface StickyBarProps {
  label: string;
  /** Stands just above the bar. The page below goes on as far as it is tall, so that it covers nothing for good. */
  above?: ReactNode;
  children: ReactNode;
}

/** Controls beside the notice can be pressed. */
const Foot = styled.div`
  bottom: 0;
  margin-block-start: auto;
  pointer-events: none;
  position: sticky;
  z-index: ${({ theme }) => theme.zIndex.sticky};
`;

const Bar = styled.div`
  background: ${({ theme }) => theme.colors.white};
  border-top: ${({ theme }) => theme.border.box};
  padding-block: ${({ theme }) => theme.spacing.small};
  pointer-events: auto;
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
  const foot = useRef<HTMLDivElement>(null);
  useHeightProperty(foot, footHeight, 'page');
  return (
    <Foot ref={foot}>
      {above}
      <Bar>
        <PageColumn role="group" aria-label={label}>
          <Row>{children}</Row>
        </PageColumn>
      </Bar>
    </Foot>
  );
}
