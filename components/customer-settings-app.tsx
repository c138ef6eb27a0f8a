'use client';

import { H1, Link } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import styled from 'styled-components';
import { createApiClient } from '@/lib/api/api-client';
import { useControlPanel } from './shell/use-control-panel';
import { type OpenedStore, OpenedStoreProvider } from './shell/opened-store';
import { LanguageChooser } from './shell/language-chooser';
import { PageColumn } from './ui/page-column';
import { PageTitle } from './shell/page-title';
import { PlaceProvider } from './shell/place-context';
import { PlainPage } from './ui/plain-page';
import { createOpening, type Opening } from './shell/opening';
import { useSessionRenewal } from './shell/use-session-renewal';
import { viewOf } from './shell/view';
import { createDraftStores } from './shell/draft-store';
import { createDraftKeeper } from './shell/kept-drafts';
import { SupportLink } from './ui/support-link';

interface CustomerSettingsAppProps {
  opened: OpenedStore;
  children: ReactNode;
}

const Screen = styled.div`
  display: flex;
  flex-direction: column;
  min-height: 100dvh;

  main {
    display: flex;
    flex: 1;
    flex-direction: column;

    &:focus {
      outline: none;
    }
  }
`;

const TitleRow = styled.div`
  align-items: baseline;
  column-gap: ${({ theme }) => theme.spacing.xLarge};
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  padding-block-start: ${({ theme }) => theme.spacing.xLarge};
`;

const HeaderTools = styled.div`
  align-items: center;
  column-gap: ${({ theme }) => theme.spacing.medium};
  display: flex;
  flex-wrap: wrap;
`;

const never = () => () => undefined;

/**
 * A link of the app that was opened in a tab of its own: the session stays with the tab of the control panel. Nothing
 * is drawn anew after hydration where it was not.
 */
function useIsAlone({ session }: OpenedStore, opening: Opening): boolean {
  return useSyncExternalStore(
    never,
    () => session === null && window === window.parent && opening.current() === null,
    () => false,
  );
}

/** The frame around the settings: it stays while they load, are edited and are saved. */
export function CustomerSettingsApp({ opened, children }: CustomerSettingsAppProps) {
  const t = useTranslations();
  const [signedOut, setSignedOut] = useState<{ hadDrafts: boolean } | null>(null);
  const store = useMemo(() => {
    const { storeHash, session, userId, isOwner, role } = opened;
    const opening = createOpening(storeHash, session, { userId, isOwner, role });
    const drafts = createDraftStores(createDraftKeeper(storeHash, opening.userId()));
    return { ...opened, opening, api: createApiClient(storeHash, opening), drafts };
  }, [opened]);

  const alone = useIsAlone(opened, store.opening);
  useSessionRenewal(store.api, signedOut === null);
  useControlPanel(opened.controlPanelOrigin, () => {
    // The tab forgets at once; that every server does, too, is asked for with the last use of the session.
    store.api.endSession().catch(() => undefined);
    store.opening.forget();
    setSignedOut({ hadDrafts: store.drafts.waiting().size > 0 });
    store.drafts.forget();
  });

  if (signedOut !== null) {
    return (
      <PlainPage
        title={t('pages.signedOutTitle')}
        paragraphs={[
          t('pages.signedOutDetail'),
          ...(signedOut.hadDrafts ? [t('pages.signedOutDrafts')] : []),
          t('pages.signedOutAction'),
        ]}
      />
    );
  }
  if (alone) {
    return (
      <PlainPage title={t('newTab.title')} paragraphs={[t('newTab.detail'), t('newTab.action')]}>
        <Link href={`${opened.controlPanelOrigin}/manage/marketplace/apps`}>{t('newTab.link')}</Link>
      </PlainPage>
    );
  }
  return (
    <OpenedStoreProvider value={store}>
      <PageTitle name={t(`views.${viewOf(opened.link.place)}`)} />
      <Screen>
        <PageColumn as="header">
          <TitleRow>
            <H1 marginBottom="none">{t('app.title')}</H1>
            <HeaderTools>
              <LanguageChooser />
              <SupportLink href={opened.supportUrl}>{t('app.help')}</SupportLink>
            </HeaderTools>
          </TitleRow>
        </PageColumn>
        <noscript>
          <PageColumn as="p">{t('app.withoutScript')}</PageColumn>
        </noscript>
        <PlaceProvider>
          <main tabIndex={-1}>{children}</main>
        </PlaceProvider>
      </Screen>
    </OpenedStoreProvider>
  );
}
