import { useEffect, useMemo, useState } from 'react';
import { outcomeOf, type ReadOutcome, type ReadOutcomes, type ScopeSettings } from './scope-settings';
import { useSettingsState, useStoreReads } from './store-reads';

/** The outcomes of reads that were sent after a time, in milliseconds since the epoch. */
export function outcomesSince(
  scopes: ReadonlyMap<number | null, ScopeSettings>,
  channelIds: readonly (number | null)[],
  time: number,
): ReadOutcomes {
  const outcomes = new Map<number | null, ReadOutcome>();
  for (const id of channelIds) {
    const scope = scopes.get(id);
    const outcome = outcomeOf(scope);
    if (outcome !== null && (scope?.fetchedAt ?? 0) > time) outcomes.set(id, outcome);
  }
  return outcomes;
}

export interface FreshRead {
  /** Once all have arrived they do not change, because the user reviews them. */
  outcomes: ReadOutcomes;
  /** The number of missing outcomes. */
  awaited: number;
  /** BigCommerce makes us wait until then, in milliseconds since the epoch; `null` while it does not. */
  pausedUntil: number | null;
  /** Reads those that failed again. */
  retryFailed: () => void;
}

/** Reads the current settings of scopes, also known ones; `null` is the whole store. */
export function useFreshRead(channelIds: readonly (number | null)[]): FreshRead {
  const { settings } = useStoreReads();
  const { scopes, pausedUntil } = useSettingsState();
  const [read] = useState(() => ({ channelIds, since: settings.now() }));
  const [complete, setComplete] = useState<ReadOutcomes | null>(null);
  const incoming = useMemo(() => outcomesSince(scopes, read.channelIds, read.since), [scopes, read]);
  const awaited = complete === null ? read.channelIds.length - incoming.size : 0;
  if (complete === null && awaited === 0) setComplete(incoming);

  useEffect(() => settings.readAgain(read.channelIds), [settings, read]);

  const outcomes = complete ?? incoming;
  return {
    outcomes,
    awaited,
    pausedUntil: awaited > 0 ? pausedUntil : null,
    retryFailed() {
      const failed = [...outcomes].filter(([, { kind }]) => kind === 'failed');
      settings.readAgain(failed.map(([channelId]) => channelId));
      setComplete(null);
    },
  };
}
