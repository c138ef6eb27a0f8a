'use client';

import styled from 'styled-components';

/** A table whose rows are small cards on a narrow screen, with the columns named in them. */
export const CardTable = styled.table<{ $wideLabels?: boolean }>`
  border-spacing: 0;
  overflow-wrap: anywhere;
  text-align: start;
  width: 100%;

  th,
  td {
    font-weight: ${({ theme }) => theme.typography.fontWeight.regular};
    line-height: ${({ theme }) => theme.lineHeight.medium};
    text-align: start;
    vertical-align: top;
  }

  thead {
    clip-path: inset(50%);
    position: absolute;
  }

  tr {
    border-top: ${({ theme }) => theme.border.box};
    display: block;
    padding-block: ${({ theme }) => theme.spacing.small};
  }

  tbody th {
    display: block;
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
  }

  td {
    display: grid;
    gap: ${({ theme }) => theme.spacing.xSmall};
    grid-template-columns: ${({ $wideLabels = false }) => ($wideLabels ? 'minmax(0, 1fr)' : '5rem')} minmax(
        0,
        1fr
      );
  }

  ${({ theme }) => theme.breakpoints.tablet} {
    table-layout: fixed;

    thead {
      clip-path: none;
      position: static;
    }

    tr {
      display: table-row;
    }

    td,
    tbody th {
      display: table-cell;
    }

    th,
    td {
      border-top: ${({ theme }) => theme.border.box};
      padding: ${({ theme }) => theme.spacing.small};

      &:first-child {
        padding-inline-start: 0;
      }

      &:last-child {
        padding-inline-end: 0;
      }
    }

    thead th {
      font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
    }
  }
`;

/** The column's name where its head is out of sight. */
export const CardTableColumn = styled.span`
  color: ${({ theme }) => theme.colors.secondary60};

  ${({ theme }) => theme.breakpoints.tablet} {
    display: none;
  }
`;
