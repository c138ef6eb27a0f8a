'use client';

import { Tabs } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent, ReactNode } from 'react';
import styled from 'styled-components';
import type { Place } from './place';
import { usePlace } from './place-context';

export type View = 'settings' | 'storefronts';

interface ViewTabsProps {
  views: readonly View[];
}

// BigDesign takes a bare number for an index.
const tabId = (view: View) => `tab-${view}`;
const viewPanelId = (view: View) => `panel-${view}`;

/** The tab under which a place is found. */
export function viewOf(place: Place): View {
  return place.view === 'settings' ? 'settings' : 'storefronts';
}

/** The arrow keys go from tab to tab, as the ARIA Authoring Practices have it; BigDesign leaves that open. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const index = tabs.findIndex((tab) => tab === document.activeElement);
  tabs[(index + step + tabs.length) % tabs.length]?.focus();
  event.preventDefault();
}

export function ViewTabs({ views }: ViewTabsProps) {
  const t = useTranslations('views');
  const { place, go } = usePlace();
  const items = views.map((view) => ({ id: tabId(view), title: t(view), ariaControls: viewPanelId(view) }));

  function open(id: string) {
    const view = views.find((candidate) => tabId(candidate) === id);
    if (view === 'settings') go({ view });
    else if (view === 'storefronts') go({ view, field: null });
  }

  return (
    <div onKeyDown={moveFocus}>
      <Tabs activeTab={tabId(viewOf(place))} items={items} onTabClick={open} />
    </div>
  );
}

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
