'use client';

import { Tabs } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { usePlace } from './place-context';
import { tabId, type View, viewPanelId } from './view';

interface ViewTabsProps {
  views: readonly View[];
  /** The view that is shown: not always the one that the address names. */
  shown: View;
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

export function ViewTabs({ views, shown }: ViewTabsProps) {
  const t = useTranslations('views');
  const { go } = usePlace();
  const items = views.map((view) => ({ id: tabId(view), title: t(view), ariaControls: viewPanelId(view) }));

  function open(id: string) {
    const view = views.find((candidate) => tabId(candidate) === id);
    if (view === 'settings') go({ view });
    else if (view === 'storefronts') go({ view, field: null });
    else if (view === 'history') go({ view, query: '' });
  }

  return (
    <div onKeyDown={moveFocus}>
      <Tabs activeTab={tabId(shown)} items={items} onTabClick={open} />
    </div>
  );
}
