import styled from 'styled-components';

/** The look of the history's table: an entry is two lines high, and a card on a narrow screen. */
export const HistoryTableLook = styled.div`
  /* Only the table itself: the details of an entry may hold tables of their own. */
  > table {
    border-spacing: 0;
    color: ${({ theme }) => theme.colors.secondary70};
    font-size: ${({ theme }) => theme.typography.fontSize.small};
    line-height: ${({ theme }) => theme.lineHeight.small};
    overflow-wrap: anywhere;
    text-align: start;
    width: 100%;
  }

  > table,
  > table > :is(thead, tbody),
  > table > * > tr,
  > table > * > tr > :is(th, td) {
    display: block;
  }

  > table > thead {
    clip-path: inset(50%);
    position: absolute;
  }

  > table > * > tr > :is(th, td) {
    font-weight: ${({ theme }) => theme.typography.fontWeight.regular};
    text-align: start;
    vertical-align: top;
  }

  > table > tbody {
    border-block-start: ${({ theme }) => theme.border.box};
    padding-block: ${({ theme }) => theme.spacing.small};
    position: relative;
  }

  h3 {
    font-size: inherit;
    line-height: inherit;
  }

  small {
    color: ${({ theme }) => theme.colors.secondary60};
    display: block;
    font-size: ${({ theme }) => theme.helpers.remCalc(12)};
    line-height: ${({ theme }) => theme.helpers.remCalc(16)};
  }

  .where {
    padding-inline-end: ${({ theme }) => theme.spacing.xxLarge};
  }

  .label {
    color: ${({ theme }) => theme.colors.secondary60};
  }

  .toggle {
    inset-block-start: ${({ theme }) => theme.spacing.xSmall};
    inset-inline-end: 0;
    position: absolute;
  }

  .details {
    display: grid;
    font-size: ${({ theme }) => theme.typography.fontSize.medium};
    gap: ${({ theme }) => theme.spacing.small};
    grid-template-columns: minmax(0, 1fr);
    line-height: ${({ theme }) => theme.lineHeight.medium};
    padding-block: ${({ theme }) => theme.spacing.xSmall} ${({ theme }) => theme.spacing.medium};
  }

  ${({ theme }) => theme.breakpoints.desktop} {
    > table {
      display: table;
      table-layout: fixed;
    }

    > table > thead {
      clip-path: none;
      display: table-header-group;
      position: static;
    }

    > table > tbody {
      display: table-row-group;
    }

    > table > * > tr {
      display: table-row;
    }

    > table > * > tr > :is(th, td) {
      border-block-start: ${({ theme }) => theme.border.box};
      display: table-cell;
      padding: ${({ theme }) => `${theme.spacing.xSmall} ${theme.spacing.small} ${theme.spacing.xSmall} 0`};
    }

    > table > thead > tr > th {
      border: 0;
      font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
    }

    > table > tbody > tr > td[colspan] {
      border: 0;
    }

    .when {
      width: 22%;
    }

    .where {
      width: 24%;
    }

    .outcome {
      width: 14%;
    }

    > table > * > tr > .toggle {
      padding-block: ${({ theme }) => theme.spacing.xxSmall};
      padding-inline-end: 0;
      position: static;
      width: 2.5rem;
    }

    .when small {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .short,
    h3 {
      display: -webkit-box;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }
  }
`;
