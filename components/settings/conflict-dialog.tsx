'use client';

import { Modal, Radio, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import type { StorefrontField } from '@/lib/settings/customer-settings';
import { nameDialog } from '../name-dialog';

type Side = 'mine' | 'theirs';

interface ConflictedField {
  field: StorefrontField;
  label: string;
  /** Values in words. */
  saw: string;
  mine: string;
  theirs: string;
}

export interface ConflictDialogProps {
  fields: ConflictedField[];
  /** Labels of fields that only the other side changed. */
  takenOver: string[];
  onCancel: () => void;
  onResolve: (theirs: StorefrontField[]) => void;
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

/** For each field that both sides changed: what the person saw, what it is now, what the person wants. */
export function ConflictDialog({ fields, takenOver, onCancel, onResolve }: ConflictDialogProps) {
  const t = useTranslations('conflictDialog');
  const [chosen, setChosen] = useState<Partial<Record<StorefrontField, Side>>>({});
  const undecided = fields.some(({ field }) => chosen[field] === undefined);

  function resolve() {
    onResolve(fields.map(({ field }) => field).filter((field) => chosen[field] === 'theirs'));
  }

  return (
    <Modal
      isOpen
      variant="modal"
      header={t('title')}
      onClose={onCancel}
      closeOnClickOutside={false}
      actions={[
        { text: t('cancel'), variant: 'subtle', type: 'button', onClick: onCancel },
        { text: t('save'), type: 'button', disabled: undecided, onClick: resolve },
      ]}
    >
      <div ref={nameDialog}>
        <Text>{t('detail')}</Text>
        {fields.map(({ field, label, saw, ...values }) => (
          <Choice key={field}>
            <legend>{label}</legend>
            <Text marginBottom="none">{t('saw', { value: saw })}</Text>
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
          <Text marginBottom="none">{t('alsoChanged', { fields: takenOver.join(', ') })}</Text>
        )}
      </div>
    </Modal>
  );
}
