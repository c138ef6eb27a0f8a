'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { Change, ChangeEntry } from '@/lib/settings/change';
import { ChangeDetails } from './change-details';
import { ChangeFields } from './change-fields';
import { ChangeOutcome } from './change-outcome';
import { EntryActions } from './entry-actions';
import type { HistoryWords } from './use-history-words';

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

/** One change: what became of it, field by field, and what else is known. */
export function ChangeBody({ entry, change, words }: ChangeBodyProps) {
  const t = useTranslations('history');
  return (
    <Stack>
      <ChangeOutcome change={change} />
      {change.late !== null && (
        <Text marginBottom="none">{t(change.late.over === null ? 'late' : 'lateOver')}</Text>
      )}
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
