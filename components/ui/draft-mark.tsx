'use client';

import styled from 'styled-components';

/** Marks what has unsaved changes; drawn as a border, so that it is there in forced colours, too. */
export const DraftMark = styled.span.attrs({ 'aria-hidden': true })`
  border: 4px solid ${({ theme }) => theme.colors.warning70};
  border-radius: 50%;
  display: inline-block;
  margin-inline: ${({ theme }) => theme.spacing.xxSmall};
  vertical-align: middle;
`;
