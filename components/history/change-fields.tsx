'use client';

import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { Change } from '@/lib/settings/change';
import type { CustomerSettings, SettingField } from '@/lib/settings/customer-settings';
import { fieldsNotStored, presentFields } from '@/lib/settings/diff';
import { BreakableText } from '../ui/breakable-text';
import { changeMarkup } from './change-markup';
import type { HistoryWords } from './use-history-words';

const List = styled.dl`
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
  margin: 0;
  overflow-wrap: anywhere;

  > div {
    column-gap: ${({ theme }) => theme.spacing.medium};
    display: grid;
    line-height: ${({ theme }) => theme.lineHeight.medium};
  }

  dd {
    margin: 0;
  }

  dt {
    color: ${({ theme }) => theme.colors.secondary60};
  }

  strong {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
  }

  ${({ theme }) => theme.breakpoints.tablet} {
    > div {
      grid-template-columns: 14rem minmax(0, 1fr);
    }

    dd {
      grid-column: 2;
    }
  }
`;

interface ChangeFieldsProps {
  change: Change;
  words: HistoryWords;
}

/** Each changed setting: the value before, the requested value, and the stored value where it differs. */
export function ChangeFields({ change, words }: ChangeFieldsProps) {
  const t = useTranslations('history');
  const { before, requested, status, stored, sideEffects } = change;
  // A value that was not saved is not emphasized.
  const Wanted = status === 'failed' ? 'span' : 'strong';
  // Of a change that failed nothing was stored: its outcome says so.
  const notStored = stored === null || status === 'failed' ? [] : fieldsNotStored(requested, stored);
  const changed = (
    field: SettingField,
    from: CustomerSettings,
    to: CustomerSettings,
    Value: 'span' | 'strong',
  ) => (
    <dd>
      {t.rich('became', {
        ...changeMarkup,
        wanted: (chunks) => <Value>{changeMarkup.value(chunks)}</Value>,
        before: words.value(change, field, from[field]),
        after: words.value(change, field, to[field]),
      })}
    </dd>
  );
  return (
    <List>
      {presentFields(requested).map((field) => (
        <div key={field}>
          <dt>{words.settings.label(field)}</dt>
          {changed(field, before, requested, Wanted)}
          {notStored.includes(field) && (
            <dd>
              <BreakableText
                text={t('storedInstead', { value: words.value(change, field, stored?.[field]) })}
              />
            </dd>
          )}
        </div>
      ))}
      {sideEffects !== null &&
        presentFields(sideEffects.stored).map((field) => (
          <div key={field}>
            <dt>{words.settings.label(field)}</dt>
            <dd>{t('sideEffects')}</dd>
            {changed(field, sideEffects.before, sideEffects.stored, 'strong')}
          </div>
        ))}
    </List>
  );
}
