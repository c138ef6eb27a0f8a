'use client';

import { Switch } from '@bigcommerce/big-design';
import styled from 'styled-components';
import { describedBy, FieldFrame } from './field-frame';

interface SwitchFieldProps {
  id: string;
  label: string;
  help: string;
  error: string | undefined;
  readOnly?: boolean;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/**
 * Room for the thumb, which stands out over the track, and a track that is seen when it is off. The real control
 * lies unseen over what is drawn, so that a click meets the switch itself and not a second label.
 */
const Track = styled.span`
  flex: none;
  padding-inline: ${({ theme }) => theme.spacing.xxSmall};
  position: relative;

  input {
    clip: auto;
    cursor: pointer;
    height: ${({ theme }) => theme.spacing.xxLarge};
    inset: 50% auto auto 0;
    margin: 0;
    opacity: 0;
    transform: translateY(-50%);
    width: 100%;
    z-index: 1;
  }

  input:hover + label::before {
    box-shadow: 0 0 0 4px ${({ theme }) => theme.helpers.createRGBA(theme.colors.primary, 0.2)};
  }

  input:not(:checked) + label {
    background: ${({ theme }) => theme.colors.secondary50};

    &::before {
      outline: 1px solid ${({ theme }) => theme.colors.secondary50};
    }
  }

  @media (forced-colors: active) {
    label {
      outline: 1px solid ButtonText;
    }

    label::before {
      outline: 2px solid ButtonText;
    }

    input:checked + label::before {
      background: Highlight;
      forced-color-adjust: none;
    }

    input:disabled + label,
    input:disabled + label::before {
      outline-color: GrayText;
    }

    input:checked:disabled + label::before {
      background: GrayText;
    }
  }
`;

/** On or off. BigDesign's switch is a checkbox; here it says that it is a switch. */
export function SwitchField(props: SwitchFieldProps) {
  const { id, label, help, error, readOnly = false, checked, onChange } = props;
  return (
    <FieldFrame id={id} label={label} help={help} error={error} controlFirst>
      <Track>
        <Switch
          id={id}
          role="switch"
          checked={checked}
          // HTML has no switch that is only read.
          disabled={readOnly}
          aria-checked={checked}
          // BigDesign draws the switch as a second, empty label.
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy(id, error)}
          aria-invalid={error !== undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
      </Track>
    </FieldFrame>
  );
}
