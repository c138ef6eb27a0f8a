'use client';

import type { ReactNode } from 'react';
import styled from 'styled-components';
import type { NamedScope } from './proposal';
import { ScopeName } from './scope-name';

interface NameListProps {
  /** The heading that these storefronts share. */
  label: string;
  storefronts: readonly NamedScope[];
  renderNote?: (storefront: NamedScope) => ReactNode;
}

/** Hundreds of names stay within the page. */
const Box = styled.div`
  &[tabindex] {
    max-height: ${({ theme }) => theme.helpers.remCalc(320)};
    overflow-y: auto;
  }
`;

const Names = styled.ul`
  list-style: none;
  margin: 0;
  overflow-wrap: anywhere;
  padding: 0;

  li {
    padding-block: ${({ theme }) => theme.spacing.xxSmall};
  }
`;

/** Storefronts, and the whole store, by name. */
export function NameList({ label, storefronts, renderNote }: NameListProps) {
  return (
    // A part that scrolls has to be reachable by keyboard.
    <Box role="group" aria-label={label} tabIndex={storefronts.length > 8 ? 0 : undefined}>
      <Names>
        {storefronts.map((storefront) => (
          <li key={storefront.id}>
            <ScopeName scope={storefront} />
            {renderNote?.(storefront)}
          </li>
        ))}
      </Names>
    </Box>
  );
}
