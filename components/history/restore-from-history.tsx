'use client';

import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Change } from '@/lib/settings/change';
import type { NamedScope } from '../change-run/proposal';
import { lazyComponent } from '../failures/lazy-component';
import { useStoreReads } from '../data/store-reads';

const RestoreChanges = lazyComponent(() =>
  import('../change-run/restore-changes').then(({ RestoreChanges: view }) => view),
);

type Restore = (changes: readonly Change[], entryId: string) => void;

const Context = createContext<Restore | null>(null);

interface RestoreFromHistoryProps {
  /** Where the focus goes when the restore is left. */
  headingId: (entryId: string) => string;
  onRestored: () => void;
  children: ReactNode;
}

function useScopes(changes: readonly Change[]): NamedScope[] {
  const t = useTranslations();
  const { storefronts } = useStoreReads();
  const names = new Map<number | null, string>();
  for (const { channelId, names: then } of changes) {
    if (channelId === null) names.set(null, t('bulk.store'));
    else {
      const now = storefronts.list?.find(({ id }) => id === channelId)?.name;
      names.set(channelId, now ?? then.storefront ?? t('matrix.unnamed', { id: String(channelId) }));
    }
  }
  return [...names].map(([id, name]) => ({ id, name }));
}

const noChanges: readonly Change[] = [];

/** The history, or a restore that was begun in it, in its place. */
export function RestoreFromHistory({ headingId, onRestored, children }: RestoreFromHistoryProps) {
  const { global } = useStoreReads();
  const [restoring, setRestoring] = useState<{ changes: readonly Change[]; entryId: string } | null>(null);
  const [left, setLeft] = useState<string | null>(null);
  const found = useScopes(restoring?.changes ?? noChanges);
  const key = JSON.stringify(found);
  // The same scopes stay the same for as long as a review looks at them.
  const scopes = useMemo(() => JSON.parse(key) as NamedScope[], [key]);
  const restore: Restore = useMemo(() => (changes, entryId) => setRestoring({ changes, entryId }), []);

  useEffect(() => {
    if (left === null) return;
    document.getElementById(headingId(left))?.focus();
  }, [left, headingId]);

  function leave() {
    setLeft(restoring?.entryId ?? null);
    setRestoring(null);
  }

  if (restoring !== null && global.tagged !== null) {
    return (
      <RestoreChanges
        changes={restoring.changes}
        scopes={scopes}
        global={global.tagged.settings}
        onBack={leave}
        onClose={() => {
          leave();
          onRestored();
        }}
      />
    );
  }
  return <Context value={restore}>{children}</Context>;
}

/** Begins to bring back the values from before some changes. */
export function useRestoreFromHistory(): Restore {
  const restore = useContext(Context);
  if (restore === null) throw new Error('useRestoreFromHistory needs RestoreFromHistory around it');
  return restore;
}
