'use client';

import { Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import {
  CheckCircleIcon,
  CircleDashedIcon,
  ErrorIcon,
  InfoIcon,
  WarningIcon,
} from '@bigcommerce/big-design-icons';
import type { ReactNode } from 'react';
import type { Change, ChangeEntry, ChangeStatus } from '@/lib/settings/change';
import { useAllows } from '../shell/use-role';
import { Disclosure } from '../ui/disclosure';
import { ChangeFields } from './change-fields';
import { EntryActions } from './entry-actions';
import type { HistoryWords } from './use-history-words';

/** The outcomes that the history shows: a change from outside is `found`. */
type Outcome = ChangeStatus | 'found';

const icons: Record<Outcome, ReactNode> = {
  applied: <CheckCircleIcon color="success50" />,
  partly: <WarningIcon color="warning70" />,
  failed: <ErrorIcon color="danger" />,
  pending: <CircleDashedIcon color="secondary60" />,
  found: <InfoIcon color="primary60" />,
};

const Line = styled.p`
  align-items: center;
  display: flex;
  gap: ${({ theme }) => theme.spacing.xxSmall};
  margin: 0;

  svg {
    flex: none;
  }
`;

/** The outcome of a change, as text and as a shape. */
function ChangeOutcome({ change: { source, status } }: { change: Pick<Change, 'source' | 'status'> }) {
  const t = useTranslations('history.outcomes');
  const outcome = source === 'outside' && status === 'applied' ? 'found' : status;
  return (
    <Line>
      {icons[outcome]}
      <Small as="span" marginBottom="none">
        {t(outcome)}
      </Small>
    </Line>
  );
}

/** The outcome of an entry of several changes, in one word. */
function overallOutcome({ statuses }: ChangeEntry): ChangeStatus {
  const [only, ...others] = Object.keys(statuses) as ChangeStatus[];
  if (others.length === 0) return only ?? 'pending';
  return statuses.pending === undefined ? 'partly' : 'pending';
}

/** The outcome of an entry in few words. */
export function ShortOutcome({ entry }: { entry: ChangeEntry }) {
  const t = useTranslations('history.short');
  const { count, change } = entry;
  const status = count > 1 ? overallOutcome(entry) : change.status;
  const outcome = change.source === 'outside' && status === 'applied' ? 'found' : status;
  return (
    <Line>
      {icons[outcome]}
      <span>{t(outcome)}</span>
    </Line>
  );
}

/** The details that support needs. */
function ChangeDetails({ change }: { change: Change }) {
  const t = useTranslations('history.details');
  const { id, channelId, createdAt, requestId, restoresId, late } = change;
  const lines = [
    t('time', { time: new Date(createdAt).toISOString() }),
    ...(channelId === null ? [] : [t('storefront', { id: String(channelId) })]),
    t('change', { id }),
    ...(late?.over ? [t('over', { id: late.over })] : []),
    ...(restoresId === null ? [] : [t('restores', { id: restoresId })]),
    ...(requestId === null ? [] : [t('request', { id: requestId })]),
  ];
  return (
    <Disclosure>
      <summary>{t('title')}</summary>
      {lines.map((line) => (
        <Small key={line} as="p" color="secondary60" marginBottom="none">
          {line}
        </Small>
      ))}
    </Disclosure>
  );
}

interface ChangeBodyProps {
  entry: ChangeEntry;
  change: Change;
  words: HistoryWords;
}

const Stack = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
  grid-template-columns: minmax(0, 1fr);
`;

/**
 * Says that a save arrived late, and to users who have the button how to undo it.
 *
 * @param over whether it was written over a newer change
 */
function LateArrival({ over }: { over: boolean }) {
  const t = useTranslations('history');
  const mayRestore = useAllows('write');
  return (
    <Text marginBottom="none">
      {t(over ? 'lateOver' : 'late')} {over && mayRestore && t('lateOverRestore')}
    </Text>
  );
}

/** One change: its outcome, its fields and its details. */
export function ChangeBody({ entry, change, words }: ChangeBodyProps) {
  const t = useTranslations('history');
  return (
    <Stack>
      <ChangeOutcome change={change} />
      {change.late !== null && <LateArrival over={change.late.over !== null} />}
      <ChangeFields change={change} words={words} />
      {change.note !== null && (
        <Text marginBottom="none" style={{ overflowWrap: 'anywhere' }}>
          {t('note', { note: change.note })}
        </Text>
      )}
      <EntryActions entry={entry} change={change} />
      <ChangeDetails change={change} />
    </Stack>
  );
}
