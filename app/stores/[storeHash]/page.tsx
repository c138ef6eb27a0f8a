import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { getServices } from '@/app/services';
import { CustomerSettingsApp } from '@/components/customer-settings-app';
import type { OpenedStore } from '@/components/opened-store';
import { SettingsSkeleton } from '@/components/settings-skeleton';
import { SettingsView } from '@/components/settings-view';
import { isStoreHash } from '@/lib/bigcommerce/store-context';
import { type Opening, pageHeaders } from '@/lib/http/page-headers';
import { openStoreSession } from '@/lib/http/store-session';
import { Address } from './address';
import { readInitialData } from './initial-reads';

async function AwaitedSettings({ reads }: { reads: ReturnType<typeof readInitialData> }) {
  return <SettingsView initial={await reads} />;
}

/** After a reload the tab alone may still hold a session: the page asks the API with it. */
function ReloadedPage({ storeHash }: { storeHash: string }) {
  const opened: OpenedStore = {
    storeHash,
    session: null,
    isOwner: false,
    firstRun: false,
    missingScopes: [],
    supportUrl: getServices().env.SUPPORT_URL,
  };
  return (
    <CustomerSettingsApp opened={opened}>
      <SettingsView initial={null} />
    </CustomerSettingsApp>
  );
}

export default async function StorePage({ params }: { params: Promise<{ storeHash: string }> }) {
  const { storeHash } = await params;
  if (!isStoreHash(storeHash)) notFound();
  const received = await headers();
  const authorization = received.get('authorization');
  const opening = received.get(pageHeaders.opening);
  if (authorization === null || opening === null) return <ReloadedPage storeHash={storeHash} />;

  const { env, ...services } = getServices();
  const { path, firstRun, missingScopes } = JSON.parse(opening) as Opening;
  const session = await openStoreSession(services, authorization, storeHash);
  const reads = readInitialData(services.bigCommerce, session);
  const opened: OpenedStore = {
    storeHash,
    session: authorization.replace(/^Bearer /, ''),
    isOwner: session.isOwner,
    firstRun,
    missingScopes,
    supportUrl: env.SUPPORT_URL,
  };
  return (
    <>
      <Address path={path} nonce={received.get(pageHeaders.nonce)} />
      <CustomerSettingsApp opened={opened}>
        <Suspense fallback={<SettingsSkeleton />}>
          <AwaitedSettings reads={reads} />
        </Suspense>
      </CustomerSettingsApp>
    </>
  );
}
