import { useEffect, useState } from 'react';
import type { SettingField, CustomerSettings } from '@/lib/settings/customer-settings';
import { useOpenedStore } from '../shell/opened-store';
import { findLatestChanges, type LatestChanges } from './find-latest-changes';

const nobodyKnown: LatestChanges = new Map();

/** Who gave fields the values that they have now; empty until that is known, and where it is not. */
export function useLatestChanges(
  channelId: number | null,
  fields: readonly SettingField[],
  current: CustomerSettings,
): LatestChanges {
  const { api } = useOpenedStore();
  const [found, setFound] = useState<{ key: string; changes: LatestChanges } | null>(null);
  const key = JSON.stringify([channelId, fields.map((field) => [field, current[field]])]);

  useEffect(() => {
    let wanted = true;
    const [scope, asked] = JSON.parse(key) as [number | null, [SettingField, never][]];
    const names = asked.map(([field]) => field);
    void findLatestChanges(api, scope, names, Object.fromEntries(asked)).then((changes) => {
      if (wanted) setFound({ key, changes });
    });
    return () => {
      wanted = false;
    };
  }, [api, key]);

  return found?.key === key ? found.changes : nobodyKnown;
}
