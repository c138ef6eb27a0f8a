'use client';

import { Radio, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import type { Change } from '@/lib/settings/change';
import type { SettingField, CustomerSettings } from '@/lib/settings/customer-settings';
import { type ChangeWords, useChangeWords } from '../setting-fields/use-change-words';
import { useLatestChanges } from '../data/use-latest-changes';
import { Dialog } from '../ui/dialog';
import { useListFormat } from '../ui/use-list-format';

type Side = 'mine' | 'theirs';

interface ConflictedField {
  field: SettingField;
  label: string;
  /** Values in words. */
  saw: string;
  mine: string;
  theirs: string;
}

export interface ConflictDialogProps {
  /** The storefront whose settings these are, `null` for the store. */
  channelId: number | null;
  /** The stored value. */
  current: CustomerSettings;
  fields: ConflictedField[];
  /** Labels of fields that only the other side changed. */
  takenOver: string[];
  onCancel: () => void;
  onResolve: (theirs: SettingField[]) => void;
}

const Choice = styled.fieldset`
  border: 0;
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
  margin: 0 0 ${({ theme }) => theme.spacing.large};
  overflow-wrap: anywhere;
  padding: 0;

  legend {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
    margin-block-end: ${({ theme }) => theme.spacing.xSmall};
    padding: 0;
  }
`;

/** The user who saved the current value, where the history has it. */
function ChangedBy({ change, words }: { change: Change | undefined; words: ChangeWords }) {
  const t = useTranslations('conflictDialog');
  if (change === undefined) return null;
  return (
    <Text color="secondary60" marginBottom="none">
      {t('by', { who: words.whoAndWhen(change) })}
    </Text>
  );
}

/** For each field that both sides changed: the value when the user began, the current value, and the user's edit. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { channelId, current, fields, takenOver, onCancel, onResolve } = props;
  const t = useTranslations('conflictDialog');
  const formatList = useListFormat();
  const [chosen, setChosen] = useState<Partial<Record<SettingField, Side>>>({});
  const conflicted = fields.map(({ field }) => field);
  const changes = useLatestChanges(channelId, conflicted, current);
  const changeWords = useChangeWords();
  const undecided = fields.some(({ field }) => chosen[field] === undefined);

  function resolve() {
    onResolve(fields.map(({ field }) => field).filter((field) => chosen[field] === 'theirs'));
  }

  return (
    <Dialog
      title={t('title')}
      onClose={onCancel}
      actions={[
        { text: t('cancel'), variant: 'subtle', onClick: onCancel },
        { text: t('save'), disabled: undecided, onClick: resolve },
      ]}
    >
      <Text>{t('detail')}</Text>
      {fields.map(({ field, label, saw, ...values }) => (
        <Choice key={field}>
          <legend>{label}</legend>
          <Text marginBottom="none">{t('saw', { value: saw })}</Text>
          <ChangedBy change={changes.get(field)} words={changeWords} />
          {(['mine', 'theirs'] as const).map((side) => (
            <Radio
              key={side}
              name={`conflict-${field}`}
              label={t(side, { value: values[side] })}
              checked={chosen[field] === side}
              onChange={() => setChosen((before) => ({ ...before, [field]: side }))}
            />
          ))}
        </Choice>
      ))}
      {takenOver.length > 0 && (
        <Text marginBottom="none">{t('alsoChanged', { fields: formatList(takenOver) })}</Text>
      )}
    </Dialog>
  );
}
