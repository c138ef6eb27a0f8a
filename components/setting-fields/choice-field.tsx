'use client';

import { Radio, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { InheritableField, SettingField } from '@/lib/settings/customer-settings';
import { describedBy, FieldFrame } from '../ui/field-frame';

interface ChoiceFieldProps {
  id: string;
  field: Exclude<SettingField, InheritableField>;
  label: string;
  help: string;
  error?: string | undefined;
  readOnly?: boolean;
  /** `null` was never set: neither choice is marked. */
  value: boolean | null;
  onChange: (value: boolean) => void;
}

const Choices = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
`;

/** A setting that has two values and inherits nothing. Two choices and not a switch, because it can also be neither. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { id, field, label, help, error, readOnly = false, value, onChange } = props;
  const t = useTranslations('settings');
  return (
    <FieldFrame id={id} label={label} help={help} error={error} plainLabel>
      <Choices role="radiogroup" aria-label={label} aria-describedby={describedBy(id, error)}>
        {value === null && (
          <Text color="secondary60" marginBottom="none">
            {t(`${field}.notSet`)}
          </Text>
        )}
        <Radio
          id={id}
          name={id}
          label={t(`${field}.choiceTrue`)}
          checked={value === true}
          disabled={readOnly}
          onChange={() => onChange(true)}
        />
        <Radio
          name={id}
          label={t(`${field}.choiceFalse`)}
          checked={value === false}
          disabled={readOnly}
          onChange={() => onChange(false)}
        />
      </Choices>
    </FieldFrame>
  );
}
