'use client';

import type { ReactNode } from 'react';
import styled from 'styled-components';
import { tabId, type View, viewPanelId } from './view';

const Panel = styled.div`
  display: flex;
  flex: 1;
  flex-direction: column;

  &[role] {
    padding-block-start: ${({ theme }) => theme.spacing.medium};
  }
`;

interface ViewPanelProps {
  view: View;
  /** False where there are no tabs to choose from. */
  tabbed: boolean;
  children: ReactNode;
}

/** What the chosen tab shows. */
export function ViewPanel({ view, tabbed, children }: ViewPanelProps) {
  const roles = tabbed ? { role: 'tabpanel', id: viewPanelId(view), 'aria-labelledby': tabId(view) } : {};
  return <Panel {...roles}>{children}</Panel>;
}
