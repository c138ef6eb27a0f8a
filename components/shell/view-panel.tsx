'use client';

import type { ReactNode } from 'react';
import styled from 'styled-components';
import { tabId, type View, viewPanelId } from './view';

const Panel = styled.div`
  display: flex;
  flex: 1;
  flex-direction: column;
  padding-block-start: ${({ theme }) => theme.spacing.medium};
`;

interface ViewPanelProps {
  view: View;
  children: ReactNode;
}

/** The panel of the chosen tab. */
export function ViewPanel({ view, children }: ViewPanelProps) {
  return (
    <Panel role="tabpanel" id={viewPanelId(view)} aria-labelledby={tabId(view)}>
      {children}
    </Panel>
  );
}
