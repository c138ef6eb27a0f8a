'use client';

import { useEffect } from 'react';
import type { AppError } from '@/lib/errors';
import { FailureNotice } from './notices/failure-notice';
import { useOpenedStore } from './opened-store';
import { PageColumn } from './page-column';
import type { InitialReads } from './settings/initial-reads';
import { SettingsForm } from './settings/settings-form';
import { useCustomerGroups } from './settings/use-customer-groups';
import { useSettings } from './settings/use-settings';
import { StoreName } from './store-name';
import { SettingsSkeleton } from './settings-skeleton';

/** Failures after which the page can show what it has, and do nothing more. Others may be gone at the next read. */
function endsWork(failure: AppError): boolean {
  return failure.status === 401 || failure.code === 'store_token_rejected';
}

interface SettingsViewProps {
  /** What the server read, `null` after a reload, when it had no session to read with. */
  initial: InitialReads | null;
}

/** The settings as they were read, or why they could not be. */
export function SettingsView({ initial }: SettingsViewProps) {
  const { opening, storeHash } = useOpenedStore();
  const settings = useSettings(initial?.settings ?? null);
  const groups = useCustomerGroups(initial?.customerGroups ?? null);
  const storeName = initial?.storeName ?? null;

  useEffect(() => opening.remember(storeName), [opening, storeName]);

  if (settings.tagged !== null) {
    return (
      <SettingsForm
        storeName={storeName ?? opening.storeName()}
        current={settings.tagged}
        groups={groups}
        lost={settings.failure !== null && endsWork(settings.failure) ? settings.failure : null}
        take={settings.take}
        readAgain={settings.readAgain}
      />
    );
  }
  if (settings.failure !== null && !settings.reading) {
    return (
      <PageColumn>
        <StoreName name={storeName ?? opening.storeName()} storeHash={storeHash} />
        <FailureNotice error={settings.failure} onTryAgain={settings.readAgain} />
      </PageColumn>
    );
  }
  return <SettingsSkeleton />;
}
