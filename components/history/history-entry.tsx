'use client';

import { Button } from '@bigcommerce/big-design';
import { ExpandLessIcon, ExpandMoreIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ChangeEntry } from '@/lib/settings/change';
import { ChangeBody } from './change-body';
import { EntryActions } from './entry-actions';
import { EntryFrame } from './entry-frame';
import { EntryChanges } from './entry-changes';
import type { HistoryWords } from './use-history-words';

interface HistoryEntryProps {
  entry: ChangeEntry;
  words: HistoryWords;
}

/** Several changes that were made together: they open on demand, as there may be hundreds. */
function GroupBody({ entry, words }: HistoryEntryProps) {
  const t = useTranslations('history');
  const [open, setOpen] = useState(false);
  return (
    <>
      <EntryActions entry={entry} change={null} />
      <div>
        <Button
          type="button"
          variant="subtle"
          mobileWidth="auto"
          aria-expanded={open}
          iconLeft={open ? <ExpandLessIcon /> : <ExpandMoreIcon />}
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'close' : 'open', { count: entry.count })}
        </Button>
      </div>
      {open && <EntryChanges entry={entry} words={words} />}
    </>
  );
}

/** One entry: a single change, or all that were made together. */
export function HistoryEntry({ entry, words }: HistoryEntryProps) {
  const t = useTranslations('history');
  const { id, at, count, change } = entry;
  return (
    <EntryFrame
      id={id}
      at={at}
      title={count > 1 ? words.group(entry) : words.scope(change)}
      author={words.author(change.author)}
      source={change.source === 'outside' ? null : t(`sources.${change.source}`)}
    >
      {count > 1 ? (
        <GroupBody entry={entry} words={words} />
      ) : (
        <ChangeBody entry={entry} change={change} words={words} />
      )}
    </EntryFrame>
  );
}
