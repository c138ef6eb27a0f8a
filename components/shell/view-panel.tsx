'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import styled from 'styled-components';
import { usePlace } from './place-context';
import { tabId, type View, viewHeadingId, viewPanelId } from './view';

const Panel = styled.div`
  display: flex;
  flex: 1;
  flex-direction: column;
  padding-block-start: ${({ theme }) => theme.spacing.medium};

  &:focus,
  h2:focus {
    outline: none;
  }
`;

interface ViewPanelProps {
  view: View;
  children: ReactNode;
}

/**
 * Puts the focus on what is shown, where it went away with the link that led here. A control that has the focus keeps
 * it. The page stays where it is scrolled to.
 */
function useFocusInView(view: View): void {
  const { place } = usePlace();
  const shown = useRef(place);

  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    if (document.activeElement !== document.body) return;
    const heading = document.getElementById(viewHeadingId);
    (heading ?? document.getElementById(viewPanelId(view)))?.focus({ preventScroll: true });
  }, [place, view]);
}

/** The panel of the chosen tab. */
export function ViewPanel({ view, children }: ViewPanelProps) {
  useFocusInView(view);
  return (
    <Panel role="tabpanel" id={viewPanelId(view)} aria-labelledby={tabId(view)} tabIndex={-1}>
      {children}
    </Panel>
  );
}
