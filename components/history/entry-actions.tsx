'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { type AppError, toAppError } from '@/lib/errors';
import type { Change, ChangeEntry } from '@/lib/settings/change';
import { isAsBefore } from '@/lib/settings/restore';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { ActionButton } from '../ui/action-button';
import { FailureNotice } from '../failures/failure-notice';
import { useOpenedStore } from '../shell/opened-store';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { useAllows } from '../shell/use-role';
import { useRestoreFromHistory } from './restore-from-history';

interface EntryActionsProps {
  entry: ChangeEntry;
  /** One change of the entry; `null` for all that were made together. */
  change: Change | null;
}

type Reason = 'failed' | 'pending' | 'gone' | 'same' | 'unread';

/** The last known settings of a change's scope. */
function useCurrent(change: Change | null): CustomerSettings | null {
  const { settings } = useStoreReads();
  const { scopes } = useSettingsState();
  const channelId = change?.channelId ?? null;

  useEffect(() => {
    if (channelId !== null) settings.read([channelId], { inView: false });
  }, [settings, channelId]);

  return scopes.get(channelId)?.tagged?.settings ?? null;
}

/** Why there is nothing to restore, `null` where there may be. */
function useReasonAgainst(entry: ChangeEntry, change: Change | null): Reason | null {
  const { global, storefronts } = useStoreReads();
  const current = useCurrent(change);
  if (global.tagged === null) return 'unread';
  if (change === null) {
    const { applied = 0, partly = 0, pending = 0 } = entry.statuses;
    if (applied + partly > 0) return null;
    return pending > 0 ? 'pending' : 'failed';
  }
  if (change.status === 'failed' || change.status === 'pending') return change.status;
  const { channelId } = change;
  if (channelId !== null && storefronts.list?.every(({ id }) => id !== channelId)) return 'gone';
  return current !== null && isAsBefore(change, current) ? 'same' : null;
}

async function readAllChanges(
  read: (cursor: string | null) => Promise<{ items: Change[]; nextCursor: string | null }>,
): Promise<Change[]> {
  const all: Change[] = [];
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const page: { items: Change[]; nextCursor: string | null } = await read(cursor);
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}

/** The actions of an entry of the history, for users who may change settings. */
export function EntryActions(props: EntryActionsProps) {
  return useAllows('write') && <RestoreAction {...props} />;
}

/** Restores the values from before an entry. */
function RestoreAction({ entry, change }: EntryActionsProps) {
  const t = useTranslations('restore');
  const { api } = useOpenedStore();
  const restore = useRestoreFromHistory();
  const reason = useReasonAgainst(entry, change);
  const [reading, setReading] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);
  const aboutId = `restore-${change?.id ?? entry.id}`;

  async function begin() {
    if (change !== null) {
      restore([change], entry.id);
      return;
    }
    setReading(true);
    setFailure(null);
    try {
      const changes = await readAllChanges((cursor) => api.getChangesOfEntry(entry.id, cursor));
      // A change that failed wrote nothing.
      const written = changes.filter(({ status }) => status === 'applied' || status === 'partly');
      restore(written, entry.id);
    } catch (thrown) {
      setFailure(toAppError(thrown));
    }
    setReading(false);
  }

  return (
    <div>
      <ActionButton
        type="button"
        variant="subtle"
        label={t('action')}
        busyLabel={t('reading')}
        off={reason !== null}
        busy={reading}
        describedBy={aboutId}
        onClick={() => void begin()}
      />
      <Small id={aboutId} color="secondary60" marginBottom="none">
        {reason === null ? t('about', { count: change === null ? entry.count : 1 }) : t(`reasons.${reason}`)}
      </Small>
      {failure !== null && <FailureNotice reading error={failure} onTryAgain={() => void begin()} />}
    </div>
  );
}
