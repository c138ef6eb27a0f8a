'use client';

import { FormControlLabel, Input, Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { noteMaxLength } from '@/lib/settings/change';
import { OutlinedControl } from './outlined-control';

interface ReasonFieldProps {
  id: string;
  /** As typed. */
  value: string;
  required: boolean;
  /** True once a save was stopped because the reason is missing. */
  missing: boolean;
  /** Whether it is said where the reason appears. */
  withHelp?: boolean;
  onChange: (value: string) => void;
}

const Frame = styled.div`
  flex: 1 1 100%;
  min-width: 0;
`;

/** Why a change is made, in one line, in the user's own words. */
export function ReasonField({ id, value, required, missing, withHelp = false, onChange }: ReasonFieldProps) {
  const t = useTranslations('reason');
  const described = [...(missing ? [`${id}-error`] : []), ...(withHelp ? [`${id}-help`] : [])];
  return (
    <Frame>
      <FormControlLabel htmlFor={id}>{t(required ? 'labelRequired' : 'label')}</FormControlLabel>
      <OutlinedControl $invalid={missing}>
        <Input
          id={id}
          type="text"
          autoComplete="off"
          maxLength={noteMaxLength}
          value={value}
          aria-required={required}
          aria-invalid={missing}
          aria-describedby={described.length === 0 ? undefined : described.join(' ')}
          onChange={(event) => onChange(event.target.value)}
        />
      </OutlinedControl>
      {missing && (
        <Small id={`${id}-error`} role="alert" color="danger50" marginTop="xxSmall" marginBottom="none">
          {t('missing')}
        </Small>
      )}
      {withHelp && (
        <Small id={`${id}-help`} marginTop="xxSmall" marginBottom="none">
          {t('help')}
        </Small>
      )}
    </Frame>
  );
}
