import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { after } from 'next/server';
import { Suspense } from 'react';
import { getServices } from '@/app/services';
import { CustomerSettingsApp } from '@/components/customer-settings-app';
import type { OpenedStore, StoreLink } from '@/components/shell/opened-store';
import { fromSearch } from '@/components/shell/place';
import { Refusal } from '@/components/refusal';
import { SettingsSkeleton } from '@/components/settings/settings-skeleton';
import { StoreView } from '@/components/store-view';
import { fromWireKey } from '@/lib/settings/wire';
import { isStoreHash } from '@/lib/bigcommerce/store-context';
import { asTenant } from '@/lib/database/tenant';
import { findAdminEmails } from '@/lib/database/people';
import { AppError, toAppError } from '@/lib/errors';
import { controlPanelOriginOf } from '@/lib/http/control-panel';
import { type Opening, pageHeaders } from '@/lib/http/page-headers';
import { openStoreSession } from '@/lib/http/store-session';
import { allows } from '@/lib/session/permissions';
import { readInitialData } from './initial-reads';

/**
 * Replaces the callback's address, which holds a code or a payload, with the page's own. It is the first script of the
 * page, because the control panel's SDK, which is loaded later, sends the address to its parent.
 *
 * @param path made by this app, of characters that need no escaping in a script
 */
function Address({ path, nonce }: { path: string; nonce: string | null }) {
  const script = `history.replaceState(history.state,'',${JSON.stringify(path)})`;
  return <script nonce={nonce ?? undefined} dangerouslySetInnerHTML={{ __html: script }} />;
}

type Query = Partial<Record<string, string | string[]>>;

interface StorePageProps {
  params: Promise<{ storeHash: string }>;
  searchParams: Promise<Query>;
}

async function AwaitedSettings({ reads }: { reads: ReturnType<typeof readInitialData> }) {
  return <StoreView initial={await reads} />;
}

function readLink(query: Query): StoreLink {
  const single = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    place: fromSearch(new URLSearchParams(single)),
    field: typeof query.field === 'string' ? fromWireKey(query.field) : null,
  };
}

/** The page after a reload, when only the tab may still have a session: the page reads through the API with it. */
function ReloadedPage({ storeHash, link }: { storeHash: string; link: StoreLink }) {
  const opened: OpenedStore = {
    storeHash,
    session: null,
    userId: null,
    isOwner: false,
    role: null,
    admins: null,
    announcesRoles: false,
    firstRun: false,
    missingScopes: [],
    supportUrl: getServices().env.SUPPORT_URL,
    controlPanelOrigin: controlPanelOriginOf(getServices().env.CONTROL_PANEL_ORIGIN, storeHash),
    link,
  };
  return (
    <CustomerSettingsApp opened={opened}>
      <StoreView initial={null} />
    </CustomerSettingsApp>
  );
}

export default async function StorePage({ params, searchParams }: StorePageProps) {
  const { storeHash } = await params;
  if (!isStoreHash(storeHash)) notFound();
  const link = readLink(await searchParams);
  const received = await headers();
  const authorization = received.get('authorization');
  const opening = received.get(pageHeaders.opening);
  if (authorization === null || opening === null) return <ReloadedPage storeHash={storeHash} link={link} />;

  const { env, ...services } = getServices();
  const { path, firstRun, missingScopes } = JSON.parse(opening) as Opening;
  const opened = await asTenant(storeHash, () =>
    openStoreSession(services, authorization, storeHash).catch(toAppError),
  );
  // The user was removed or the app uninstalled since proxy.ts checked the session.
  if (opened instanceof AppError) return <Refusal code={opened.code} supportUrl={env.SUPPORT_URL} />;
  const { session, role, rolesUnannounced } = opened;
  // A failure here is one of the database, which the notice can do without.
  const admins = allows(role, 'write')
    ? null
    : await asTenant(storeHash, () => findAdminEmails(services.database, storeHash).catch(() => null));
  const channelId = link.place.view === 'storefront' ? link.place.channelId : null;
  const reads = asTenant(storeHash, () => readInitialData(services, session, channelId));
  // Not awaited: neither the page nor a stop of the server waits for it.
  after(() => void asTenant(storeHash, () => services.sweep.lookThrough(session, channelId)));
  const store: OpenedStore = {
    storeHash,
    session: authorization.replace(/^Bearer /, ''),
    userId: session.user.id,
    isOwner: session.isOwner,
    role,
    admins,
    announcesRoles: session.isOwner && rolesUnannounced,
    firstRun,
    missingScopes,
    supportUrl: env.SUPPORT_URL,
    controlPanelOrigin: controlPanelOriginOf(env.CONTROL_PANEL_ORIGIN, storeHash),
    link,
  };
  return (
    <>
      <Address path={path} nonce={received.get(pageHeaders.nonce)} />
      <CustomerSettingsApp opened={store}>
        <Suspense fallback={<SettingsSkeleton />}>
          <AwaitedSettings reads={reads} />
        </Suspense>
      </CustomerSettingsApp>
    </>
  );
}
