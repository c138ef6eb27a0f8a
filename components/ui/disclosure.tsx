'use client';

import styled from 'styled-components';

/** A part that is shown on demand. Its `summary` opens it, by keyboard too. */
export const Disclosure = styled.details`
  overflow-wrap: anywhere;

  summary {
    color: ${({ theme }) => theme.colors.primary60};
    cursor: pointer;
    width: max-content;
  }

  summary:focus-visible {
    outline: ${({ theme }) => theme.helpers.remCalc(2)} solid ${({ theme }) => theme.colors.primary60};
    outline-offset: ${({ theme }) => theme.helpers.remCalc(2)};
  }
`;
