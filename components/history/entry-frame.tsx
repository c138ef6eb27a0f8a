'use client';

import { Button, H4 } from '@bigcommerce/big-design';
import { ExpandLessIcon, ExpandMoreIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useState } from 'react';
import { useTitlePart } from '../shell/page-title';
import { PlaceLink } from '../shell/place-link';
import { VisuallyHidden } from '../ui/visually-hidden';
import { toHistoryQuery } from './history-search';
import { useMomentFormat } from './use-moment-format';

export const entryHeadingId = (entryId: string) => `entry-${entryId}`;

/** A moment as the reader's clock and calendar have it. For what is drawn in the browser only. */
function Moment({ at }: { at: number }) {
  const formatMoment = useMomentFormat();
  return <time dateTime={new Date(at).toISOString()}>{formatMoment(at)}</time>;
}

interface EntryFrameProps {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  title: string;
  author: string;
  /** `null` where the author says it. */
  source: string | null;
  /** The summary of the change, in at most two lines. */
  summary: ReactNode;
  /** The outcome; `null` where only one is possible. */
  outcome: ReactNode;
  /** Whether the details are shown at first. */
  opened: boolean;
  /** The details, drawn when they are shown. */
  children: ReactNode;
}

/** Shows and hides the details of an entry. */
function Toggle({
  title,
  open,
  ...props
}: {
  title: string;
  open: boolean;
  id: string;
  onToggle: () => void;
}) {
  const t = useTranslations('history');
  return (
    <Button
      type="button"
      variant="subtle"
      mobileWidth="auto"
      aria-expanded={open}
      aria-controls={open ? props.id : undefined}
      iconOnly={
        open ? (
          <ExpandLessIcon title={t('closeDetails', { name: title })} />
        ) : (
          <ExpandMoreIcon title={t('openDetails', { name: title })} />
        )
      }
      onClick={props.onToggle}
    />
  );
}

/** The frame of every entry of the history: a row with time, author, place and summary, and the details on demand. */
export function EntryFrame(props: EntryFrameProps) {
  const { id, at, title, author, source, summary, outcome, opened, children } = props;
  const t = useTranslations('history');
  const formatMoment = useMomentFormat();
  const detailsId = useId();
  const [open, setOpen] = useState(opened);
  useTitlePart(opened ? t('entryTitle', { title, time: formatMoment(at) }) : null);
  return (
    <tbody role="rowgroup" aria-labelledby={entryHeadingId(id)}>
      <tr role="row">
        <td role="cell" className="when">
          <Moment at={at} />
          <small title={author}>{author}</small>
        </td>
        <th role="rowheader" scope="row" className="where">
          <H4 as="h3" id={entryHeadingId(id)} tabIndex={-1} marginBottom="none">
            {title}
          </H4>
          {source !== null && <small>{source}</small>}
        </th>
        <td role="cell" className="what">
          <span className="short">{summary}</span>
        </td>
        <td role="cell" className="outcome">
          {outcome}
        </td>
        <td role="cell" className="toggle">
          <Toggle title={title} open={open} id={detailsId} onToggle={() => setOpen(!open)} />
        </td>
      </tr>
      {open && (
        <tr role="row" id={detailsId}>
          <td role="cell" colSpan={5}>
            <div className="details">
              {children}
              <div>
                <PlaceLink to={{ view: 'history', query: toHistoryQuery({ entryId: id }) }}>
                  <span aria-hidden>{t('link')}</span>
                  <VisuallyHidden>{t('linkNamed', { name: title, time: formatMoment(at) })}</VisuallyHidden>
                </PlaceLink>
              </div>
            </div>
          </td>
        </tr>
      )}
    </tbody>
  );
}
