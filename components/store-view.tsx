'use client';

import { type ReactNode, useEffect, useState } from 'react';
import styled from 'styled-components';
import { overriddenFields } from '@/lib/settings/effective-value';
import { lazyComponent } from './failures/lazy-component';
import { FailureNotice } from './failures/failure-notice';
import { useOpenedStore } from './shell/opened-store';
import { PageColumn } from './ui/page-column';
import type { Place } from './shell/place';
import { usePlace } from './shell/place-context';
import { shownPlace } from './shell/shown-place';
import { useAllows, useRole } from './shell/use-role';
import { tabsOf, type View, viewOf } from './shell/view';
import { TitledView } from './shell/page-title';
import { useViewName } from './shell/use-view-name';
import { ViewPanel } from './shell/view-panel';
import { ViewTabs } from './shell/view-tabs';
import type { InitialReads } from './shell/initial-reads';
import { StoreForm } from './settings/store-form';
import { SettingsSkeleton } from './settings/settings-skeleton';
import { StoreName } from './shell/store-name';
import { ReadOnlyNotice } from './data/read-only-notice';
import { useHydrated } from './ui/use-hydrated';
import { useUnsavedGuard } from './ui/use-unsaved-guard';
import { useWaitingDrafts } from './data/use-waiting-drafts';
import { WaitingDraftsLine } from './settings/waiting-drafts';
import { StoreReadsProvider, useSettingsState, useStoreReads } from './data/store-reads';

/** Stands where a view will, as long as that is not there. */
function PartColumn({ children }: { children: ReactNode }) {
  return <PageColumn>{children}</PageColumn>;
}

// Most openings are about the store: what storefronts need comes with the first of them.
const StorefrontsView = lazyComponent(
  () => import('./storefronts/storefronts-view').then(({ StorefrontsView: view }) => view),
  { frame: PartColumn },
);
const StorefrontSettingsView = lazyComponent(
  () => import('./settings/storefront-settings-view').then(({ StorefrontSettingsView: view }) => view),
  { frame: PartColumn },
);
const BulkChange = lazyComponent(() => import('./bulk/bulk-change').then(({ BulkChange: view }) => view), {
  frame: PageColumn,
});
const TransferView = lazyComponent(
  () => import('./import-export/transfer-view').then(({ TransferView: view }) => view),
  { frame: PartColumn },
);
const HistoryView = lazyComponent(
  () => import('./history/history-view').then(({ HistoryView: view }) => view),
  { frame: PartColumn },
);
const PeopleView = lazyComponent(() => import('./people/people-view').then(({ PeopleView: view }) => view), {
  frame: PartColumn,
});
const RolesNotice = lazyComponent(() =>
  import('./people/roles-notice').then(({ RolesNotice: notice }) => notice),
);
const ChecksView = lazyComponent(() => import('./checks/checks-view').then(({ ChecksView: view }) => view), {
  frame: PartColumn,
});
/** Shows nothing itself: where it does not come, the tab has no number. */
const FindingsCount = lazyComponent(
  () => import('./checks/findings-count').then(({ FindingsCount: count }) => count),
  { frame: () => null },
);
/** Shows nothing, so that nothing is missed where it does not come: coming back to the tab reads again, too. */
const ChangeWatch = lazyComponent(
  () => import('./data/change-watch').then(({ ChangeWatch: watch }) => watch),
  { frame: () => null },
);

interface StoreViewProps {
  /** The server's reads; `null` after a reload, when it had no session to read with. */
  initial: InitialReads | null;
}

/** One storefront that follows the store in everything is the store: there is nothing to tell apart. */
function useTellsStorefrontsApart(): boolean {
  const { storefronts, settings } = useStoreReads();
  const { scopes } = useSettingsState();
  const only = storefronts.list?.length === 1 ? storefronts.list[0] : undefined;

  useEffect(() => {
    if (only !== undefined) settings.read([only.id], { inView: false });
  }, [only, settings]);

  if (only === undefined) return (storefronts.list?.length ?? 0) > 1;
  const tagged = scopes.get(only.id)?.tagged ?? null;
  return tagged !== null && overriddenFields(tagged.settings).length > 0;
}

/** The notices of all views, between the tabs and the view. */
const Notices = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.medium};
  grid-template-columns: minmax(0, 1fr);

  &:not(:empty) {
    margin-block-start: ${({ theme }) => theme.spacing.medium};
  }
