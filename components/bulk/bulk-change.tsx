'use client';

import { Button } from '@bigcommerce/big-design';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';

interface BulkChangeProps {
  storefronts: Storefront[];
  global: CustomerSettings;
  onClose: () => void;
}

/** Placeholder of the same name and props, until the change of many storefronts is merged. */
export function BulkChange({ storefronts, onClose }: BulkChangeProps) {
  return (
    <div>
      <p>{storefronts.map(({ name }) => name).join(', ')}</p>
      <Button type="button" onClick={onClose}>
        Close
      </Button>
    </div>
  );
}
