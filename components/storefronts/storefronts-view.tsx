'use client';

import type { CustomerSettings, SettingField } from '@/lib/settings/customer-settings';

interface StorefrontsViewProps {
  /** What storefronts inherit. */
  global: CustomerSettings;
  /** Where given, only storefronts with a value of their own for it are shown. */
  field: SettingField | null;
}

/** All storefronts of the store and what each of them gets. */
export function StorefrontsView({ global, field }: StorefrontsViewProps) {
  return <p>{JSON.stringify({ global, field })}</p>;
}
