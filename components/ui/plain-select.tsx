'use client';

import styled from 'styled-components';

/** A browser's own list of choices, where each is a short text and many of these lists may stand in a page. */
export const PlainSelect = styled.select`
  background: ${({ theme }) => theme.colors.white};
  border: 1px solid ${({ theme }) => theme.colors.secondary50};
  border-radius: ${({ theme }) => theme.borderRadius.normal};
  font: inherit;
  max-width: 100%;
  height: ${({ theme }) => theme.helpers.remCalc(36)};
  padding-inline: ${({ theme }) => theme.spacing.small};
  /* On the baseline, its line would be higher than the list by a part of a pixel that depends on its state. */
  vertical-align: top;
`;
