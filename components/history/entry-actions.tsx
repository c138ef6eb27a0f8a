'use client';

import type { Change, ChangeEntry } from '@/lib/settings/change';

interface EntryActionsProps {
  entry: ChangeEntry;
  /** One change of the entry; `null` for all that were made together. */
  change: Change | null;
}

/** What can be done with an entry of the history. */
export function EntryActions(_props: EntryActionsProps) {
  return null;
}
