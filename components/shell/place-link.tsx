'use client';

import { Link } from '@bigcommerce/big-design';
import type { ReactNode } from 'react';
import type { SettingField } from '@/lib/settings/customer-settings';
import { useOpenedStore } from './opened-store';
import { type Place, toSearch } from './place';
import { usePlace } from './place-context';

interface PlaceLinkProps {
  id?: string;
  to: Place;
  /** The setting that should have the focus there. */
  field?: SettingField;
  children: ReactNode;
}

/** A link to another place in the app, which does not load the page again. */
export function PlaceLink({ id, to, field, children }: PlaceLinkProps) {
  const { storeHash } = useOpenedStore();
  const { go } = usePlace();
  return (
    <Link
      {...(id === undefined ? {} : { id })}
      href={`/stores/${storeHash}${toSearch(to)}`}
      onClick={(event) => {
        // The browser opens another tab or window, as it does for any link.
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(to, field);
      }}
    >
      {children}
    </Link>
  );
}
