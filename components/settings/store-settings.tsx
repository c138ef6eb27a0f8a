'use client';

import type { TaggedSettings } from '@/lib/api-client';
import { isInheritable } from '@/lib/settings/customer-settings';
import { useOpenedStore } from '../opened-store';
import { useStoreReads } from '../store-reads';
import { OverridingStorefronts } from '../storefronts/overriding-storefronts';
import { SettingsForm } from './settings-form';

interface StoreSettingsProps {
  current: TaggedSettings;
  /** Whether storefronts are told apart from the store. */
  apart: boolean;
}

/** The settings that hold for the whole store. */
export function StoreSettings({ current, apart }: StoreSettingsProps) {
  const { api } = useOpenedStore();
  const { global } = useStoreReads();
  return (
    <SettingsForm
      channelId={null}
      api={api.storeSettings}
      current={current}
      storefront={null}
      failure={global.failure}
      take={global.take}
      renderFieldNote={(field) =>
        apart && isInheritable(field) ? <OverridingStorefronts field={field} /> : null
      }
    />
  );
}
