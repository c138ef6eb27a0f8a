'use client';

import { createGlobalStyle } from 'styled-components';

/** Taller than the bar with the buttons, so that what is focused is never scrolled under it. */
const saveBarClearance = '6rem';

/** What holds for every page and BigDesign leaves open: a focus ring that is seen, room for it, and calm. */
export const PageStyles = createGlobalStyle`
  html { scroll-padding-block: 1rem ${saveBarClearance}; }

  body {
    background-color: ${({ theme }) => theme.colors.secondary10};
    color: ${({ theme }) => theme.colors.secondary70};
  }

  :is(a, button, input, [tabindex='0']):focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary};
    outline-offset: 2px;
  }

  input[type='checkbox']:focus-visible + label {
    outline: 2px solid ${({ theme }) => theme.colors.primary};
    outline-offset: 8px;
  }

  input[type='radio']:focus-visible + label {
    outline: 2px solid ${({ theme }) => theme.colors.primary};
    outline-offset: 2px;
  }

  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.01ms !important;
      scroll-behavior: auto !important;
    }
  }
`;
