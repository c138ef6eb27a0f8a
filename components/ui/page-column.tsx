'use client';

import styled from 'styled-components';

/** As wide as a page of the control panel, with its margins; `$wide` for tables, which use a wide screen. */
export const PageColumn = styled.div<{ $wide?: boolean }>`
  box-sizing: border-box;
  margin-inline: auto;
  padding-inline: ${({ theme }) => theme.spacing.medium};
  width: 100%;

  ${({ theme }) => theme.breakpoints.tablet} {
    padding-inline: ${({ theme }) => theme.spacing.xxLarge};
  }

  ${({ theme }) => theme.breakpoints.desktop} {
    max-width: ${({ theme, $wide = false }) => theme.helpers.remCalc($wide ? 1840 : 1120)};
  }
`;
