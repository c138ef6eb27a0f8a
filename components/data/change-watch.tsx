'use client';

import { useEffect, useEffectEvent } from 'react';
import { useSWRConfig } from 'swr';
import { endsWork, toAppError } from '@/lib/errors';
import type { ChangeEntry } from '@/lib/settings/change';
import { useOpenedStore } from '../shell/opened-store';
import { useStoreReads } from './store-reads';
import { createPoll } from '../ui/poll';

/** Tells an open page that something was changed, by a look at our own records: BigCommerce is not asked. */
export function ChangeWatch() {
  const { api } = useOpenedStore();
  const { rows } = useStoreReads();
  const { mutate } = useSWRConfig();

  const readAgain = useEffectEvent((entries: readonly ChangeEntry[]) => {
    const known = rows.state().rows;
    // Of changes that were made together only the first is told: then all that is known may be old.
    const all = entries.some(({ count }) => count > 1);
    const changed = new Set(entries.map(({ change }) => change.channelId));
    const storefronts = [...known.keys()].filter((id) => all || changed.has(id));
    if (storefronts.length > 0) rows.readAgain(storefronts, { inView: false });
    // What no form shows at the moment is not asked for.
    void mutate((key) => Array.isArray(key) && key[0] === 'settings');
  });

  useEffect(() => {
    let last: string | null | undefined;
    const look = async () => {
      const { items } = await api.getChanges({}, null, 5);
      const state = ({ id, at, count, statuses }: ChangeEntry) => JSON.stringify([id, at, count, statuses]);
      const newest = items[0] === undefined ? null : state(items[0]);
      const former = last;
      last = newest;
      if (former === undefined || former === newest) return;
      const until = items.findIndex((entry) => state(entry) === former);
      readAgain(until < 0 ? items : items.slice(0, Math.max(until, 1)));
    };
    const endsForGood = (reason: unknown) => endsWork(toAppError(reason));
    return createPoll({ look, endsForGood, page: document });
  }, [api]);

  return null;
}
