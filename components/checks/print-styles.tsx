'use client';

import styled, { createGlobalStyle } from 'styled-components';

/** Hides controls, which are of no use on paper. */
export const OnScreen = styled.div`
  @media print {
    display: none !important;
  }
`;

/** On paper the checks stand alone, without the tabs and the head of the app. */
export const PrintStyles = createGlobalStyle`
  @media print {
    header, [role='tablist'] { display: none; }
    li, tr { break-inside: avoid; }
    body { background: none; }
  }
`;
