'use client';

import styled from 'styled-components';

/** As wide as a page of the control panel, with its margins. */
export const PageColumn = styled.div`
  box-sizing: border-box;
  margin-inline: auto;
  padding-inline: ${({ theme }) => theme.spacing.medium};
  width: 100%;

  ${({ theme }) => theme.breakpoints.tablet} {
    padding-inline: ${({ theme }) => theme.spacing.xxLarge};
  }

  ${({ theme }) => theme.breakpoints.desktop} {
    max-width: ${({ theme }) => theme.helpers.remCalc(1120)};
  }
`;
