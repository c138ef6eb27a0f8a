'use client';

import styled from 'styled-components';

/** As tall as the page, so that the bar stands at its bottom also where there is little to show. */
export const BulkForm = styled.form`
  display: flex;
  flex: 1;
  flex-direction: column;

  /* BigDesign's circles are too pale to be seen against the page. */
  input[type='radio']:not(:checked) + label {
    border-color: ${({ theme }) => theme.colors.secondary50};
  }
`;

/** Parts of a step, one under the other. */
export const StepParts = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.medium};
  grid-template-columns: minmax(0, 1fr);
  margin-block-end: ${({ theme }) => theme.spacing.medium};
`;
