'use client';

import { Text } from '@bigcommerce/big-design';

interface StoreNameProps {
  name: string | null;
  storeHash: string;
}

/** Which store this is: people who look after several have several tabs. */
export function StoreName({ name, storeHash }: StoreNameProps) {
  return (
    <Text color="secondary60" marginBottom="large">
      {name === null ? storeHash : `${name} · ${storeHash}`}
    </Text>
  );
}
