'use client';

import { Button, H4, Small } from '@bigcommerce/big-design';
import { ExpandLessIcon, ExpandMoreIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import type { ChangeEntry } from '@/lib/settings/change';
import { ChangeBody } from './change-body';
import { EntryActions } from './entry-actions';
import { EntryChanges } from './entry-changes';
import type { HistoryWords } from './use-history-words';

interface HistoryEntryProps {
  entry: ChangeEntry;
  words: HistoryWords;
}

export const entryHeadingId = (entryId: string) => `entry-${entryId}`;

const Article = styled.article`
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
  grid-template-columns: minmax(0, 1fr);
  overflow-wrap: anywhere;
`;

/** The reader's own language and time zone, with the zone's name: people in several places read the same history. */
const format = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** A moment as the reader's clock and calendar have it. For what is drawn in the browser only. */
function Moment({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{format.format(at)}</time>;
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
    <Article aria-labelledby={entryHeadingId(id)}>
      <div>
        <H4 as="h3" id={entryHeadingId(id)} tabIndex={-1} marginBottom="none">
          {count > 1 ? words.group(entry) : words.scope(change)}
        </H4>
        <Small color="secondary60" marginBottom="none">
          <Moment at={at} />
          {' · '}
          {words.author(change.author)}
          {change.source !== 'outside' && ` · ${t(`sources.${change.source}`)}`}
        </Small>
      </div>
      {count > 1 ? (
        <GroupBody entry={entry} words={words} />
      ) : (
        <ChangeBody entry={entry} change={change} words={words} />
      )}
    </Article>
  );
}
