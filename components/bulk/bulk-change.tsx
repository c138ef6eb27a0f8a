'use client';

import { Button, H2 } from '@bigcommerce/big-design';
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
      <H2>{`Change ${storefronts.length} storefronts`}</H2>
      <Button type="button" onClick={onClose}>
        {'Cancel'}
      </Button>
    </div>
  );
}
