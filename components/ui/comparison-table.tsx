'use client';

import styled from 'styled-components';
import { BreakableText } from './breakable-text';

export interface ComparedRow {
  key: string;
  name: string;
  /** Told under the name, for instance the storefront. */
  detail?: string;
  values: readonly [string, string];
  differs: boolean;
}

interface ComparisonTableProps {
  /** The name of the table. */
  label: string;
  /** The heads of the columns: what is compared, and the two sides. */
  heads: readonly [string, string, string];
  rows: readonly ComparedRow[];
  /** Said of a row whose sides differ. */
  differs: string;
}

const Table = styled.table`
  border-spacing: 0;
  overflow-wrap: anywhere;
  table-layout: fixed;
  width: 100%;

  th,
  td {
    border-block-start: ${({ theme }) => theme.border.box};
    font-weight: ${({ theme }) => theme.typography.fontWeight.regular};
    line-height: ${({ theme }) => theme.lineHeight.medium};
    padding-block: ${({ theme }) => theme.spacing.xSmall};
    padding-inline-end: ${({ theme }) => theme.spacing.small};
    text-align: start;
    vertical-align: top;
  }

  thead th,
  tr[data-differs='true'] > * {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
  }

  small {
    color: ${({ theme }) => theme.colors.secondary60};
    display: block;
    font-weight: ${({ theme }) => theme.typography.fontWeight.regular};
  }

  strong {
    color: ${({ theme }) => theme.colors.primary60};
    display: block;
    font-size: ${({ theme }) => theme.typography.fontSize.small};
  }
`;

/** Two sides of the same settings, next to each other, to be read only. */
export function ComparisonTable({ label, heads, rows, differs }: ComparisonTableProps) {
  return (
    <Table aria-label={label}>
      <thead>
        <tr>
          {heads.map((head, index) => (
            <th key={index} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-differs={row.differs}>
            <th scope="row">
              {row.name}
              {row.detail !== undefined && <small>{row.detail}</small>}
              {row.differs && <strong>{differs}</strong>}
            </th>
            {row.values.map((value, index) => (
              <td key={index}>
                <BreakableText text={value} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
