'use client';

import { createGlobalStyle } from 'styled-components';

/** The CSS property with the height of the bar at the foot of a page and of a notice above it. */
export const footHeight = '--foot-height';

/** Taller than the bar with the buttons and a notice above it, so that what is focused is never scrolled under them. */
const footClearance = `max(6rem, var(${footHeight}, 0rem) + 1rem)`;

/** Styles of every page that BigDesign lacks: a visible focus ring, room for it, and reduced motion. */
export const PageStyles = createGlobalStyle`
  html { scroll-padding-block: 1rem ${footClearance}; }

  body {
    background-color: ${({ theme }) => theme.colors.secondary10};
    color: ${({ theme }) => theme.colors.secondary70};
  }

  body:has(dialog[open]) { overflow-y: hidden; }

  /* BigDesign removes the ring of some of its controls with rules of higher weight. */
  :is(a, button, input, select, textarea, summary, [tabindex='0']):focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary} !important;
    outline-offset: 2px;
  }

  input[role='switch']:focus-visible + label {
    outline: 2px solid ${({ theme }) => theme.colors.primary};
    outline-offset: 8px;
  }

  input:is([type='checkbox'], [type='radio']):not([role]) {
    &:focus-visible + label {
      outline: 2px solid ${({ theme }) => theme.colors.primary};
      outline-offset: 2px;
    }

    &:is([type='radio']:not(:checked), [type='checkbox']:not(:checked, :indeterminate)) + label {
      border-color: ${({ theme }) => theme.colors.secondary50};
    }
  }

  /* The real box lies unseen over the drawn one, so that a click meets the control itself. */
  :has(> input:is([type='checkbox'], [type='radio']):not([role]) + label[aria-hidden]) {
    position: relative;

    > input:is([type='checkbox'], [type='radio']) {
      clip: auto;
      cursor: pointer;
      height: ${({ theme }) => theme.spacing.large};
      margin: 2px 0;
      opacity: 0;
      width: ${({ theme }) => theme.spacing.large};
      z-index: 1;
    }
  }

  /* Colours of the person's own replace ours: what only a colour said needs an edge or a system colour. */
  @media (forced-colors: active) {
    [role='tab'] { border-block-end-color: Canvas; }

    [role='tab'][aria-selected='true'] { border-block-end-color: Highlight; }

    [role='option'][aria-selected='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }

    [role='option'][aria-selected='true'] * { color: HighlightText; }

    dialog[open] { border: 2px solid CanvasText; }

    :is([aria-disabled='true'], :disabled) {
      border-color: GrayText;
      color: GrayText;
    }

    /* A box is drawn by its label, whose edge has a colour of its own. */
    :disabled + label { border-color: GrayText !important; }
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
