'use client';

import styled from 'styled-components';

/** BigDesign's inputs with a border that can be seen against the page, also in forced colours. */
export const OutlinedControl = styled.div<{ $invalid: boolean }>`
  position: relative;

  span:has(> div > input) {
    border-color: ${({ $invalid, theme }) => ($invalid ? theme.colors.danger50 : theme.colors.secondary50)};
    overflow: visible;
  }

  input {
    border-radius: ${({ theme }) => theme.borderRadius.normal};
  }
`;
