'use client';

import { H2 } from '@bigcommerce/big-design';
import type { ReactNode } from 'react';
import styled from 'styled-components';

const Card = styled.div`
  ${({ theme }) => theme.shadow.raised};
  background-color: ${({ theme }) => theme.colors.white};
  border-radius: ${({ theme }) => theme.borderRadius.none};
  box-sizing: border-box;
  margin-block-end: ${({ theme }) => theme.spacing.medium};
  padding: ${({ theme }) => theme.spacing.medium};

  ${({ theme }) => theme.breakpoints.tablet} {
    border-radius: ${({ theme }) => theme.borderRadius.normal};
    padding: ${({ theme }) => theme.spacing.xLarge};
  }
`;

const Content = styled.div`
  margin-block-start: ${({ theme }) => theme.spacing.medium};
`;

interface PanelProps {
  header?: string;
  children: ReactNode;
}

/** BigDesign's panel for the first view: two components, where BigDesign's has eight and brings a badge and a button. */
export function Panel({ header, children }: PanelProps) {
  return (
    <Card>
      {header !== undefined && <H2 marginBottom="none">{header}</H2>}
      <Content>{children}</Content>
    </Card>
  );
}
