'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import useSWR, { type SWRConfiguration } from 'swr';
import { endsWork, toAppError } from '@/lib/errors';
import type { ChangeEntry } from '@/lib/settings/change';
import { useOpenedStore } from '../shell/opened-store';
import { useStoreReads } from './store-reads';

const pollEveryMs = 60_000;

/** The shortest time between two requests, also where the user switches between tabs. Milliseconds. */
const pollAtLeastApartMs = 10_000;

/** @param failures so many in a row @returns milliseconds */
export function waitAfterFailures(failures: number): number {
  return pollEveryMs * Math.min(2 ** failures, 16);
}

/**
 * How often SWR looks for changes: each minute, later after failures, and no more once the session or the installation
 * has ended.
 *
 * @param end called once no later look can succeed
 */
export function pollOptions(end: () => void) {
  return {
    refreshInterval: pollEveryMs,
    dedupingInterval: pollAtLeastApartMs,
    focusThrottleInterval: pollAtLeastApartMs,
    shouldRetryOnError: true,
    onErrorRetry(reason, _key, { isVisible }, revalidate, { retryCount }) {
      if (endsWork(toAppError(reason))) {
        end();
        return;
      }
      // SWR revalidates when the user returns to the tab.
      setTimeout(() => isVisible() && void revalidate({ retryCount }), waitAfterFailures(retryCount));
    },
  } satisfies SWRConfiguration<readonly ChangeEntry[], unknown>;
}

/** The entries of `now` that are new since `before`, or changed since then; both begin with the newest. */
export function entriesSince(
  before: readonly ChangeEntry[],
  now: readonly ChangeEntry[],
): readonly ChangeEntry[] {
  const state = (entry: ChangeEntry | undefined) =>
    JSON.stringify(entry && [entry.id, entry.at, entry.count, entry.statuses]);
  const former = state(before[0]);
  if (former === state(now[0])) return [];
  const until = now.findIndex((entry) => state(entry) === former);
  return until < 0 ? now : now.slice(0, Math.max(until, 1));
}

/**
 * Polls the app's own history, and reads settings again after a change elsewhere. The poll does not call BigCommerce.
 */
export function ChangeWatch() {
  const { api, storeHash } = useOpenedStore();
  const { settings } = useStoreReads();
  const [ended, setEnded] = useState(false);
  const seen = useRef<readonly ChangeEntry[] | null>(null);
  const { data: newest } = useSWR<readonly ChangeEntry[], unknown>(
    ended ? null : ['newest-changes', storeHash],
    async () => (await api.getChanges({}, null, 5)).items.filter((row) => 'change' in row),
    pollOptions(() => setEnded(true)),
  );

  const readAgain = useEffectEvent((entries: readonly ChangeEntry[]) => {
    // An entry has only the first of changes made together, so all known settings may be old.
    const all = entries.some(({ count }) => count > 1);
    const changed = new Set(entries.map(({ change }) => change.channelId));
    const known = [...settings.state().scopes.keys()];
    settings.readAgain(
      known.filter((id) => all || changed.has(id)),
      { inView: false },
    );
  });

  useEffect(() => {
    if (newest === undefined) return;
    if (seen.current !== null) readAgain(entriesSince(seen.current, newest));
    seen.current = newest;
  }, [newest]);

  return null;
}
