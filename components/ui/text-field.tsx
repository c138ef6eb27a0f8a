'use client';

import { Input } from '@bigcommerce/big-design';
import { trimAddress } from '@/lib/settings/policy-url';
import { describedBy, FieldFrame } from './field-frame';
import { OutlinedControl } from './outlined-control';

interface TextFieldProps {
  id: string;
  label: string;
  help: string;
  error: string | undefined;
  readOnly?: boolean;
  value: string;
  maxLength?: number;
  onChange: (value: string) => void;
  onBlur: (value: string) => void;
}

/** An address, typed. BigDesign's input, with what it says to a screen reader about help and error. */
export function TextField(props: TextFieldProps) {
  const { id, label, help, error, readOnly = false, value, onChange, onBlur } = props;
  return (
    <FieldFrame id={id} label={label} help={help} error={error}>
      <OutlinedControl $invalid={error !== undefined}>
        <Input
          id={id}
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={value}
          readOnly={readOnly}
          error={error}
          aria-describedby={describedBy(id, error)}
          aria-invalid={error !== undefined}
          onChange={(event) => onChange(trimAddress(event.target.value))}
          onBlur={(event) => onBlur(event.target.value)}
        />
      </OutlinedControl>
    </FieldFrame>
  );
}
