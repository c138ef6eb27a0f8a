import styled from 'styled-components';

/** The CSS property with the height of the bar above the table, which sticks to the top like the table's head. */
export const barHeight = '--matrix-bar-height';

/** Narrower than this, six settings side by side could not be read: each storefront becomes a card. */
const cardsBelow = '53rem';

/**
 * The look of BigDesign's table, which has no row headers and scrolls sideways on small screens. All of it hangs on one
 * element, so that a cell is plain markup and quick to draw.
 */
export const MatrixTableLook = styled.div`
  container-type: inline-size;

  table {
    /* Borders that collapse would scroll away under a head that sticks. */
    border-collapse: separate;
    border-spacing: 0;
    color: ${({ theme }) => theme.colors.secondary70};
    font-size: ${({ theme }) => theme.typography.fontSize.small};
    line-height: ${({ theme }) => theme.lineHeight.small};
    table-layout: fixed;
    text-align: start;
    width: 100%;
  }

  th,
  td {
    border-block-end: ${({ theme }) => theme.border.box};
    box-sizing: border-box;
    font-weight: ${({ theme }) => theme.typography.fontWeight.regular};
    overflow-wrap: anywhere;
    padding: ${({ theme }) => `${theme.spacing.xSmall} ${theme.spacing.small} ${theme.spacing.xSmall} 0`};
    position: relative;
    text-align: start;
    vertical-align: top;
  }

  thead th {
    color: ${({ theme }) => theme.colors.secondary70};
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
    overflow-wrap: break-word;
    vertical-align: bottom;

    .small {
      font-weight: ${({ theme }) => theme.typography.fontWeight.regular};
    }

    .small a {
      display: inline-block;
      font-size: inherit;
      padding-block: ${({ theme }) => theme.spacing.xxSmall};
    }
  }

  @container (width >= ${cardsBelow}) {
    thead th {
      background-color: ${({ theme }) => theme.colors.white};
      z-index: 2;

      @media (min-height: 30rem) {
        position: sticky;
        top: var(${barHeight}, 0);
      }
    }
  }

  .tick {
    width: ${({ theme }) => theme.spacing.xxxLarge};
  }

  tr > :first-child {
    padding-inline-start: ${({ theme }) => theme.spacing.small};
  }

  .name {
    width: 20%;
  }

  .wide {
    width: 21%;
  }

  .tick label {
    display: inline-flex;
    margin: -${({ theme }) => theme.spacing.xxSmall};
    padding: ${({ theme }) => theme.spacing.xxSmall};
    position: relative;
  }

  .tick input {
    accent-color: ${({ theme }) => theme.colors.primary};
    cursor: pointer;
    height: ${({ theme }) => theme.spacing.large};
    margin: 0;
    width: ${({ theme }) => theme.spacing.large};
  }

  :is(a, button, input) {
    scroll-margin-block: calc(var(${barHeight}, 0px) + 5.5rem) ${({ theme }) => theme.spacing.xxxLarge};
  }

  tbody th a {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
  }

  .global > * {
    background-color: ${({ theme }) => theme.colors.secondary10};
  }

  tr[data-selected='true'] > * {
    background-color: ${({ theme }) => theme.colors.primary10};
  }

  tr[data-selected='true'] a {
    color: ${({ theme }) => theme.colors.primary60};
  }

  .sort {
    align-items: center;
    background: none;
    border: 0;
    border-radius: ${({ theme }) => theme.borderRadius.normal};
    color: inherit;
    cursor: pointer;
    display: inline-flex;
    font: inherit;
    gap: ${({ theme }) => theme.spacing.xxSmall};
    min-height: ${({ theme }) => theme.spacing.xLarge};
    padding: 0;
    text-align: start;
  }

  .actions {
    background-color: ${({ theme }) => theme.colors.white};
    border: 1px solid ${({ theme }) => theme.colors.secondary50};
    border-radius: ${({ theme }) => theme.borderRadius.normal};
    color: ${({ theme }) => theme.colors.secondary70};
    cursor: pointer;
    font: inherit;
    height: ${({ theme }) => theme.spacing.xLarge};
    inset-block-start: ${({ theme }) => theme.spacing.xxSmall};
    inset-inline-end: ${({ theme }) => theme.spacing.xxSmall};
    line-height: 1;
    padding: 0;
    position: absolute;
    width: ${({ theme }) => theme.spacing.xLarge};

    &::before {
      content: '⋯' / '';
    }
  }

  @media (hover: hover) {
    td:not(:hover, :focus-within) .actions:not([aria-expanded='true']) {
      opacity: 0;
    }
  }

  .menu {
    ${({ theme }) => theme.shadow.floating};
    background-color: ${({ theme }) => theme.colors.white};
    border: ${({ theme }) => theme.border.box};
    border-radius: ${({ theme }) => theme.borderRadius.normal};
    inset-block-start: ${({ theme }) => theme.spacing.xxLarge};
    inset-inline-end: 0;
    padding-block: ${({ theme }) => theme.spacing.xxSmall};
    position: absolute;
    width: max-content;
    max-width: 16rem;
    z-index: 3;

    button {
      background: none;
      border: 0;
      color: ${({ theme }) => theme.colors.secondary70};
      cursor: pointer;
      display: block;
      font: inherit;
      padding: ${({ theme }) => `${theme.spacing.xSmall} ${theme.spacing.medium}`};
      text-align: start;
      width: 100%;
    }

    button:is(:hover, :focus) {
      background-color: ${({ theme }) => theme.colors.primary10};
    }

    button:focus-visible {
      outline-offset: -2px;
    }
  }

  .small,
  .origin {
    color: ${({ theme }) => theme.colors.secondary60};
    display: block;
    font-size: ${({ theme }) => theme.helpers.remCalc(12)};
    line-height: ${({ theme }) => theme.helpers.remCalc(16)};
  }

  .origin {
    align-items: baseline;
    display: flex;
    gap: ${({ theme }) => theme.spacing.xxSmall};
  }

  .origin svg {
    flex: none;
    height: 0.625rem;
    width: 0.625rem;
  }

  .value {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  td[data-origin='inherited'] .value {
    color: ${({ theme }) => theme.colors.secondary60};
  }

  td[data-origin='override'] .value {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
  }

  td[data-origin='override'] .origin {
    color: ${({ theme }) => theme.colors.primary60};
  }

  td[data-problem] .value {
    color: ${({ theme }) => theme.colors.danger60};
  }

  td[data-problem] .value svg {
    margin-inline-end: ${({ theme }) => theme.spacing.xxSmall};
    vertical-align: text-bottom;
  }

  /* Not in sight, and still there to be copied and read out. */
  .scheme {
    font-size: 0;
    line-height: 0;
  }

  /* A word joiner: Firefox breaks the line after the scheme where the host does not fit into one, and leaves a line empty. */
  .scheme::after {
    content: '\\2060' / '';
  }

  .column {
    display: none;
  }

  .bars {
    display: grid;
    gap: ${({ theme }) => theme.spacing.small};
    grid-template-columns: repeat(6, 1fr);
  }

  .bars span {
    background-color: ${({ theme }) => theme.colors.secondary20};
    border-radius: ${({ theme }) => theme.borderRadius.normal};
    height: ${({ theme }) => theme.spacing.medium};
    margin-block: ${({ theme }) => theme.spacing.small};
    max-width: 5rem;
  }

  .failure {
    align-items: flex-start;
    display: flex;
    flex-wrap: wrap;
    gap: ${({ theme }) => `${theme.spacing.xSmall} ${theme.spacing.small}`};
  }

  .failure button:not(:hover) {
    background-color: ${({ theme }) => theme.colors.white};
  }

  .failure > svg {
    flex: none;
  }

  .failure > div {
    flex: 1 1 12rem;
  }

  @container (width < ${cardsBelow}) {
    /* Its own name, which stands in the same line, does not lie over it. */
    .tick {
      z-index: 1;
    }

    table,
    thead,
    tbody {
      display: block;
    }

    tr {
      column-gap: ${({ theme }) => theme.spacing.medium};
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      position: relative;
      row-gap: ${({ theme }) => theme.spacing.small};
    }

    tbody tr {
      border-block-end: ${({ theme }) => theme.border.box};
      padding: ${({ theme }) => `${theme.spacing.medium} ${theme.spacing.small}`};
    }

    .global {
      background-color: ${({ theme }) => theme.colors.secondary10};
    }

    tr[data-selected='true'] {
      background-color: ${({ theme }) => theme.colors.primary10};
    }

    th,
    td,
    .setting,
    tr > :first-child {
      border: 0;
      padding: 0;
      width: auto;
    }

    /* The button with the actions stands here. */
    td:not(.tick, [colspan]) {
      padding-inline-end: ${({ theme }) => theme.spacing.xxLarge};
    }

    /* The heads stay as the buttons that sort; each card names its values itself. */
    thead tr {
      border-block-end: ${({ theme }) => theme.border.box};
      padding: ${({ theme }) => theme.spacing.small};
      row-gap: ${({ theme }) => theme.spacing.xxSmall};
    }

    .tick,
    .name,
    td[colspan] {
      grid-column: 1 / -1;
      width: auto;
    }

    .tick:not(:empty) {
      grid-row: 1;
      width: ${({ theme }) => theme.spacing.xLarge};
    }

    .tick:empty {
      display: none;
    }

    .tick:not(:empty) + .name {
      grid-row: 1;
      padding-inline-start: ${({ theme }) => theme.spacing.xxLarge};
    }

    .column {
      color: ${({ theme }) => theme.colors.secondary60};
      display: block;
      font-size: ${({ theme }) => theme.typography.fontSize.small};
      line-height: ${({ theme }) => theme.lineHeight.small};
    }
  }

  @container (30rem <= width < ${cardsBelow}) {
    tr {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
  }
`;
