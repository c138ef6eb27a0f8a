import { H4, Small } from '@bigcommerce/big-design';
import type { ReactNode } from 'react';
import styled from 'styled-components';

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

interface EntryFrameProps {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  title: string;
  author: string;
  /** `null` where the author says it. */
  source: string | null;
  children: ReactNode;
}

/** What every entry of the history has: what it is about, when, by whom and from where. */
export function EntryFrame({ id, at, title, author, source, children }: EntryFrameProps) {
  return (
    <Article aria-labelledby={entryHeadingId(id)}>
      <div>
        <H4 as="h3" id={entryHeadingId(id)} tabIndex={-1} marginBottom="none">
          {title}
        </H4>
        <Small color="secondary60" marginBottom="none">
          <Moment at={at} />
          {' · '}
          {author}
          {source !== null && ` · ${source}`}
        </Small>
      </div>
      {children}
    </Article>
  );
}
