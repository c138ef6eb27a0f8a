import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { getServices } from '@/app/services';
import { CustomerSettingsApp } from '@/components/customer-settings-app';
import { SettingsSkeleton } from '@/components/settings-skeleton';
import { SettingsView } from '@/components/settings-view';
import { isStoreHash } from '@/lib/bigcommerce/store-context';
import { type Opening, pageHeaders } from '@/lib/http/page-headers';
import { openStoreSession } from '@/lib/http/store-session';
import { readInitialData } from './initial-reads';

async function AwaitedSettings({ reads }: { reads: ReturnType<typeof readInitialData> }) {
  return <SettingsView initial={await reads} />;
}

function readOpening(value: string | null): Opening {
  return value === null ? { firstRun: false, missingScopes: [] } : (JSON.parse(value) as Opening);
}

export default async function StorePage({ params }: { params: Promise<{ storeHash: string }> }) {
  const { storeHash } = await params;
  if (!isStoreHash(storeHash)) notFound();
  const received = await headers();
  const { env, ...services } = getServices();
  const authorization = received.get('authorization');
  const { firstRun, missingScopes } = readOpening(received.get(pageHeaders.opening));

  if (authorization === null) {
    const opened = {
      storeHash,
      session: null,
      isOwner: false,
      firstRun,
      missingScopes,
      supportUrl: env.SUPPORT_URL,
    };
    return (
      <CustomerSettingsApp opened={opened}>
        <SettingsView initial={null} />
      </CustomerSettingsApp>
    );
  }

  const session = await openStoreSession(services, authorization, storeHash);
  const reads = readInitialData(services.bigCommerce, session);
  const opened = {
    storeHash,
    session: authorization.replace(/^Bearer /, ''),
    isOwner: session.isOwner,
    firstRun,
    missingScopes,
    supportUrl: env.SUPPORT_URL,
  };
  return (
    <CustomerSettingsApp opened={opened}>
      <Suspense fallback={<SettingsSkeleton />}>
        <AwaitedSettings reads={reads} />
      </Suspense>
    </CustomerSettingsApp>
  );
}
