'use client';

import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import styled from 'styled-components';
import { DraftMark } from '../ui/draft-mark';
import { VisuallyHidden } from '../ui/visually-hidden';
import type { Place } from './place';
import { usePlace } from './place-context';
import { useViewName } from './use-view-name';
import { tabId, type View, viewPanelId } from './view';

interface ViewTabsProps {
  views: readonly View[];
  /** The view that is shown: not always the one that the address names. */
  shown: View;
  /** The views with unsaved changes. */
  unsaved: ReadonlySet<View>;
  /** The number of open findings; 0 also while it is not known. */
  findings?: number;
}

const TabList = styled.div`
  display: flex;
  overflow-x: auto;
`;

const Tab = styled.button<{ $leadsOn: boolean }>`
  background: none;
  border: 0;
  border-block-end: ${({ theme }) => theme.spacing.xxSmall} solid transparent;
  color: ${({ theme }) => theme.colors.primary};
  cursor: ${({ $leadsOn }) => ($leadsOn ? 'pointer' : 'default')};
  flex: none;
  font: inherit;
  line-height: ${({ theme }) => theme.lineHeight.xLarge};
  padding: 0 ${({ theme }) => theme.spacing.xSmall};
  position: relative;

  ${({ theme }) => theme.breakpoints.tablet} {
    padding-inline: ${({ theme }) => theme.spacing.medium};
  }

  &:hover {
    background: ${({ theme }) => theme.colors.primary10};
  }

  &&:focus-visible {
    outline-offset: -2px;
  }

  &[aria-selected='true'] {
    background: none;
    border-block-end-color: ${({ theme }) => theme.colors.primary40};
    color: ${({ theme }) => theme.colors.secondary70};
  }
`;

const firstPlaces: Record<View, Place> = {
  settings: { view: 'settings' },
  storefronts: { view: 'storefronts', field: null },
  checks: { view: 'checks' },
  history: { view: 'history', query: '' },
  people: { view: 'people' },
};

/** The keys of the ARIA Authoring Practices: arrows, Home and End move the focus, and Enter or Space opens. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const index = tabs.findIndex((tab) => tab === document.activeElement);
  const next = { ArrowRight: index + 1, ArrowLeft: index - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[
    event.key
  ];
  if (next === undefined) return;
  tabs[next % tabs.length]?.focus();
  event.preventDefault();
}

/** The tabs of the app. One stop for the Tab key, at the one that is shown. */
export function ViewTabs({ views, shown, unsaved, findings = 0 }: ViewTabsProps) {
  const t = useTranslations();
  const { place, go } = usePlace();
  const nameOf = useViewName(views);
  return (
    <TabList role="tablist" onKeyDown={moveFocus}>
      {views.map((view) => (
        <Tab
          key={view}
          type="button"
          role="tab"
          id={tabId(view)}
          aria-controls={viewPanelId(view)}
          aria-selected={view === shown}
          tabIndex={view === shown ? 0 : -1}
          // Other places of a view, such as one storefront, lead back to its first one.
          $leadsOn={place.view !== view}
          onClick={() => {
            if (place.view !== view) go(firstPlaces[view]);
          }}
        >
          {view === 'checks' && findings > 0 ? t('views.checksOpen', { count: findings }) : nameOf(view)}
          {unsaved.has(view) && (
            <>
              <DraftMark />
              <VisuallyHidden>{t('drafts.mark')}</VisuallyHidden>
            </>
          )}
        </Tab>
      ))}
    </TabList>
  );
}