`;

/** The tab of the storefronts stays where they could not be read: it says why. */
function useMayHaveStorefronts(apart: boolean): boolean {
  const { storefronts } = useStoreReads();
  const { scopes } = useSettingsState();
  const unlisted = storefronts.list === null && storefronts.failure !== null;
  const unread = storefronts.list?.some(({ id }) => {
    const scope = scopes.get(id);
    return scope?.tagged === null && scope.failure !== null;
  });
  return apart || unlisted || unread === true;
}

/** Shows its children once React has hydrated the page, which is not drawn anew for it. */
function OnceHydrated({ children }: { children: ReactNode }) {
  return useHydrated() ? children : null;
}

/** The store's name as the server read it, or else as the tab remembers it, which the server does not know. */
function KnownStoreName() {
  const { opening, storeHash } = useOpenedStore();
  const { initial } = useStoreReads();
  const hydrated = useHydrated();
  const name = initial?.storeName ?? (hydrated ? opening.storeName() : null);
  return <StoreName name={name} storeHash={storeHash} />;
}

interface ViewFrameProps {
  view: View;
  /** Whether the tab of the storefronts is there. */
  withStorefronts: boolean;
  /** Whether the form in `children` counts the unsaved changes in its save bar. */
  hasSaveBar: boolean;
  children: ReactNode;
}

/** The store's name, the tabs, and what the chosen tab shows. */
function ViewFrame({ view, withStorefronts, hasSaveBar, children }: ViewFrameProps) {
  const { announcesRoles } = useOpenedStore();
  const managesPeople = useRole() === 'admin';
  const mayWrite = useAllows('write');
  const drafts = useWaitingDrafts();
  const unsaved = new Set(drafts.map(({ channelId }) => (channelId === null ? 'settings' : 'storefronts')));
  const tabs = tabsOf({
    storefronts: withStorefronts || view === 'storefronts' || unsaved.has('storefronts'),
    people: managesPeople,
  });
  const [findings, setFindings] = useState(0);
  const viewName = useViewName(tabs);
  return (
    <TitledView name={viewName(view)}>
      <PageColumn>
        <KnownStoreName />
        <ViewTabs views={tabs} shown={view} unsaved={unsaved} findings={findings} />
        <OnceHydrated>
          <FindingsCount onCount={setFindings} />
        </OnceHydrated>
        {(!hasSaveBar || !mayWrite) && <WaitingDraftsLine />}
        <Notices>
          {announcesRoles && <RolesNotice />}
          {view !== 'history' && <ReadOnlyNotice />}
        </Notices>
      </PageColumn>
      <ViewPanel view={view}>{children}</ViewPanel>
    </TitledView>
  );
}

/** Whether the storefront's own form is needed: the store's form has no global logins, and no draft of a storefront. */
function useNeedsOwnForm(): boolean {
  const { place, field } = usePlace();
  const drafts = useWaitingDrafts();
  if (place.view !== 'storefront') return false;
  return field === 'allowGlobalLogins' || drafts.some(({ channelId }) => channelId === place.channelId);
}

/** @param apart whether there are storefronts to tell apart */
function useShownPlace(apart: boolean): Place {
  const role = useRole();
  const { place } = usePlace();
  const needsOwnForm = useNeedsOwnForm();
  const { storefronts } = useStoreReads();
  const { scopes } = useSettingsState();
  const { list, complete } = storefronts;
  const failure = place.view === 'storefront' ? scopes.get(place.channelId)?.failure : null;
  const known = { ids: list?.map(({ id }) => id) ?? null, complete, apart: apart || needsOwnForm };
  if (place.view === 'people' && role !== 'admin') return { view: 'settings' };
  return shownPlace(place, known, failure?.code === 'channel_not_found');
}

function Views() {
  const { opening } = useOpenedStore();
  const { global, initial } = useStoreReads();
  const apart = useTellsStorefrontsApart();
  const withStorefronts = useMayHaveStorefronts(apart);
  const place = useShownPlace(apart);

  useUnsavedGuard(useWaitingDrafts().length > 0);
  useEffect(() => opening.remember(initial?.storeName ?? null), [opening, initial]);

  // The history is our own record: it can be read even while BigCommerce fails.
  if (place.view === 'history') {
    return (
      <ViewFrame view="history" withStorefronts={withStorefronts} hasSaveBar={false}>
        <HistoryView query={place.query} />
      </ViewFrame>
    );
  }
  if (place.view === 'people') {
    return (
      <ViewFrame view="people" withStorefronts={withStorefronts} hasSaveBar={false}>
        <PeopleView />
      </ViewFrame>
    );
  }
  if (global.tagged === null) {
    if (global.failure === null || global.fetching) return <SettingsSkeleton />;
    return (
      <ViewFrame view={viewOf(place)} withStorefronts={withStorefronts} hasSaveBar={false}>
        <PageColumn>
          <FailureNotice reading error={global.failure} onTryAgain={global.readAgain} />
        </PageColumn>
      </ViewFrame>
    );
  }
  const { settings } = global.tagged;
  const hasSaveBar = place.view === 'settings' || place.view === 'storefront';
  return (
    <ViewFrame view={viewOf(place)} withStorefronts={withStorefronts} hasSaveBar={hasSaveBar}>
      {place.view === 'settings' && <StoreForm current={global.tagged} apart={apart} />}
      {place.view === 'checks' && <ChecksView />}
      {place.view === 'transfer' && <TransferView global={settings} />}
      {place.view === 'storefronts' && (
        <StorefrontsView
          global={settings}
          field={place.field}
          renderBulkChange={(change, close) => <BulkChange {...change} global={settings} onClose={close} />}
        />
      )}
      {place.view === 'storefront' && (
        <StorefrontSettingsView key={place.channelId} channelId={place.channelId} global={settings} />
      )}
    </ViewFrame>
  );
}

/** Looks for changes made elsewhere, once the page is at work. */
function Watch() {
  const { global } = useStoreReads();
  if (global.tagged === null) return null;
  return (
    <OnceHydrated>
      <ChangeWatch />
    </OnceHydrated>
  );
}

/** The view of the settings that were read, or the reason why they could not be. */
export function StoreView({ initial }: StoreViewProps) {
  return (
    <StoreReadsProvider initial={initial}>
      <Views />
      <Watch />
    </StoreReadsProvider>
  );
}
