'use client';

import { Suspense } from 'react';
import type { TaggedSettings } from '@/lib/api/api-client';
import { isInheritable } from '@/lib/settings/customer-settings';
import { useOpenedStore } from '../shell/opened-store';
import { useStoreReads } from '../data/store-reads';
import { lazyComponent } from '../failures/lazy-component';
import { SettingsForm } from './settings-form';

const OverridingStorefronts = lazyComponent(() =>
  import('./overriding-storefronts').then(({ OverridingStorefronts: note }) => note),
);

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
        apart && isInheritable(field) ? (
          <Suspense fallback={null}>
            <OverridingStorefronts field={field} />
          </Suspense>
        ) : null
      }
    />
  );
}
