'use client';

import { Text } from '@bigcommerce/big-design';
import styled from 'styled-components';

interface StoreNameProps {
  name: string | null;
  storeHash: string;
}

/** Room below, also where nothing follows in its column: BigDesign takes the margin off a last text. */
const Room = styled.div`
  margin-block-end: ${({ theme }) => theme.spacing.large};
`;

/** Which store this is: people who look after several have several tabs. */
export function StoreName({ name, storeHash }: StoreNameProps) {
  return (
    <Room>
      <Text color="secondary60" marginBottom="none">
        {name === null ? storeHash : `${name} · ${storeHash}`}
      </Text>
    </Room>
  );
}
