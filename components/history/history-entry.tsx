'use client';

import { Button } from '@bigcommerce/big-design';
import { ExpandLessIcon, ExpandMoreIcon } from '@bigcommerce/big-design-icons';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ChangeEntry } from '@/lib/settings/change';
import { presentFields } from '@/lib/settings/diff';
import { ChangeBody, ShortOutcome } from './change-body';
import { changeMarkup } from './change-markup';
import { CompareMoments } from './compare-moments';
import { EntryActions } from './entry-actions';
import { EntryChanges } from './entry-changes';
import { EntryFrame } from './entry-frame';
import type { HistoryWords } from './use-history-words';

interface EntryProps {
  entry: ChangeEntry;
  words: HistoryWords;
}

/** Several changes that were made together: they open on demand, as there may be hundreds. */
function GroupBody({ entry, words }: EntryProps) {
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

/** A summary of the change: the first setting with its values, or the settings of several storefronts. */
function Summary({ entry: { count, change }, words }: EntryProps) {
  const t = useTranslations('history');
  const format = useFormatter();
  const fields = presentFields(change.requested);
  const [field] = fields;
  if (field === undefined) return null;
  if (count > 1) return <>{format.list(fields.map(words.settings.label))}</>;
  return t.rich('summary', {
    ...changeMarkup,
    label: (chunks) => <span className="label">{chunks}</span>,
    field: words.settings.label(field),
    before: words.value(change, field, change.before[field]),
    after: words.value(change, field, change.requested[field]),
    more: fields.length - 1,
  });
}

interface HistoryEntryProps extends EntryProps {
  /** The entries that it can be compared with. */
  entries: readonly ChangeEntry[];
  /** Whether its details are shown at first. */
  opened: boolean;
}

/** One entry: a single change, or all that were made together. */
export function HistoryEntry({ entry, entries, words, opened }: HistoryEntryProps) {
  const t = useTranslations('history');
  const { id, at, count, change } = entry;
  return (
    <EntryFrame
      id={id}
      at={at}
      title={count > 1 ? words.group(entry) : words.scope(change)}
      author={words.author(change.author)}
      source={change.source === 'outside' ? null : t(`sources.${change.source}`)}
      summary={<Summary entry={entry} words={words} />}
      outcome={<ShortOutcome entry={entry} />}
      opened={opened}
    >
      {count > 1 ? (
        <GroupBody entry={entry} words={words} />
      ) : (
        <ChangeBody entry={entry} change={change} words={words} />
      )}
      <CompareMoments entry={entry} entries={entries} words={words} />
    </EntryFrame>
  );
}
