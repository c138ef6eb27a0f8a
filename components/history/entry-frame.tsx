import { H4, Small } from '@bigcommerce/big-design';
import { useLocale } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import styled from 'styled-components';

export const entryHeadingId = (entryId: string) => `entry-${entryId}`;

const Article = styled.article`
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
  grid-template-columns: minmax(0, 1fr);
  overflow-wrap: anywhere;
`;

/** In the time zone of the reader, with its name: people in several places read the same history. */
const momentFormat = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;

/** The app's language, with the browser's region where it has the same language: British and American dates differ. */
function withRegion(language: string): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}

/** A moment as the reader's clock and calendar have it. For what is drawn in the browser only. */
function Moment({ at }: { at: number }) {
  const locale = useLocale();
  const format = useMemo(() => new Intl.DateTimeFormat(withRegion(locale), momentFormat), [locale]);
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
