'use client';

import { FormControlLabel } from '@bigcommerce/big-design';
import { useId } from 'react';
import styled from 'styled-components';
import { PlainSelect } from './plain-select';

export interface Choice {
  value: string;
  content: string;
}

interface SelectFieldProps {
  label: string;
  choices: readonly Choice[];
  value: string;
  onChoose: (value: string) => void;
}

const Wide = styled(PlainSelect)`
  width: 100%;
`;

/** One of a list, with its label. A browser's own list: BigDesign's has a button whose name is always English. */
export function SelectField({ label, choices, value, onChoose }: SelectFieldProps) {
  const id = useId();
  return (
    <div>
      <FormControlLabel htmlFor={id}>{label}</FormControlLabel>
      <Wide id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.content}
          </option>
        ))}
      </Wide>
    </div>
  );
}
