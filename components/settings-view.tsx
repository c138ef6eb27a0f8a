'use client';

import { useEffect } from 'react';
import { FailureNotice } from './notices/failure-notice';
import { useOpenedStore } from './opened-store';
import { PageColumn } from './page-column';
import type { InitialReads } from './settings/initial-reads';
import { SettingsForm } from './settings/settings-form';
import { useCustomerGroups } from './settings/use-customer-groups';
import { useSettings } from './settings/use-settings';
import { SettingsSkeleton } from './settings-skeleton';

interface SettingsViewProps {
  /** What the server read, `null` after a reload, when it had no session to read with. */
  initial: InitialReads | null;
}

/** The settings as they were read, or why they could not be. */
export function SettingsView({ initial }: SettingsViewProps) {
  const { opening } = useOpenedStore();
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
        take={settings.take}
        readAgain={settings.readAgain}
      />
    );
  }
  if (settings.failure !== null && !settings.reading) {
    return (
      <PageColumn>
        <FailureNotice error={settings.failure} onTryAgain={settings.readAgain} />
      </PageColumn>
    );
  }
  return <SettingsSkeleton />;
}
