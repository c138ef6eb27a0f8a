import { useEffect, useState } from 'react';
import type { CustomerSettings, SettingField } from '@/lib/settings/customer-settings';
import type { ApiClient } from '@/lib/api/api-client';
import type { Change } from '@/lib/settings/change';
import { useOpenedStore } from '../shell/opened-store';

type LatestChanges = ReadonlyMap<SettingField, Change>;

type HistoryApi = Pick<ApiClient, 'getChanges' | 'getChangesOfEntry'>;

async function findLatestChange(
  api: HistoryApi,
  channelId: number | null,
  field: SettingField,
  current: CustomerSettings,
): Promise<Change | null> {
  const { items } = await api.getChanges({ channelId, field }, null, 1);
  const entry = items[0];
  if (entry === undefined || !('change' in entry)) return null;
  const isMeant = (change: Change) => change.channelId === channelId && change.before[field] !== undefined;
  const change = isMeant(entry.change)
    ? entry.change
    : (await api.getChangesOfEntry(entry.id, null)).items.find(isMeant);
  if (change === undefined) return null;
  // A field that holds another value by now was changed outside, and is not in the history yet.
  return (change.stored ?? change.requested)[field] === current[field] ? change : null;
}

/**
 * Finds the changes that gave fields their current values, as far as they are in the history. Never rejects: fields
 * without a known change are left out.
 *
 * @param channelId `null` for the whole store
 */
export async function findLatestChanges(
  api: HistoryApi,
  channelId: number | null,
  fields: readonly SettingField[],
  current: CustomerSettings,
): Promise<LatestChanges> {
  const found = await Promise.all(
    fields.map(async (field) => {
      const change = await findLatestChange(api, channelId, field, current).catch(() => null);
      return [field, change] as const;
    }),
  );
  return new Map(found.flatMap(([field, change]) => (change === null ? [] : [[field, change] as const])));
}

const nobodyKnown: LatestChanges = new Map();

/** The changes that gave fields their current values; empty until they are known, and where they are not. */
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
