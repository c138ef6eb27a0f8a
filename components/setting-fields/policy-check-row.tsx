'use client';

import styled from 'styled-components';

/** A row as tall as its button, whatever stands in it. */
export const PolicyCheckRow = styled.div`
  align-items: center;
  column-gap: ${({ theme }) => theme.spacing.small};
  display: flex;
  flex-wrap: wrap;
  /* So that the next line is no part of a button's target. */
  margin-block-end: ${({ theme }) => theme.spacing.xSmall};
  min-height: ${({ theme }) => theme.helpers.remCalc(36)};

  /* The text of a button stands in line with the field. */
  > :first-child:is(button, :has(button)) {
    margin-inline-start: -${({ theme }) => theme.spacing.medium};
  }

  /* Nor does its box stand out of that line while it is disabled. */
  &&& button[aria-disabled='true'] {
    background: none;
    border-color: transparent;
  }
`;
