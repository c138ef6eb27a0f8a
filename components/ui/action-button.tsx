'use client';

import { Button, ProgressCircle } from '@bigcommerce/big-design';
import styled from 'styled-components';

interface ActionButtonProps {
  id?: string;
  type: 'submit' | 'button';
  variant: 'primary' | 'secondary' | 'subtle';
  /** Disabled, but still reachable by keyboard and by screen readers. */
  off: boolean;
  busy?: boolean;
  /** The label while it is busy. */
  busyLabel?: string;
  /** The id of an element that describes it, for instance why it is disabled. */
  describedBy?: string;
  label: string;
  /** The whole name, where the label says only a part of it. */
  name?: string;
  onClick?: () => void;
}

const Look = styled.span`
  max-width: 100%;

  button {
    height: auto;
    max-width: 100%;
    min-height: ${({ theme }) => theme.helpers.remCalc(36)};
    white-space: normal;
  }

  button[aria-disabled='true'],
  button[aria-disabled='true']:is(:hover, :active) {
    background-color: ${({ theme }) => theme.colors.secondary20};
    border-color: ${({ theme }) => theme.colors.secondary30};
    color: ${({ theme }) => theme.colors.secondary60};
    cursor: not-allowed;
  }
`;

/** A button that keeps the focus while it is disabled, which a disabled HTML button would lose. */
export function ActionButton(props: ActionButtonProps) {
  const { id, type, variant, off, busy = false, busyLabel, describedBy, label, name, onClick } = props;
  return (
    <Look>
      <Button
        {...(id === undefined ? {} : { id })}
        type={type}
        variant={variant}
        mobileWidth="auto"
        aria-disabled={off || busy}
        aria-busy={busy}
        aria-label={name}
        aria-describedby={describedBy}
        iconLeft={busy ? <ProgressCircle size="xxSmall" /> : undefined}
        onClick={(event) => {
          if (off || busy) event.preventDefault();
          else onClick?.();
        }}
      >
        {/* In an element of its own: page translation moves bare text, and the icon could not be put before it. */}
        <span>{busy && busyLabel !== undefined ? busyLabel : label}</span>
      </Button>
    </Look>
  );
}
