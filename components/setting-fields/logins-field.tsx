'use client';

import { Radio, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { describedBy, FieldFrame } from '../ui/field-frame';

interface LoginsFieldProps {
  id: string;
  label: string;
  help: string;
  error?: string | undefined;
  /** `null` was never set: neither choice is marked. */
  value: boolean | null;
  onChange: (value: boolean) => void;
}

const Choices = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.xSmall};
`;

/** Who can sign in on a storefront. Two choices and not a switch, because it can also be neither. */
export function LoginsField({ id, label, help, error, value, onChange }: LoginsFieldProps) {
  const t = useTranslations('settings');
  return (
    <FieldFrame id={id} label={label} help={help} error={error} plainLabel>
      <Choices role="radiogroup" aria-label={label} aria-describedby={describedBy(id, error)}>
        {value === null && (
          <Text color="secondary60" marginBottom="none">
            {t('loginsNotSet')}
          </Text>
        )}
        <Radio
          id={id}
          name={id}
          label={t('loginsAllowed')}
          checked={value === true}
          onChange={() => onChange(true)}
        />
        <Radio
          name={id}
          label={t('loginsNotAllowed')}
          checked={value === false}
          onChange={() => onChange(false)}
        />
      </Choices>
    </FieldFrame>
  );
}
