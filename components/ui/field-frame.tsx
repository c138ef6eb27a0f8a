'use client';

import { FormControlLabel, Small, Text } from '@bigcommerce/big-design';
import { ErrorIcon } from '@bigcommerce/big-design-icons';
import type { ReactNode } from 'react';
import styled from 'styled-components';

export interface FieldFrameProps {
  id: string;
  label: string;
  help: string;
  error?: string | undefined;
  /** The user may see the value and not change it. */
  readOnly?: boolean;
  /** Puts the control before its label, as switches have it. */
  controlFirst?: boolean;
  /** Looks like a label, for fields without a control. */
  plainLabel?: boolean;
  /** Left out where the label and the help are enough. */
  children?: ReactNode;
}

const Frame = styled.div``;

/** The width of the help beside a field, and its distance from it. */
const help = { width: '23rem', gap: '2rem' };
const helpRoom = `(${help.width} + ${help.gap})`;

/** As wide as fields are read well. Where the page is wide, the help of its fields stands beside them. */
export const FieldColumn = styled.div`
  max-width: ${({ theme }) => theme.helpers.remCalc(640)};

  ${({ theme }) => theme.breakpoints.desktop} {
    max-width: min(${({ theme }) => theme.helpers.remCalc(640)}, 100% - ${helpRoom});

    ${Frame} {
      align-items: start;
      column-gap: ${help.gap};
      display: grid;
      grid-template-columns: minmax(0, 1fr) ${help.width};
      margin-inline-end: calc(-1 * ${helpRoom});
    }
  }
`;

const Name = styled.div`
  margin-block-end: ${({ theme }) => theme.spacing.xxSmall};
`;

const Inline = styled.div`
  align-items: center;
  column-gap: ${({ theme }) => theme.spacing.medium};
  display: flex;
  min-height: ${({ theme }) => theme.spacing.xxLarge};

  > label,
  > ${Name} {
    margin-block: 0;
  }
`;

const ErrorLine = styled.div`
  align-items: start;
  display: flex;
  gap: ${({ theme }) => theme.spacing.xxSmall};
  margin-block: ${({ theme }) => theme.spacing.xxSmall};

  svg {
    flex: none;
  }
`;

/** A field with its label, its help and its error, the same for every kind of control. */
export function FieldFrame(props: FieldFrameProps) {
  const { id, label, help: helpText, error, controlFirst = false, plainLabel = false, children } = props;
  const name = plainLabel ? (
    <Name>
      <Text as="span" bold>
        {label}
      </Text>
    </Name>
  ) : (
    <FormControlLabel id={`${id}-label`} htmlFor={id}>
      {label}
    </FormControlLabel>
  );
  return (
    <Frame>
      <div>
        {controlFirst ? (
          <Inline>
            {children}
            {name}
          </Inline>
        ) : (
          <>
            {name}
            {children}
          </>
        )}
        {error !== undefined && (
          <ErrorLine>
            <ErrorIcon color="danger" size="large" />
            <Small id={`${id}-error`} color="danger50" marginBottom="none">
              {error}
            </Small>
          </ErrorLine>
        )}
      </div>
      <Small id={`${id}-help`} marginTop="xxSmall" marginBottom="none">
        {helpText}
      </Small>
    </Frame>
  );
}

/** The ids that describe a control: its help always, its error where there is one. */
export function describedBy(id: string, error?: string): string {
  return error === undefined ? `${id}-help` : `${id}-error ${id}-help`;
}
